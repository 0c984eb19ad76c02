import { type Codec, MAX_MAGNITUDE } from './codec.ts';
import { BLOCK, CHUNK, type Kernels, loadKernels } from './kernels/kernels.ts';

const SCALE_BYTES = 4;
const LARGEST = 127;

/** Scales are wider by this, so that what the largest number rounds to is not more than 127. */
const WIDER = 1 + 2 ** -20;
/** One over a smaller number may be infinite in float32. */
const SMALLEST_NORMAL = 2 ** -126;
/** From 256 to 512, float32 has 15 bits of fraction: what is added at random has as many. */
const CENTRE = 384;
const FRACTION_BITS = 15;

/**
 * A linear congruential generator, good enough for rounding. A step has random bits for two numbers that are `LANES`
 * apart: the upper 15 for one, the 15 below for the other. The lowest two are hardly random.
 */
const FACTOR = 1664525;
const TERM = 1013904223;
const LANES = 4;
/** Of as many steps at once as a chunk takes. */
const { factor: CHUNK_FACTOR, term: CHUNK_TERM } = stepsAtOnce(CHUNK / 2);

const blocksOf = (dimension: number): number => Math.ceil(dimension / BLOCK);
const bytesOf = (dimension: number): number => dimension + SCALE_BYTES * blocksOf(dimension);

/**
 * A byte a number, and for each 256 numbers a scale: first all scales (float32, little-endian, what 1 stands for), then the
 * numbers, -127 to 127. Rounds up or down at random so that the mean is right (Alistarh et al. 2017, QSGD, arXiv
 * 1610.02132): errors do not add up in one direction however often a model is passed on.
 */
export const int8 = int8With(loadKernels);

/** @param kernels what is used where there is any; the bytes are the same */
export function int8With(kernels: () => Kernels | null): Codec {
  return {
    name: 'int8',
    id: 2,
    lossless: false,
    maxBytes: bytesOf,
    size: (vector) => bytesOf(vector.length),
    encode(vector, into, seed) {
      const fast = kernels();
      let random = seed | 0;
      for (let start = 0; start < vector.length; start += CHUNK) {
        const numbers = vector.subarray(start, start + CHUNK);
        const { scales, bytes } = partOf(into, vector.length, start);
        if (!fast?.encodeInt8(numbers, random, scales, bytes)) encode(numbers, random, scales, bytes);
        random = (Math.imul(random, CHUNK_FACTOR) + CHUNK_TERM) | 0;
      }
      return bytesOf(vector.length);
    },
    decode(bytes, into) {
      if (bytes.length !== bytesOf(into.length)) return false;
      const decodeChunk = kernels()?.decodeInt8 ?? decode;
      for (let start = 0; start < into.length; start += CHUNK) {
        const part = partOf(bytes, into.length, start);
        if (!decodeChunk(part.scales, part.bytes, into.subarray(start, start + CHUNK))) return false;
      }
      return true;
    },
  };
}

/** The chunk from number `start` of `dimension`. */
function partOf(
  all: Uint8Array,
  dimension: number,
  start: number,
): { scales: Uint8Array; bytes: Uint8Array } {
  const end = Math.min(start + CHUNK, dimension);
  const bytesAt = SCALE_BYTES * blocksOf(dimension);
  return {
    scales: all.subarray(SCALE_BYTES * blocksOf(start), SCALE_BYTES * blocksOf(end)),
    bytes: all.subarray(bytesAt + start, bytesAt + end),
  };
}

/** @param seed where the generator is */
function encode(numbers: Float32Array, seed: number, intoScales: Uint8Array, into: Uint8Array): void {
  const scales = new DataView(intoScales.buffer, intoScales.byteOffset, intoScales.byteLength);
  const lanes = new Int32Array(LANES);
  let random = seed;
  for (let start = 0; start < numbers.length; start += BLOCK) {
    const end = Math.min(start + BLOCK, numbers.length);
    const scale = scaleOf(numbers.subarray(start, end));
    scales.setFloat32((start / BLOCK) * SCALE_BYTES, scale, true);
    let factor = scale > 0 ? 1 / scale : 0;
    if (scale >= SMALLEST_NORMAL) factor = Math.fround(factor);
    for (let i = start; i < end; i++) {
      if ((i & LANES) === 0) {
        random = (Math.imul(random, FACTOR) + TERM) | 0;
        lanes[i & (LANES - 1)] = random;
        into[i] = round(numbers[i] * factor, random >>> 17);
      } else {
        into[i] = round(numbers[i] * factor, (lanes[i & (LANES - 1)] << 15) >>> 17);
      }
    }
  }
}

/** Up or down. @param random 15 bits */
function round(number: number, random: number): number {
  const fixed = (Math.fround(Math.fround(number) + CENTRE) - CENTRE) * (1 << FRACTION_BITS);
  return Math.max(-LARGEST, Math.min(LARGEST, (fixed + random) >> FRACTION_BITS));
}

/** What 1 stands for in a block; NaN where a number is not allowed: it is to be refused where it arrives, not to become 0. */
function scaleOf(block: Float32Array): number {
  let largest = 0;
  let allowed = true;
  for (let i = 0; i < block.length; i++) {
    const size = Math.abs(block[i]);
    if (size > largest) largest = size;
    allowed &&= size <= MAX_MAGNITUDE;
  }
  return allowed ? Math.fround(Math.fround(largest / LARGEST) * WIDER) : Number.NaN;
}

function decode(fromScales: Uint8Array, bytes: Uint8Array, into: Float32Array): boolean {
  const scales = new DataView(fromScales.buffer, fromScales.byteOffset, fromScales.byteLength);
  const numbers = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let start = 0; start < into.length; start += BLOCK) {
    const scale = scales.getFloat32((start / BLOCK) * SCALE_BYTES, true);
    // False for NaN too.
    if (!(scale >= 0 && scale <= MAX_MAGNITUDE)) return false;
    const end = Math.min(start + BLOCK, into.length);
    for (let i = start; i < end; i++) into[i] = numbers[i] * scale;
  }
  return true;
}

/** @param steps a power of 2 */
function stepsAtOnce(steps: number): { factor: number; term: number } {
  let factor = FACTOR;
  let term = TERM;
  for (let done = 1; done < steps; done *= 2) {
    term = (Math.imul(term, factor) + term) | 0;
    factor = Math.imul(factor, factor);
  }
  return { factor, term };
}
