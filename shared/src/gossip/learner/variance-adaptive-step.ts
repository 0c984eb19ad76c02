import { memoryOf } from '../memory.ts';
import { type Learner, passedOn } from './learner.ts';

/** Weight of the newest gradient in the running means. */
const SMOOTHING = 0.1;

/**
 * A step size that follows the gradient's variance: the gradient times |m|^2 / q, m being the running mean of the
 * gradients and q that of their squared length. The factor is 1 where all gradients agree and falls to the
 * share of the signal where noise prevails; both means are corrected for their start at 0.
 */
export function withVarianceAdaptiveStep(learner: Learner): Learner {
  const mean = new Float32Array(learner.dimension);
  let meanSquare = 0;
  let remaining = 1;
  const memory = memoryOf(
    [mean],
    () => [meanSquare, remaining],
    (numbers) => {
      [meanSquare, remaining] = numbers;
    },
  );
  return {
    ...passedOn(learner),
    memories: [...(learner.memories ?? []), memory],
    gradient(parameters, gradient) {
      const loss = learner.gradient(parameters, gradient);
      let square = 0;
      let squareOfMean = 0;
      for (let i = 0; i < mean.length; i++) {
        mean[i] += SMOOTHING * (gradient[i] - mean[i]);
        square += gradient[i] * gradient[i];
        squareOfMean += mean[i] * mean[i];
      }
      meanSquare += SMOOTHING * (square - meanSquare);
      remaining *= 1 - SMOOTHING;
      const seen = 1 - remaining;
      const signal = meanSquare > 0 ? squareOfMean / (seen * meanSquare) : 1;
      const factor = Math.min(1, signal);
      for (let i = 0; i < mean.length; i++) gradient[i] *= factor;
      return loss;
    },
  };
}
