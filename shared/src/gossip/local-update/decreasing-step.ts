import type { Learner } from '../learner/learner.ts';
import { memoryOf } from '../memory.ts';
import { modelPart } from '../model-part.ts';
import type { LocalUpdate } from './local-update.ts';
import type { SgdOptions } from './sgd.ts';

export interface DecreasingStepOptions extends SgdOptions {
  /** K, above 0: the number of updates after which the step size is half of what it was. */
  readonly offset: number;
}

/**
 * Gradient descent with a step size of rate * K / (k + K) in the peer's own k-th update, counted from 0: it begins at
 * `rate`, and decreases as 1/k. Robbins & Monro 1951 (doi 10.1214/aoms/1177729586). Memory: one vector of the learner's
 * dimension. Where the state is longer than the model, the rest is left as it is.
 */
export function decreasingStep(
  learner: Learner,
  { steps, rate, offset }: DecreasingStepOptions,
): LocalUpdate {
  const { dimension } = learner;
  const gradient = new Float32Array(dimension);
  let taken = 0;
  return {
    steps,
    memory: memoryOf(
      [],
      () => [taken],
      (numbers) => {
        [taken] = numbers;
      },
    ),
    begin(parameters) {
      learner.gradient(modelPart(parameters, dimension), gradient);
    },
    end(parameters) {
      const stepSize = (rate * offset) / (Math.floor(taken / steps) + offset);
      taken += 1;
      for (let i = 0; i < dimension; i++) parameters[i] -= stepSize * gradient[i];
    },
  };
}
