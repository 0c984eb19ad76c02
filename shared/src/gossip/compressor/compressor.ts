/** Which numbers of a vector travel. What is left out is not lost where a rule sends it later, as compressed gossip does. */
import type { Random } from '../random/random.ts';

export interface Compressor {
  readonly name: string;
  /**
   * Sets to 0 what does not travel, in place, and leaves the rest as it is. What is left out is at most 1 - delta of the
   * squared length, on average, for some delta above 0 that is the compressor's own: Koloskova et al. 2019 (arXiv
   * 1902.00340), assumption 1. Never throws, also on numbers that are not finite.
   */
  compress(vector: Float32Array, random: Random): void;
}

/** How many of so many numbers travel: that share of them, and one at least. @param share above 0, at most 1 */
export const keptOf = (share: number, length: number): number =>
  Math.min(length, Math.max(1, Math.round(share * length)));
