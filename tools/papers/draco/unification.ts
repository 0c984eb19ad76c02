/**
 * What unification does: models that only add what they hear drift apart; one that is taken over by all ends that. Links take
 * no time here, so that one moment is the same for all; where they do, what is under way then remains of the differences.
 */
import { meanOfLaterHalf } from '../averages.ts';
import { intervalOf } from '../interval.ts';
import { claimsOf, type Form, type Study, studyOf } from '../paper.ts';
import {
  PERIOD,
  type Population,
  type PopulationResult,
  populationOf,
  type Unification,
} from './population.ts';

const PSI = 6;

export function unification(form: Form): Study {
  const seeds = form === 'quick' ? [2] : [6, 7, 8, 9, 10];
  const of = (given: Partial<Population>): readonly Population[] =>
    // Of other seeds than the study of messages, which has the first population too.
    seeds.map((seed) =>
      populationOf(form, { own: { psi: PSI, unificationSeconds: PERIOD, star: 0 }, ...given, seed }),
    );
  const populations = [
    of({}),
    of({ own: { psi: PSI, unificationSeconds: 0, star: 0 } }),
    of({ unifierLeaves: true }),
    of({ own: { psi: 0, unificationSeconds: PERIOD, star: 1 } }),
    of({ gossip: 0, own: { psi: PSI, unificationSeconds: 0, star: 0 } }),
  ];
  const [{ peers, duration }] = populations[0];
  return studyOf<Population, PopulationResult>(
    new URL('./population.ts', import.meta.url).href,
    populations.flat(),
    (results) => {
      const { within, atMost, atLeast } = claimsOf('draco');
      const [unified, drifting, leaving, star, alone] = populations.map((_, i) =>
        results.slice(i * seeds.length, (i + 1) * seeds.length),
      );
      const variance = (result: PopulationResult): number =>
        meanOfLaterHalf(result.variance.map(({ value }) => value));
      const accuracy = (result: PopulationResult): number => result.accuracy.at(-1)?.mean ?? Number.NaN;
      const due = Math.ceil(duration / PERIOD) - 1;
      return {
        rows: [
          within(
            `unifications in ${duration / PERIOD} periods`,
            due,
            intervalOf(unified.map(({ unifications }) => unifications.length)),
            0.1,
          ),
          atMost(
            'largest difference between two models right after any of them',
            0,
            worstAfter(unified.flatMap(({ unifications }) => unifications)),
          ),
          atLeast(
            `variance without unification over variance with, Psi = ${PSI}`,
            10,
            intervalOf(drifting.map((one, i) => variance(one) / variance(unified[i]))),
          ),
          atMost(
            'the unifier leaves: largest difference right after a unification',
            0,
            worstAfter(leaving.flatMap(({ unifications }) => unifications)),
          ),
          atMost(
            'the unifier leaves: longest time between unifications, in periods',
            1.5,
            intervalOf(leaving.map(({ unifications }) => longestWait(unifications, duration) / PERIOD)),
          ),
          atLeast(
            `star of ${peers}: accuracy at the end over that of peers alone`,
            2,
            intervalOf(star.map((one, i) => accuracy(one) / accuracy(alone[i]))),
          ),
        ],
        charts: [
          {
            title: 'Inter-peer variance',
            subtitle: `${peers} peers, Psi = ${PSI}, a unification every ${PERIOD} s`,
            x: { label: 'virtual seconds', scale: 'linear' },
            y: { label: 'mean square distance from the mean', scale: 'linear', min: 0 },
            series: [
              { name: 'without unification', points: courseOf(drifting[0]) },
              { name: 'with', points: courseWith(unified[0]) },
            ],
          },
        ],
      };
    },
  );
}

/** NaN where there was none, of which nothing holds. */
const worstAfter = (unifications: readonly Unification[]): number =>
  unifications.length === 0 ? Number.NaN : Math.max(...unifications.map(({ spreadAfter }) => spreadAfter));

/** From the start to the end, in seconds. */
function longestWait(unifications: readonly Unification[], duration: number): number {
  const times = [0, ...unifications.map(({ time }) => time), duration];
  return Math.max(...times.slice(1).map((time, i) => time - times[i]));
}

const courseOf = ({ variance }: PopulationResult): [number, number][] =>
  variance.map(({ time, value }) => [time, value]);

/** With both sides of each unification. */
function courseWith(result: PopulationResult): [number, number][] {
  const edges = result.unifications.flatMap(({ time, before }): [number, number][] => [
    [time, before],
    [time, 0],
  ]);
  return [...courseOf(result), ...edges].sort(([a], [b]) => a - b);
}
