/** What is made of the frozen network's outputs, so that a layer of logits learns quickly of them. */
import { lengthOf } from '@hearsay/shared/gossip/vectors/arithmetic.ts';
import { FEATURES, TAP_LENGTHS } from './network.ts';
import type { Standard } from './standard.ts';

/** Deviations that a feature may be off its mean: a rare one shall not outweigh the others. */
const MOST_DEVIATIONS = 8;
/** Of a picture's features as a vector: with it a step of 0.1 is right for a layer of logits, and no picture outweighs the others. */
const LENGTH = 12;
/** So that features that are hardly ever there are no noise. */
const LEAST_DEVIATION = 0.002;

/**
 * Where all pictures of a task have something in common, as their place or their light, whoever has pictures of one class alone
 * learns by it: that all are of that class. So what all features of a layer have in common is taken away as well.
 * @param features of some pictures, one behind the other, from 0 to 1
 * @returns numbers whose mean is about 0 over pictures of any kind, and whose squares sum up to `LENGTH` squared in each
 */
export function standardised(
  features: Float32Array<ArrayBuffer>,
  { means, deviations }: Standard,
): Float32Array<ArrayBuffer> {
  const numbers = features.map((value, i) => {
    const k = i % FEATURES;
    const off = (value - means[k]) / (deviations[k] + LEAST_DEVIATION);
    return Math.max(-MOST_DEVIATIONS, Math.min(MOST_DEVIATIONS, off));
  });
  for (let from = 0; from < numbers.length; from += FEATURES) {
    const picture = numbers.subarray(from, from + FEATURES);
    let at = 0;
    for (const length of TAP_LENGTHS) {
      centre(picture.subarray(at, at + length));
      at += length;
    }
    const factor = LENGTH / Math.max(1, lengthOf(picture));
    for (let i = 0; i < FEATURES; i++) picture[i] *= factor;
  }
  return numbers;
}

function centre(values: Float32Array): void {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  for (let i = 0; i < values.length; i++) values[i] -= mean;
}
