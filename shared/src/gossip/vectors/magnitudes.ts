/**
 * How large numbers are and where, by their bits: without its sign a float32 is, as an integer, in the order of its
 * magnitude. NaN is above all.
 */
import { vectorKernelsFor } from '../kernels/vector-kernels.ts';
import { isAbove } from './branchless.ts';

/** The bits of a float32 without its sign. */
export const MAGNITUDE = 0x7fffffff;

export const bitsOf = (vector: Float32Array): Int32Array =>
  new Int32Array(vector.buffer, vector.byteOffset, vector.length);

/** How many numbers are above a magnitude. */
export function countAbove(
  vector: Float32Array,
  magnitude: number,
  kernels = vectorKernelsFor(vector),
): number {
  return kernels ? kernels.countAbove(vector, magnitude) : count(bitsOf(vector), magnitude);
}

/**
 * Where the numbers from a magnitude to another are, rising.
 * @param least as bits, above 0 @param most as bits, not below `least` @param into as long as the vector
 * @returns how many they are
 */
export function positionsFrom(
  vector: Float32Array,
  least: number,
  most: number,
  into: Uint32Array,
  kernels = vectorKernelsFor(vector),
): number {
  if (kernels) return kernels.positionsFrom(vector, least, most, into);
  return collect(bitsOf(vector), least, most, into);
}

function count(bits: Int32Array, magnitude: number): number {
  let found = 0;
  for (let i = 0; i < bits.length; i++) found += isAbove(bits[i] & MAGNITUDE, magnitude);
  return found;
}

function collect(bits: Int32Array, least: number, most: number, into: Uint32Array): number {
  let found = 0;
  for (let i = 0; i < bits.length; i++) {
    const magnitude = bits[i] & MAGNITUDE;
    // Written over by the next where it does not belong.
    into[found] = i;
    found += 1 - (isAbove(least, magnitude) | isAbove(magnitude, most));
  }
  return found;
}
