/** Plain stochastic gradient descent, s steps an update. */
import type { Learner } from '../learner/learner.ts';
import type { LocalUpdate } from './local-update.ts';

export interface SgdOptions {
  /** Local steps an update, at least 1. */
  readonly steps: number;
  /** Step size. */
  readonly rate: number;
}

/** Memory: one vector of the learner's dimension. */
export function sgd(learner: Learner, { steps, rate }: SgdOptions): LocalUpdate {
  const gradient = new Float32Array(learner.dimension);
  return {
    steps,
    begin(parameters) {
      learner.gradient(parameters, gradient);
    },
    end(parameters) {
      for (let i = 0; i < parameters.length; i++) parameters[i] -= rate * gradient[i];
    },
  };
}
