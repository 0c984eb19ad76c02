/** Plain stochastic gradient descent, s steps an update. */
import type { Learner } from '../learner/learner.ts';
import { modelPart } from '../model-part.ts';
import type { LocalUpdate } from './local-update.ts';

export interface SgdOptions {
  /** Local steps an update, at least 1. */
  readonly steps: number;
  /** Step size. */
  readonly rate: number;
}

/** Memory: one vector of the learner's dimension. Where the state is longer than the model, the rest is left as it is. */
export function sgd(learner: Learner, { steps, rate }: SgdOptions): LocalUpdate {
  const { dimension } = learner;
  const gradient = new Float32Array(dimension);
  return {
    steps,
    begin(parameters) {
      learner.gradient(modelPart(parameters, dimension), gradient);
    },
    end(parameters) {
      for (let i = 0; i < dimension; i++) parameters[i] -= rate * gradient[i];
    },
  };
}
