/** Which numbers of a vector travel. What is left out is not lost where a rule sends it later, as compressed gossip does. */
import type { Random } from '../../util/random/random.ts';

export interface Compressor {
  readonly name: string;
  /**
   * Writes the positions of the numbers that travel, rising. The squared length of those that do not is at most 1 - delta of
   * the whole's, on average, for some delta above 0 that is the compressor's own: Koloskova et al. 2019 (arXiv 1902.00340),
   * assumption 1. Never throws, also on numbers that are not finite.
   * @param into as long as the vector
   * @returns how many there are
   */
  choose(vector: Float32Array, random: Random, into: Uint32Array): number;
}

/** How many of so many numbers travel: that share of them, and one at least. @param share above 0, at most 1 */
export const keptOf = (share: number, length: number): number =>
  Math.min(length, Math.max(1, Math.round(share * length)));

/** Sets to 0 what does not travel, in place, and leaves the rest as it is. @param scratch as long as the vector */
export function compress(
  compressor: Compressor,
  vector: Float32Array,
  random: Random,
  scratch: Uint32Array,
): void {
  const count = compressor.choose(vector, random, scratch);
  let next = 0;
  for (let j = 0; j < count; j++) {
    vector.fill(0, next, scratch[j]);
    next = scratch[j] + 1;
  }
  vector.fill(0, next);
}
