import { type Compressor, keptOf } from './compressor.ts';

const MAGNITUDE = 0x7fffffff;
const DIGIT_BITS = 8;
const DIGITS = 1 << DIGIT_BITS;
const FIRST_SHIFT = 24;

/**
 * Keeps the numbers of largest magnitude: that share of them, exactly so many; of those alike the first. delta is the
 * share (Stich, Cordonnier, Jaggi 2018, arXiv 1809.07599).
 *
 * The smallest magnitude that is kept is found digit by digit: as integers, the bits of floats without their sign are in
 * the order of their magnitudes. It takes time in proportion to the length, whatever the numbers, NaN included.
 * @param share above 0, at most 1
 */
export function topK(share: number): Compressor {
  const counts = new Uint32Array(DIGITS);
  return {
    name: 'top-k',
    compress(vector) {
      const kept = keptOf(share, vector.length);
      if (kept >= vector.length) return;
      const bits = new Int32Array(vector.buffer, vector.byteOffset, vector.length);
      let threshold = 0;
      let known = 0;
      /** How many are still to be found among those that begin with the digits known. */
      let wanted = kept;
      for (let shift = FIRST_SHIFT; shift >= 0; shift -= DIGIT_BITS) {
        counts.fill(0);
        for (let i = 0; i < bits.length; i++) {
          const magnitude = bits[i] & MAGNITUDE;
          if ((magnitude & known) === threshold) counts[(magnitude >>> shift) & (DIGITS - 1)] += 1;
        }
        let digit = DIGITS - 1;
        while (counts[digit] < wanted) wanted -= counts[digit--];
        threshold |= digit << shift;
        known |= (DIGITS - 1) << shift;
      }
      for (let i = 0; i < bits.length; i++) {
        const magnitude = bits[i] & MAGNITUDE;
        if (magnitude > threshold) continue;
        if (magnitude === threshold && wanted > 0) wanted -= 1;
        else bits[i] = 0;
      }
    },
  };
}
