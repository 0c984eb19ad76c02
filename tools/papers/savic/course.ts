/** How near the optimum the peers' mean model is after each round. */

import { createMethod } from '@hearsay/shared/methods/create-method.ts';
import type { Objective } from '@hearsay/shared/simulation/learners/objective.ts';
import { quadratic } from '@hearsay/shared/simulation/learners/quadratic.ts';
import { meanParameters } from '@hearsay/shared/simulation/measurements.ts';
import { Simulation } from '@hearsay/shared/simulation/simulation.ts';
import { createRandom } from '@hearsay/shared/util/random/random.ts';
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
  /** Whether the axes along which it is curved are turned at random, alike for all peers. */
  readonly rotated?: boolean;
  readonly seed: number;
  readonly rounds: number;
}

export default measurement(courseOf);

/** @returns after each round the distance from the optimum of the mean of all peers' models, over that at the start; the
 * first is 1 */
function courseOf(one: Case): number[] {
  const { method, rate, peers, dimension, curvatureSpread, seed, rounds, rotated = false } = one;
  const plain = quadratic({ peers, seed, dimension, conditionNumber: CONDITION_NUMBER, curvatureSpread });
  const objective = rotated ? rotate(plain, seed) : plain;
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

/** Axes of the rotated objective: rows that are orthogonal and of length 1, by Gram and Schmidt. */
function randomAxes(dimension: number, seed: number): Float64Array[] {
  const random = createRandom(seed, 'rotation');
  const axes: Float64Array[] = [];
  while (axes.length < dimension) {
    const axis = new Float64Array(dimension).map(() => random.normal());
    for (const other of axes) {
      const along = dot(axis, other);
      for (let j = 0; j < dimension; j++) axis[j] -= along * other[j];
    }
    const length = Math.hypot(...axis);
    axes.push(axis.map((value) => value / length));
  }
  return axes;
}

/** The same objective of what its parameters are along axes of another direction. */
function rotate<Kind extends Objective & { readonly optimum: Float32Array }>(
  objective: Kind,
  seed: number,
): Kind {
  const { dimension } = objective;
  const axes = randomAxes(dimension, seed);
  const into = (from: ArrayLike<number>, to: Float32Array): Float32Array => {
    for (let k = 0; k < dimension; k++) to[k] = dot(axes[k], from);
    return to;
  };
  const back = (from: ArrayLike<number>, to: Float32Array): void => {
    for (let j = 0; j < dimension; j++) to[j] = axes.reduce((sum, axis, k) => sum + axis[j] * from[k], 0);
  };
  const optimum = new Float32Array(dimension);
  back(objective.optimum, optimum);
  return {
    ...objective,
    optimum,
    learner(peer, random) {
      const learner = objective.learner(peer, random);
      const [along, slopes] = [new Float32Array(dimension), new Float32Array(dimension)];
      return {
        dimension,
        gradient(parameters, gradient) {
          const loss = learner.gradient(into(parameters, along), slopes);
          back(slopes, gradient);
          return loss;
        },
      };
    },
    evaluate: (parameters) => objective.evaluate(into(parameters, new Float32Array(dimension))),
  };
}

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j] * b[j];
  return sum;
};
