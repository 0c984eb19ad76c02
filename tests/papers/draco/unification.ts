/**
 * What unification does: models that only add what they hear drift apart; one that is taken over by all ends that. Links take
 * no time here, so that one moment is the same for all; where they do, what is under way then remains of the differences.
 */
import { meanOfLaterHalf } from '../averages.ts';
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
  const of = (given: Partial<Population>): Population =>
    populationOf(form, { own: { psi: PSI, unificationSeconds: PERIOD, star: 0 }, ...given });
  const populations = [
    // Of another seed than the study of messages, which has this population too.
    of({ seed: 2 }),
    of({ seed: 2, own: { psi: PSI, unificationSeconds: 0, star: 0 } }),
    of({ unifierLeaves: true }),
    of({ own: { psi: 0, unificationSeconds: PERIOD, star: 1 } }),
    of({ gossip: 0, own: { psi: PSI, unificationSeconds: 0, star: 0 } }),
  ];
  const { peers } = populations[0];
  return studyOf<Population, PopulationResult>(
    new URL('./population.ts', import.meta.url).href,
    populations,
    ([unified, drifting, leaving, star, alone]) => {
      const { atMost, atLeast } = claimsOf('draco');
      const variance = (result: PopulationResult): number =>
        meanOfLaterHalf(result.variance.map(({ value }) => value));
      const accuracy = (result: PopulationResult): number => result.accuracy.at(-1)?.mean ?? Number.NaN;
      return {
        rows: [
          atMost(
            `largest difference between two models right after any of ${unified.unifications.length} unifications`,
            0,
            worstAfter(unified.unifications),
          ),
          atLeast(
            `variance without unification over variance with, Psi = ${PSI}`,
            10,
            variance(drifting) / variance(unified),
          ),
          atMost(
            'the unifier leaves: largest difference right after a unification',
            0,
            worstAfter(leaving.unifications),
          ),
          atMost(
            'the unifier leaves: longest time between unifications, in periods',
            1.5,
            longestWait(leaving.unifications, populations[2].duration) / PERIOD,
          ),
          atLeast(
            `star of ${peers}: accuracy at the end over that of peers alone`,
            2,
            accuracy(star) / accuracy(alone),
          ),
        ],
        charts: [
          {
            title: 'Inter-peer variance',
            subtitle: `${peers} peers, Psi = ${PSI}, a unification every ${PERIOD} s`,
            x: { label: 'virtual seconds', scale: 'linear' },
            y: { label: 'mean square distance from the mean', scale: 'linear', min: 0 },
            series: [
              { name: 'without unification', points: courseOf(drifting) },
              { name: 'with', points: courseWith(unified) },
            ],
          },
        ],
      };
    },
  );
}

const worstAfter = (unifications: readonly Unification[]): number =>
  Math.max(...unifications.map(({ spreadAfter }) => spreadAfter));

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
