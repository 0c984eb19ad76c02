import { type Compressor, keptOf } from './compressor.ts';

const MAGNITUDE = 0x7fffffff;
/** The bits of a magnitude are read from the highest: 11 of them over all numbers, then 10 and 10 over those that are alike
 * in what has been read. */
const FIRST_SHIFT = 20;
const SECOND_SHIFT = 10;
const DIGITS = 1 << 11;

/**
 * Keeps the numbers of largest magnitude: that share of them, exactly so many but for zeros; of those alike the first. delta
 * is the share (Stich, Cordonnier, Jaggi 2018, arXiv 1809.07599).
 *
 * The smallest magnitude that is kept is found digit by digit: as integers, the bits of floats without their sign are in
 * the order of their magnitudes. It takes time in proportion to the length, whatever the numbers, NaN included.
 * @param share above 0, at most 1
 */
export function topK(share: number): Compressor {
  const counts = new Uint32Array(DIGITS);
  /** How many of the numbers of the digit that was found are wanted. */
  let wanted = 0;
  const findDigit = (): number => {
    let digit = DIGITS - 1;
    while (counts[digit] < wanted) wanted -= counts[digit--];
    return digit;
  };
  /** Of those magnitudes, the smallest that is kept. @param count how many there are @param begin of all of them, above `shift` */
  const findSmallest = (magnitudes: Uint32Array, count: number, begin: number, shift: number): number => {
    const mask = (1 << (shift === FIRST_SHIFT ? FIRST_SHIFT - SECOND_SHIFT : SECOND_SHIFT)) - 1;
    const next = shift === FIRST_SHIFT ? SECOND_SHIFT : 0;
    counts.fill(0);
    for (let j = 0; j < count; j++) counts[(magnitudes[j] >>> next) & mask] += 1;
    const found = begin | (findDigit() << next);
    if (next === 0) return found;
    let alike = 0;
    for (let j = 0; j < count; j++) {
      if (magnitudes[j] >>> next === found >>> next) magnitudes[alike++] = magnitudes[j];
    }
    return findSmallest(magnitudes, alike, found, next);
  };
  return {
    name: 'top-k',
    choose(vector, _random, into) {
      const bits = new Int32Array(vector.buffer, vector.byteOffset, vector.length);
      wanted = keptOf(share, vector.length);
      counts.fill(0);
      for (let i = 0; i < bits.length; i++) counts[(bits[i] & MAGNITUDE) >>> FIRST_SHIFT] += 1;
      const digit = findDigit();
      let alike = 0;
      for (let i = 0; i < bits.length; i++) {
        const magnitude = bits[i] & MAGNITUDE;
        if (magnitude >>> FIRST_SHIFT === digit) into[alike++] = magnitude;
      }
      const smallest = findSmallest(into, alike, digit << FIRST_SHIFT, FIRST_SHIFT);
      let count = 0;
      for (let i = 0; i < bits.length; i++) {
        const magnitude = bits[i] & MAGNITUDE;
        if (magnitude < smallest || magnitude === 0) continue;
        if (magnitude > smallest) into[count++] = i;
        else if (wanted > 0) {
          wanted -= 1;
          into[count++] = i;
        }
      }
      return count;
    },
  };
}
