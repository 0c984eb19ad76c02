/** For tests: is what a learner calls its gradient the derivative of what it calls its loss? */
import type { Learner } from '../../gossip/learner/learner.ts';

/**
 * Central differences of the loss along each coordinate.
 * @param learner one whose every batch is the same examples
 * @param step large beside the rounding error of float32, small beside the loss's curvature
 * @returns the largest error of an entry of the gradient, relative to the gradient's largest entry
 */
export function gradientError(learner: Learner, parameters: Float32Array, step: number): number {
  const gradient = new Float32Array(learner.dimension);
  const unused = new Float32Array(learner.dimension);
  learner.gradient(parameters, gradient);
  const moved = parameters.slice();
  let worst = 0;
  for (let j = 0; j < moved.length; j++) {
    moved[j] = parameters[j] + step;
    const upper = moved[j];
    const above = learner.gradient(moved, unused);
    moved[j] = parameters[j] - step;
    const below = learner.gradient(moved, unused);
    worst = Math.max(worst, Math.abs((above - below) / (upper - moved[j]) - gradient[j]));
    moved[j] = parameters[j];
  }
  return worst / Math.max(...gradient.map(Math.abs));
}
