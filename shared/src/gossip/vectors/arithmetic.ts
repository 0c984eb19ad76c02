/**
 * What is done to all numbers of a vector, in float32 to the bit, with kernels or without. Loops are functions of their own,
 * over what they are given alone: V8 makes the fastest code of these.
 */
import { vectorKernelsFor } from '../kernels/vector-kernels.ts';

/** `to += what`. */
export function add(to: Float32Array, what: Float32Array, kernels = vectorKernelsFor(to)): void {
  if (kernels) kernels.add(to, what);
  else for (let i = 0; i < to.length; i++) to[i] += what[i];
}

/** `to += share * what`. */
export function addShare(to: Float32Array, what: Float32Array, share: number): void {
  for (let i = 0; i < to.length; i++) to[i] += share * what[i];
}

/** The Euclidean distance; NaN or Infinity where a number is not finite. */
export function distanceOf(one: Float32Array, other: Float32Array): number {
  let squares = 0;
  for (let i = 0; i < one.length; i++) {
    const difference = one[i] - other[i];
    squares += difference * difference;
  }
  return Math.sqrt(squares);
}

/** `into = from - what`. */
export function subtract(
  from: Float32Array,
  what: Float32Array,
  into: Float32Array,
  kernels = vectorKernelsFor(from),
): void {
  if (kernels) kernels.subtract(from, what, into);
  else for (let i = 0; i < into.length; i++) into[i] = from[i] - what[i];
}

/** The Euclidean length; NaN or Infinity where a number is not finite. */
export function lengthOf(vector: Float32Array): number {
  let squares = 0;
  for (let i = 0; i < vector.length; i++) squares += vector[i] * vector[i];
  return Math.sqrt(squares);
}

/**
 * Moves a vector towards another.
 * @param vector of finite numbers
 * @param target of numbers as they may arrive, at most `MAX_MAGNITUDE`
 * @param share of the way, above 0 and at most 1
 * @param opposite becomes that of each move; null where it is not needed
 */
export function moveTowards(
  vector: Float32Array,
  target: Float32Array,
  share: number,
  opposite: Float32Array | null,
  kernels = vectorKernelsFor(vector),
): void {
  if (kernels && share === 0.5) kernels.moveHalfway(vector, target, opposite);
  else if (opposite) moveSayingSo(vector, target, share, opposite);
  else for (let i = 0; i < vector.length; i++) vector[i] += (target[i] - vector[i]) * share;
}

function moveSayingSo(
  vector: Float32Array,
  target: Float32Array,
  share: number,
  opposite: Float32Array,
): void {
  for (let i = 0; i < vector.length; i++) {
    const move = (target[i] - vector[i]) * share;
    vector[i] += move;
    opposite[i] = -move;
  }
}
