/** Random amounts that neighbours give each other first, so that what a peer gives later says little of what it has. */
import { FIRST_MASKED } from './sums.ts';

/** In rows, or in rows times `scale`: what about 16,000 rows come to. */
const LARGEST = 2 ** 14;

/** @param randomBytes cryptographically random ones, so many @returns one mask after the other, uniform from -LARGEST to LARGEST */
export function createMasks(length: number, randomBytes: (count: number) => Uint8Array): () => Float64Array {
  return () => {
    const bytes = randomBytes(8 * length);
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    return new Float64Array(length).map((_, i) => {
      if (i < FIRST_MASKED) return 0;
      // 53 bits, as many as a float has: fewer would leave the last digits of sums bare.
      const share = (view.getUint32(8 * i) * 2 ** 21 + (view.getUint32(8 * i + 4) >>> 11)) / 2 ** 53;
      return LARGEST * (2 * share - 1);
    });
  };
}
