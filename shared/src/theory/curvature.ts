/**
 * The largest curvature of a loss: the largest eigenvalue of its Hessian, by power iteration on products with the Hessian
 * that two gradients each give (Pearlmutter 1994, Fast Exact Multiplication by the Hessian, has them exactly; differences
 * need nothing but gradients).
 *
 * Of a network it is that of the loss on these examples, at these parameters: it changes while the model learns, often
 * until gradient descent is just stable (Cohen et al. 2021, arXiv 2103.00065), and differs from one batch to another.
 */

import { lengthOf } from '../gossip/vectors/arithmetic.ts';
import type { Random } from '../util/random/random.ts';

/** How far along a direction gradients are compared, as a share of the parameters' length or of 1: large beside the rounding
 * of float32, small beside what parameters are. */
const PROBE = 1e-3;

/** Fills `gradient` with that of the same loss each time. Both arrays are as long as there are parameters. */
export type GradientAt = (parameters: Float32Array, gradient: Float32Array) => void;

/** Of length 1, to begin from. */
export function randomDirection(dimension: number, random: Pick<Random, 'normal'>): Float32Array {
  const direction = new Float32Array(dimension).map(() => random.normal());
  normalise(direction);
  return direction;
}

export interface CurvatureMeter {
  /**
   * Works out one gradient, so that others may use the thread in between.
   * @param parameters read only; those of every other call do not count
   * @returns every other time the curvature along the direction as it now is: from below, and the nearer the more iterations
   * there were. Below 0 where the loss bends down more than up; not finite where gradients are not. Else null
   */
  step(parameters: Float32Array): number | null;
}

/**
 * Memory: four vectors as long as the direction.
 * @param direction of length 1; moved towards that of the largest curvature
 */
export function createCurvatureMeter(gradientAt: GradientAt, direction: Float32Array): CurvatureMeter {
  const { length } = direction;
  const probe = new Float32Array(length);
  const behind = new Float32Array(length);
  const ahead = new Float32Array(length);
  let far = 0;
  let isHalfWay = false;
  return {
    step(parameters) {
      if (!isHalfWay) {
        far = PROBE * Math.max(1, lengthOf(parameters));
        for (let i = 0; i < length; i++) probe[i] = parameters[i] - far * direction[i];
        gradientAt(probe, behind);
        isHalfWay = true;
        return null;
      }
      isHalfWay = false;
      for (let i = 0; i < length; i++) probe[i] += 2 * far * direction[i];
      gradientAt(probe, ahead);
      let curvature = 0;
      for (let i = 0; i < length; i++) {
        ahead[i] = (ahead[i] - behind[i]) / (2 * far);
        curvature += direction[i] * ahead[i];
      }
      // A loss that is flat here, or no number, leads nowhere.
      if (normalise(ahead)) direction.set(ahead);
      return curvature;
    },
  };
}

/** All at once. @param iterations two gradients each, at least 1 @returns and parameters as of `CurvatureMeter` */
export function curvatureOf(
  gradientAt: GradientAt,
  parameters: Float32Array,
  direction: Float32Array,
  iterations: number,
): number {
  const meter = createCurvatureMeter(gradientAt, direction);
  let curvature = 0;
  for (let gradient = 0; gradient < 2 * iterations; gradient++) {
    curvature = meter.step(parameters) ?? curvature;
  }
  return curvature;
}

/** @returns whether it could be */
function normalise(vector: Float32Array): boolean {
  const length = lengthOf(vector);
  if (!(length > 0 && length < Number.POSITIVE_INFINITY)) return false;
  for (let i = 0; i < vector.length; i++) vector[i] /= length;
  return true;
}
