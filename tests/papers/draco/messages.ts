/** What Psi costs and saves: messages that a peer takes, and how well it learns from so many. */
import { mean, meanOfLaterHalf } from '../averages.ts';
import { claimsOf, type Form, type Study, studyOf } from '../paper.ts';
import { PERIOD, type Population, type PopulationResult, populationOf } from './population.ts';

const UNLIMITED = 0;
/** One point. */
const POINT = 0.01;

export function messages(form: Form): Study {
  const limits = form === 'quick' ? [1, 2, 4, 6, 8] : [1, 2, 4, 6, 8, 12];
  const seeds = [1];
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
      const { within, atMost, measured } = claimsOf('draco');
      const of = (psi: number): PopulationResult[] =>
        results.filter((_, i) => populations[i].own.psi === psi);
      const accuracy = (psi: number): number =>
        mean(of(psi).map((result) => meanOfLaterHalf(result.accuracy.map((moment) => moment.mean))));
      const taken = (psi: number): number => mean(of(psi).map((result) => result.taken));
      const unlimited = accuracy(UNLIMITED);
      const lost = (psi: number): number => unlimited - accuracy(psi);
      // The least from which on no larger one loses more.
      const tooFew = limits.filter((psi) => lost(psi) > POINT);
      const enough = limits.find((psi) => psi > Math.max(0, ...tooFew)) ?? peers - 1;
      const most = limits[limits.length - 1];
      return {
        rows: [
          within(`messages taken a second, Psi = ${most} over Psi = 1`, most, taken(most) / taken(1), 0.05),
          measured(
            `Psi*, the least Psi within 1 point of unlimited accuracy, of ${peers - 1} neighbours`,
            enough,
          ),
          atMost('accuracy lost at Psi*, in points', 1, 100 * lost(enough)),
          measured('messages taken at Psi* over unlimited', taken(enough) / taken(UNLIMITED)),
        ],
        charts: [
          {
            title: 'Messages taken, by Psi',
            subtitle: `${peers} peers, a window a second`,
            x: { label: 'Psi', scale: 'linear', min: 0 },
            y: { label: 'messages a peer and second', scale: 'linear', min: 0 },
            series: [
              { name: 'taken', markers: true, points: limits.map((psi) => [psi, taken(psi)] as const) },
              {
                name: 'unlimited',
                dashed: true,
                points: [limits[0], most].map((psi) => [psi, taken(UNLIMITED)] as const),
              },
            ],
          },
          {
            title: 'Accuracy, by Psi',
            subtitle: `mean of the later half; Psi* = ${enough}`,
            x: { label: 'Psi', scale: 'linear', min: 0 },
            y: { label: 'accuracy', scale: 'linear', min: 0, max: 1 },
            series: [
              { name: 'Psi', markers: true, points: limits.map((psi) => [psi, accuracy(psi)] as const) },
              {
                name: 'unlimited',
                dashed: true,
                points: [limits[0], most].map((psi) => [psi, unlimited] as const),
              },
            ],
          },
        ],
      };
    },
  );
}
