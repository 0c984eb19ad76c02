import { isAbove, isSame } from '../vectors/branchless.ts';
import { MAGNITUDE } from '../vectors/magnitudes.ts';
import { type Compressor, keptOf } from './compressor.ts';

/** Bits of a magnitude that are read first, over all numbers; then 10 and 10 more over those that are alike so far. */
const FIRST_BITS = 11;
const FIRST_SHIFT = 31 - FIRST_BITS;
const NEXT_BITS = 10;

/**
 * Keeps the numbers of largest magnitude: that share of them, exactly so many but for zeros; of those alike the first. delta
 * is the share (Stich, Cordonnier, Jaggi 2018, arXiv 1809.07599).
 *
 * The smallest magnitude that is kept is found digit by digit: as integers, the bits of floats without their sign are in
 * the order of their magnitudes. It takes time in proportion to the length, whatever the numbers, NaN included.
 * @param share above 0, at most 1
 */
export function topK(share: number): Compressor {
  const counts = new Uint32Array(1 << FIRST_BITS);
  return {
    name: 'top-k',
    choose(vector, _random, into) {
      const bits = new Int32Array(vector.buffer, vector.byteOffset, vector.length);
      let wanted = keptOf(share, vector.length);
      countFirst(bits, counts);
      let digit = counts.length - 1;
      while (counts[digit] < wanted) wanted -= counts[digit--];
      let smallest = digit;
      let alike = collect(bits, digit, into);
      for (let shift = FIRST_SHIFT - NEXT_BITS; shift >= 0; shift -= NEXT_BITS) {
        countNext(into, alike, shift, counts);
        digit = (1 << NEXT_BITS) - 1;
        while (counts[digit] < wanted) wanted -= counts[digit--];
        smallest = (smallest << NEXT_BITS) | digit;
        alike = keepAlike(into, alike, shift, smallest);
      }
      return choose(bits, smallest, wanted, into);
    },
  };
}

// Loops of their own, over what they are given alone: V8 makes the fastest code of these.

function countFirst(bits: Int32Array, counts: Uint32Array): void {
  counts.fill(0);
  for (let i = 0; i < bits.length; i++) counts[(bits[i] & MAGNITUDE) >>> FIRST_SHIFT] += 1;
}

/** The magnitudes that begin with that digit. @returns how many there are */
function collect(bits: Int32Array, digit: number, into: Uint32Array): number {
  let count = 0;
  for (let i = 0; i < bits.length; i++) {
    const magnitude = bits[i] & MAGNITUDE;
    // Written over by the next where it does not belong.
    into[count] = magnitude;
    count += isSame(magnitude >>> FIRST_SHIFT, digit);
  }
  return count;
}

function countNext(magnitudes: Uint32Array, count: number, shift: number, counts: Uint32Array): void {
  const mask = (1 << NEXT_BITS) - 1;
  counts.fill(0);
  for (let j = 0; j < count; j++) counts[(magnitudes[j] >>> shift) & mask] += 1;
}

function keepAlike(magnitudes: Uint32Array, count: number, shift: number, begin: number): number {
  let kept = 0;
  for (let j = 0; j < count; j++) {
    if (magnitudes[j] >>> shift === begin) magnitudes[kept++] = magnitudes[j];
  }
  return kept;
}

/** The positions of all above that magnitude, and of the first so many of it. @returns how many there are */
function choose(bits: Int32Array, smallest: number, ofSmallest: number, into: Uint32Array): number {
  let left = smallest > 0 ? ofSmallest : 0;
  let count = 0;
  for (let i = 0; i < bits.length; i++) {
    const magnitude = bits[i] & MAGNITUDE;
    into[count] = i;
    count += isAbove(magnitude, smallest);
    if (magnitude === smallest && left > 0) {
      left -= 1;
      count += 1;
    }
  }
  return count;
}
