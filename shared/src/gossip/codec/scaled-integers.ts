import {
  CHUNK,
  type CodecKernels,
  loadCodecKernels,
  type ScaledIntegerKernels,
} from '../kernels/codec-kernels.ts';
import { type Codec, MAX_MAGNITUDE } from './codec.ts';

/** Integers of 4 or 8 bits, and a scale for each block of them. */
export interface IntegerForm {
  readonly name: 'int8' | 'int4';
  readonly id: number;
  /** Integers in a byte: of two, the first is in the lower half. */
  readonly perByte: 1 | 2;
  /** They go from minus this to this. */
  readonly largest: number;
  /** Numbers that share a scale. */
  readonly block: number;
}

const SCALE_BYTES = 4;
/** Of half a byte: what stands for 0. */
const HALF_ZERO = 8;
const HALF = 15;

/** Scales are wider by this, so that what the largest number rounds to is not more than the largest integer. */
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

/** A chunk's integers, before they are packed or after they are unpacked. */
const integers = new Int8Array(CHUNK);

/**
 * First all scales (float32, little-endian, what 1 stands for), then the numbers. Rounds up or down at random so that the mean
 * is right (Alistarh et al. 2017, QSGD, arXiv 1610.02132).
 * @param kernels what is used where there is any; the bytes are the same
 */
export function scaledIntegers(
  form: IntegerForm,
  kernels: () => CodecKernels | null = loadCodecKernels,
): Codec {
  const { name, id, perByte, block } = form;
  const blocksOf = (length: number): number => Math.ceil(length / block);
  const bytesOf = (length: number): number => Math.ceil(length / perByte) + SCALE_BYTES * blocksOf(length);
  const slow: ScaledIntegerKernels = {
    encode(numbers, random, scales, into) {
      encode(form, numbers, random, scales);
      pack(perByte, numbers.length, into);
      return true;
    },
    decode(scales, bytes, into) {
      unpack(perByte, bytes, into.length);
      return decode(form, scales, into);
    },
  };
  /** The chunk from number `start` of `length`. */
  const partOf = (
    all: Uint8Array,
    length: number,
    start: number,
  ): { scales: Uint8Array; bytes: Uint8Array } => {
    const end = Math.min(start + CHUNK, length);
    const bytesAt = SCALE_BYTES * blocksOf(length);
    return {
      scales: all.subarray(SCALE_BYTES * blocksOf(start), SCALE_BYTES * blocksOf(end)),
      bytes: all.subarray(bytesAt + start / perByte, bytesAt + Math.ceil(end / perByte)),
    };
  };
  return {
    name,
    id,
    lossless: false,
    maxBytes: bytesOf,
    size: (vector) => bytesOf(vector.length),
    encode(vector, into, seed) {
      const fast = kernels()?.[name];
      let random = seed | 0;
      for (let start = 0; start < vector.length; start += CHUNK) {
        const numbers = vector.subarray(start, start + CHUNK);
        const { scales, bytes } = partOf(into, vector.length, start);
        if (!fast?.encode(numbers, random, scales, bytes)) slow.encode(numbers, random, scales, bytes);
        random = (Math.imul(random, CHUNK_FACTOR) + CHUNK_TERM) | 0;
      }
      return bytesOf(vector.length);
    },
    decode(bytes, into) {
      if (bytes.length !== bytesOf(into.length)) return false;
      const decoder = kernels()?.[name] ?? slow;
      for (let start = 0; start < into.length; start += CHUNK) {
        const part = partOf(bytes, into.length, start);
        if (!decoder.decode(part.scales, part.bytes, into.subarray(start, start + CHUNK))) return false;
      }
      return true;
    },
  };
}

/** Writes `integers`. @param seed where the generator is */
function encode(
  { block, largest }: IntegerForm,
  numbers: Float32Array,
  seed: number,
  intoScales: Uint8Array,
): void {
  const scales = new DataView(intoScales.buffer, intoScales.byteOffset, intoScales.byteLength);
  const lanes = new Int32Array(LANES);
  let random = seed;
  for (let start = 0; start < numbers.length; start += block) {
    const end = Math.min(start + block, numbers.length);
    const scale = scaleOf(numbers.subarray(start, end), largest);
    scales.setFloat32((start / block) * SCALE_BYTES, scale, true);
    let factor = scale > 0 ? 1 / scale : 0;
    if (scale >= SMALLEST_NORMAL) factor = Math.fround(factor);
    for (let i = start; i < end; i++) {
      if ((i & LANES) === 0) {
        random = (Math.imul(random, FACTOR) + TERM) | 0;
        lanes[i & (LANES - 1)] = random;
        integers[i] = round(numbers[i] * factor, random >>> 17, largest);
      } else {
        integers[i] = round(numbers[i] * factor, (lanes[i & (LANES - 1)] << 15) >>> 17, largest);
      }
    }
  }
}

/** Up or down. @param random 15 bits */
function round(number: number, random: number, largest: number): number {
  const fixed = (Math.fround(Math.fround(number) + CENTRE) - CENTRE) * (1 << FRACTION_BITS);
  return Math.max(-largest, Math.min(largest, (fixed + random) >> FRACTION_BITS));
}

/** What 1 stands for in a block; NaN where a number is not allowed: it is to be refused where it arrives, not to become 0. */
function scaleOf(block: Float32Array, largestInteger: number): number {
  let largest = 0;
  let allowed = true;
  for (let i = 0; i < block.length; i++) {
    const size = Math.abs(block[i]);
    if (size > largest) largest = size;
    allowed &&= size <= MAX_MAGNITUDE;
  }
  return allowed ? Math.fround(Math.fround(largest / largestInteger) * WIDER) : Number.NaN;
}

function pack(perByte: number, count: number, into: Uint8Array): void {
  if (perByte === 1) {
    into.set(integers.subarray(0, count));
    return;
  }
  // The half that is left stands for 0.
  if (count < CHUNK) integers[count] = 0;
  for (let j = 0; j < into.length; j++) {
    into[j] = (integers[2 * j] + HALF_ZERO) | ((integers[2 * j + 1] + HALF_ZERO) << 4);
  }
}

function unpack(perByte: number, bytes: Uint8Array, count: number): void {
  if (perByte === 1) {
    integers.set(new Int8Array(bytes.buffer, bytes.byteOffset, count));
    return;
  }
  for (let j = 0; j < bytes.length; j++) {
    integers[2 * j] = (bytes[j] & HALF) - HALF_ZERO;
    integers[2 * j + 1] = (bytes[j] >> 4) - HALF_ZERO;
  }
}

/** Of `integers`. */
function decode({ block }: IntegerForm, fromScales: Uint8Array, into: Float32Array): boolean {
  const scales = new DataView(fromScales.buffer, fromScales.byteOffset, fromScales.byteLength);
  for (let start = 0; start < into.length; start += block) {
    const scale = scales.getFloat32((start / block) * SCALE_BYTES, true);
    // False for NaN too.
    if (!(scale >= 0 && scale <= MAX_MAGNITUDE)) return false;
    const end = Math.min(start + block, into.length);
    for (let i = start; i < end; i++) into[i] = integers[i] * scale;
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
