import { isSame } from '../vectors/branchless.ts';
import { bitsOf, countAbove, MAGNITUDE, positionsFrom } from '../vectors/magnitudes.ts';
import { type Compressor, keptOf } from './compressor.ts';

/** Bits of a magnitude that are read at once. */
const DIGIT_BITS = 11;
/** So many numbers of a long vector say about where the smallest that is kept lies: */
const SAMPLE = 2048;
/** between those so many standard deviations of a sample's rank away. */
const DEVIATIONS = 3;
/** A vector is long from so many times the sample. */
const SAMPLES_OF_LONG = 4;

/**
 * Keeps the numbers of largest magnitude: that share of them, exactly so many but for zeros; of those alike the first. delta
 * is the share (Stich, Cordonnier, Jaggi 2018, arXiv 1809.07599).
 *
 * A sample says between which magnitudes the smallest that is kept lies; where it was wrong, that may be any. Of those
 * between, it is found digit by digit. It takes time in proportion to the length, whatever the numbers, NaN included.
 * @param share above 0, at most 1
 */
export function topK(share: number): Compressor {
  const counts = new Uint32Array(1 << DIGIT_BITS);
  let scratch = new Uint32Array(0);

  return {
    name: 'top-k',
    choose(vector, _random, into) {
      const bits = bitsOf(vector);
      const kept = keptOf(share, bits.length);
      if (scratch.length < bits.length) scratch = new Uint32Array(bits.length);
      let { least, most } =
        bits.length < SAMPLES_OF_LONG * SAMPLE ? ANY : guess(bits, share, scratch, counts);
      let above = countAbove(vector, most);
      let between = positionsFrom(vector, least, most, into);
      if (above >= kept || above + between < kept) {
        ({ least, most } = ANY);
        above = 0;
        between = positionsFrom(vector, least, most, into);
        if (between <= kept) return between;
      }
      magnitudesAt(bits, into, between, scratch);
      const { magnitude, alike } = nthLargest(scratch, between, kept - above, least, most, counts);
      const count = positionsFrom(vector, magnitude, MAGNITUDE, into);
      return count > kept ? dropAfter(bits, into, count, magnitude, alike) : count;
    },
  };
}

interface Range {
  readonly least: number;
  readonly most: number;
}

/** Zeros never travel. */
const ANY: Range = { least: 1, most: MAGNITUDE };

/** Where the smallest that is kept is most likely. */
function guess(bits: Int32Array, share: number, scratch: Uint32Array, counts: Uint32Array): Range {
  const rank = share * SAMPLE;
  const margin = DEVIATIONS * Math.sqrt(rank * (1 - share)) + 1;
  const [first, last] = [Math.floor(rank - margin), Math.ceil(rank + margin)];
  const nth = (n: number): number => {
    sample(bits, scratch);
    return nthLargest(scratch, SAMPLE, n, 0, MAGNITUDE, counts).magnitude;
  };
  const least = last > SAMPLE ? ANY.least : Math.max(ANY.least, nth(last));
  return { least, most: first < 1 ? ANY.most : Math.max(least, nth(first)) };
}

// Loops of their own, over what they are given alone: V8 makes the fastest code of these.

/** Magnitudes of some numbers, as far from each other. */
function sample(bits: Int32Array, into: Uint32Array): void {
  const stride = Math.floor(bits.length / SAMPLE);
  for (let j = 0; j < SAMPLE; j++) into[j] = bits[j * stride] & MAGNITUDE;
}

function magnitudesAt(bits: Int32Array, positions: Uint32Array, count: number, into: Uint32Array): void {
  for (let j = 0; j < count; j++) into[j] = bits[positions[j]] & MAGNITUDE;
}

/**
 * Of magnitudes from `least` to `most`, which it disorders.
 * @param nth from 1, at most `count`
 * @returns it, and how many alike are among the `nth` largest
 */
function nthLargest(
  magnitudes: Uint32Array,
  count: number,
  nth: number,
  least: number,
  most: number,
  counts: Uint32Array,
): { magnitude: number; alike: number } {
  let magnitude = least;
  let alike = nth;
  let left = count;
  let bits = 32 - Math.clz32(most - least);
  while (bits > 0) {
    bits = Math.max(0, bits - DIGIT_BITS);
    countDigits(magnitudes, left, magnitude, bits, counts);
    let digit = counts.length - 1;
    while (counts[digit] < alike) alike -= counts[digit--];
    magnitude += digit << bits;
    left = keepAlike(magnitudes, left, magnitude, bits);
  }
  return { magnitude, alike };
}

function countDigits(
  magnitudes: Uint32Array,
  count: number,
  base: number,
  shift: number,
  counts: Uint32Array,
): void {
  counts.fill(0);
  for (let j = 0; j < count; j++) counts[(magnitudes[j] - base) >>> shift] += 1;
}

function keepAlike(magnitudes: Uint32Array, count: number, base: number, shift: number): number {
  let kept = 0;
  for (let j = 0; j < count; j++) {
    const magnitude = magnitudes[j];
    // Written over by the next where it does not belong.
    magnitudes[kept] = magnitude;
    kept += isSame((magnitude - base) >>> shift, 0);
  }
  return kept;
}

/** Leaves out, of the positions of numbers of that magnitude, all after the first `alike`. @returns how many are left */
function dropAfter(
  bits: Int32Array,
  positions: Uint32Array,
  count: number,
  magnitude: number,
  alike: number,
): number {
  let left = alike;
  let kept = 0;
  for (let j = 0; j < count; j++) {
    const position = positions[j];
    if ((bits[position] & MAGNITUDE) === magnitude) left -= 1;
    if ((bits[position] & MAGNITUDE) !== magnitude || left >= 0) positions[kept++] = position;
  }
  return kept;
}
