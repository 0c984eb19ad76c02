/**
 * A few numbers that stand for all of a peer's parameters, so that whoever has the sketches of two peers can tell how far apart
 * they are. Each parameter is added to one of SKETCH_LENGTH sums, with a sign; which one and which sign a hash of the seed and
 * the parameter's place decides, so that nobody holds a matrix, and all of a room use the same one. For the sketches s, t of
 * parameters x, y
 *
 *     sum over k of (s_k - t_k)^2
 *
 * is ||x - y||^2 on average over seeds, with a standard deviation of at most sqrt(2 / SKETCH_LENGTH) of it: 0.35 for 16 sums,
 * hence about 0.18 of the distance itself. Charikar, Chen, Farach-Colton 2002 (count sketch); Weinberger et al. 2009 (arXiv
 * 0902.2206, lemma 2, gives the variance). Signs in all sums, as in Achlioptas 2003, have the same variance at SKETCH_LENGTH
 * times the cost. Sketches are linear, so the sketch of a mean is the mean of sketches.
 */

import { fromBase64Url, toBase64Url } from '../util/base64url.ts';
import { hashSeed } from '../util/random/random.ts';

/** A power of two. */
export const SKETCH_LENGTH = 16;

const BUCKET_MASK = SKETCH_LENGTH - 1;
const SIGN_BIT = 31;

/** @param seed of the run @returns SKETCH_LENGTH numbers */
export function sketchOf(parameters: Float32Array, seed: number): Float32Array {
  const sums = new Float64Array(SKETCH_LENGTH);
  const start = hashSeed(seed, 'sketch');
  for (let i = 0; i < parameters.length; i++) {
    // murmur3's finaliser.
    let hash = start + i;
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
    sums[hash & BUCKET_MASK] += parameters[i] * (1 + 2 * (hash >> SIGN_BIT));
  }
  return Float32Array.from(sums);
}

/** Little-endian float32s as base64url. */
export function writeSketch(sketch: Float32Array): string {
  const bytes = new Uint8Array(4 * SKETCH_LENGTH);
  const view = new DataView(bytes.buffer);
  for (let k = 0; k < SKETCH_LENGTH; k++) view.setFloat32(4 * k, sketch[k], true);
  return toBase64Url(bytes);
}

/** Null for what is none, or has numbers that are not finite. */
export function readSketch(text: string): Float32Array | null {
  const bytes = fromBase64Url(text);
  if (bytes === null || bytes.length !== 4 * SKETCH_LENGTH) return null;
  const view = new DataView(bytes.buffer);
  const sketch = Float32Array.from({ length: SKETCH_LENGTH }, (_, k) => view.getFloat32(4 * k, true));
  return sketch.every(Number.isFinite) ? sketch : null;
}

/**
 * How far peers are from their mean: the root of the mean over peers of ||x_i - mean of x||^2, estimated. 0 where there is
 * nobody.
 */
export function consensusDistance(sketches: readonly Float32Array[]): number {
  let sum = 0;
  for (let k = 0; k < SKETCH_LENGTH; k++) {
    const mean = sketches.reduce((total, sketch) => total + sketch[k], 0) / sketches.length;
    for (const sketch of sketches) sum += (sketch[k] - mean) ** 2;
  }
  return sketches.length === 0 ? 0 : Math.sqrt(sum / sketches.length);
}
