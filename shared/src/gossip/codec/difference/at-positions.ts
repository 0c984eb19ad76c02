/** Between a vector and the numbers of some of its positions, one after the other. Loops as in arithmetic.ts. */
import * as arithmetic from '../../vectors/arithmetic.ts';
import { isAbove } from '../../vectors/branchless.ts';
import { bitsOf, MAGNITUDE } from '../../vectors/magnitudes.ts';
import type { Positions } from './positions.ts';

export function gather(from: Float32Array, { all, list }: Positions, into: Float32Array): void {
  if (all) into.set(from);
  else for (let j = 0; j < into.length; j++) into[j] = from[list[j]];
}

export function scatter(packed: Float32Array, { all, list }: Positions, into: Float32Array): void {
  if (all) into.set(packed);
  else for (let j = 0; j < packed.length; j++) into[list[j]] = packed[j];
}

/** Adds to the vector what is packed, which becomes the sums. */
export function accumulate(packed: Float32Array, { all, list }: Positions, to: Float32Array): void {
  if (all) {
    arithmetic.add(to, packed);
    packed.set(to);
  } else {
    accumulateAt(packed, list, to);
  }
}

export function subtractAt(packed: Float32Array, { all, list }: Positions, from: Float32Array): void {
  if (all) arithmetic.subtract(from, packed, from);
  else for (let j = 0; j < packed.length; j++) from[list[j]] -= packed[j];
}

export function countNonZeroAt(vector: Float32Array, { list, count }: Positions): number {
  const bits = bitsOf(vector);
  let found = 0;
  for (let j = 0; j < count; j++) found += isAbove(bits[list[j]] & MAGNITUDE, 0);
  return found;
}

function accumulateAt(packed: Float32Array, list: Uint32Array, to: Float32Array): void {
  for (let j = 0; j < packed.length; j++) {
    const sum = Math.fround(to[list[j]] + packed[j]);
    to[list[j]] = sum;
    packed[j] = sum;
  }
}
