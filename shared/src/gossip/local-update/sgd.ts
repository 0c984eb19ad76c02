/** Plain stochastic gradient descent, s steps an update. */
import type { Learner } from '../learner/learner.ts';
import type { LocalUpdate } from './local-update.ts';

export interface SgdOptions {
  /** Local steps an update, at least 1. */
  readonly steps: number;
  /** Step size. */
  readonly rate: number;
}

/**
 * The update adds the sum of its steps, `-rate * sum of gradients`, to the parameters at its end: mixing that
 * took place meanwhile is kept. Memory: three vectors of the learner's dimension.
 */
export function sgd(learner: Learner, { steps, rate }: SgdOptions): LocalUpdate {
  const working = new Float32Array(learner.dimension);
  const before = new Float32Array(learner.dimension);
  const gradient = new Float32Array(learner.dimension);
  return {
    steps,
    begin(parameters) {
      working.set(parameters);
      before.set(parameters);
    },
    step() {
      learner.gradient(working, gradient);
      for (let i = 0; i < working.length; i++) working[i] -= rate * gradient[i];
    },
    end(parameters) {
      for (let i = 0; i < parameters.length; i++) parameters[i] += working[i] - before[i];
    },
  };
}
