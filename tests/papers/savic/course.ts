/** How near the optimum the peers' mean model is after each round. */
import { createMethod } from '@hearsay/shared/methods/create-method.ts';
import { quadratic } from '@hearsay/shared/simulation/learners/quadratic.ts';
import { meanParameters } from '@hearsay/shared/simulation/measurements.ts';
import { Simulation } from '@hearsay/shared/simulation/simulation.ts';
import { measurement } from '../../experiments/measurement.ts';

export const CONDITION_NUMBER = 1e4;
/** H: local steps a round. */
export const STEPS = 10;

export interface Case {
  readonly method: string;
  readonly with: Readonly<Record<string, number>>;
  /** gamma: the step size. */
  readonly rate: number;
  readonly peers: number;
  readonly dimension: number;
  /** See `QuadraticOptions`. */
  readonly curvatureSpread: number;
  readonly seed: number;
  readonly rounds: number;
}

export default measurement(courseOf);

/** @returns after each round the distance from the optimum of the mean of all peers' models, over that at the start; the
 * first is 1 */
function courseOf(one: Case): number[] {
  const { method, rate, peers, dimension, curvatureSpread, seed, rounds } = one;
  const objective = quadratic({ peers, seed, dimension, conditionNumber: CONDITION_NUMBER, curvatureSpread });
  const update = { rateOf: () => 1, constantShare: 1 };
  const common = { gossip: 0, per: 'second', update, steps: STEPS, rate, exchange: 'push', seed } as const;
  const simulation = new Simulation({
    peers,
    seed,
    method: createMethod(method, common, one.with),
    objective,
    trackedPeers: 0,
  });
  const distance = (): number => {
    const mean = meanParameters(simulation);
    return Math.hypot(...mean.map((value, j) => value - objective.optimum[j]));
  };
  const first = distance();
  const course = [1];
  for (let round = 1; round <= rounds; round++) {
    // A round ends with the exchange, half-way to the next.
    simulation.runUntil(round + 0.75);
    course.push(distance() / first);
  }
  return course;
}
