/** What Psi costs and saves: messages that a peer takes, and how well it learns from so many. */
import { mean } from '@hearsay/shared/util/numbers.ts';
import { meanOfLaterHalf } from '../averages.ts';
import { intervalOf } from '../interval.ts';
import { claimsOf, type Form, type Study, studyOf } from '../paper.ts';
import { PERIOD, type Population, type PopulationResult, populationOf } from './population.ts';

const UNLIMITED = 0;
/** Psi of a peer of 24 neighbours, set beforehand: few enough to save most, and enough to learn as well. */
const ENOUGH = { quick: 8, full: 12 };

export function messages(form: Form): Study {
  const limits = form === 'quick' ? [1, 8] : [1, 4, 8, 12];
  const seeds = form === 'quick' ? [1, 2, 3] : [1, 2, 3, 4, 5];
  const populations = [...limits, UNLIMITED].flatMap((psi) =>
    seeds.map(
      (seed): Population => populationOf(form, { seed, own: { psi, unificationSeconds: PERIOD, star: 0 } }),
    ),
  );
  const { peers } = populations[0];
  return studyOf<Population, PopulationResult>(
    new URL('./population.ts', import.meta.url).href,
    populations,
    (results) => {
      const { within, atMost, atLeast } = claimsOf('draco');
      /** By seed. */
      const of = (psi: number): PopulationResult[] =>
        results.filter((_, i) => populations[i].own.psi === psi);
      const accuracies = (psi: number): number[] =>
        of(psi).map((result) => meanOfLaterHalf(result.accuracy.map((moment) => moment.mean)));
      const taken = (psi: number): number[] => of(psi).map((result) => result.taken);
      const over = (some: readonly number[], others: readonly number[]): number[] =>
        some.map((value, i) => value / others[i]);
      const pointsLost = (psi: number): number[] => {
        const unlimited = accuracies(UNLIMITED);
        return accuracies(psi).map((accuracy, i) => 100 * (unlimited[i] - accuracy));
      };
      const most = limits[limits.length - 1];
      const enough = ENOUGH[form];
      const neighbours = `${enough} of ${peers - 1} neighbours`;
      return {
        rows: [
          within(
            `messages taken a second, Psi = ${most} over Psi = 1`,
            most,
            intervalOf(over(taken(most), taken(1))),
            0.05,
          ),
          atMost(
            `accuracy lost by Psi = ${neighbours}, below unlimited, in points`,
            1,
            intervalOf(pointsLost(enough)),
          ),
          atMost(
            `messages taken at Psi = ${neighbours}, over unlimited`,
            0.75,
            intervalOf(over(taken(enough), taken(UNLIMITED))),
          ),
          atLeast(
            'too few: accuracy lost by Psi = 1, below unlimited, in points',
            1,
            intervalOf(pointsLost(1)),
          ),
        ],
        charts: [
          {
            title: 'Messages taken, by Psi',
            subtitle: `${peers} peers, a window a second`,
            x: { label: 'Psi', scale: 'linear', min: 0 },
            y: { label: 'messages a peer and second', scale: 'linear', min: 0 },
            series: seriesOf(limits, (psi) => mean(taken(psi))),
          },
          {
            title: 'Accuracy, by Psi',
            subtitle: 'mean of the later half',
            x: { label: 'Psi', scale: 'linear', min: 0 },
            y: { label: 'accuracy', scale: 'linear', min: 0, max: 1 },
            series: seriesOf(limits, (psi) => mean(accuracies(psi))),
          },
        ],
      };
    },
  );
}

function seriesOf(
  limits: readonly number[],
  y: (psi: number) => number,
): ReturnType<Study['report']>['charts'][number]['series'] {
  const [first, last] = [limits[0], limits[limits.length - 1]];
  return [
    { name: 'Psi', markers: true, points: limits.map((psi) => [psi, y(psi)] as const) },
    { name: 'unlimited', dashed: true, points: [first, last].map((psi) => [psi, y(UNLIMITED)] as const) },
  ];
}
