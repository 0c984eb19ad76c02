/** A gradient that is worked out and not applied: where others apply it, and a mixing rule carries it to them. */
import type { Learner } from '../learner/learner.ts';
import type { LocalUpdate } from './local-update.ts';

export interface GradientUpdate extends LocalUpdate {
  /**
   * The mean gradient of the steps since it was taken last, as long as the model; null where there was none. Valid until
   * the next step ends.
   */
  take(): Float32Array | null;
}

/** Memory: two vectors of the learner's dimension. @param steps gradients, each of a batch, in an update */
export function gradientUpdate(learner: Learner, { steps }: { readonly steps: number }): GradientUpdate {
  const gradient = new Float32Array(learner.dimension);
  const mean = new Float32Array(learner.dimension);
  let count = 0;
  return {
    steps,
    begin(parameters) {
      learner.gradient(parameters, gradient);
    },
    end() {
      count += 1;
      if (count === 1) mean.set(gradient);
      else for (let i = 0; i < mean.length; i++) mean[i] += (gradient[i] - mean[i]) / count;
    },
    take() {
      if (count === 0) return null;
      count = 0;
      return mean;
    },
  };
}
