import { CHUNK, type CodecKernels, loadCodecKernels } from '../kernels/codec-kernels.ts';
import type { Codec } from './codec.ts';

const SIGN = 0x8000;
/** Larger numbers are cut to this, 65504. */
const LARGEST = 0x7bff;
/** What is not finite, or nearly so (`MAX_MAGNITUDE` is just below 2^100), is to be refused where it arrives. */
const REFUSED_BITS = (127 + 100) << 23;
const NOT_A_NUMBER = 0x7e00;
/** Below this, 2^-14, float16 has no leading 1: its steps are 2^-24 down to 0. */
const NORMAL_BITS = (127 - 14) << 23;
const NORMAL = 0x400;
const SMALLEST = 2 ** -24;
/** Moves the exponent's bias, from float32's 127 to 15. */
const REBASE = (127 - 15) << 23;
const HALF_OF_LAST_BIT = 0x1000;

/**
 * 2 bytes a number, little-endian IEEE 754 binary16: 11 bits of precision, numbers up to 65504 (larger ones are cut to
 * that), and down to 6e-8. Rounds to nearest, away from 0 where two are as near.
 */
export const float16 = /* @__PURE__ */ float16With(loadCodecKernels);

/** @param kernels what is used where there is any; the bytes are the same */
export function float16With(kernels: () => CodecKernels | null): Codec {
  return {
    name: 'float16',
    id: 1,
    lossless: false,
    maxBytes: (dimension) => 2 * dimension,
    size: (vector) => 2 * vector.length,
    encode(vector, into) {
      const encodeChunk = kernels()?.encodeFloat16 ?? encode;
      for (let start = 0; start < vector.length; start += CHUNK) {
        const numbers = vector.subarray(start, start + CHUNK);
        const bytes = into.subarray(2 * start, 2 * (start + numbers.length));
        encodeChunk(numbers, bytes);
      }
      return 2 * vector.length;
    },
    decode(bytes, into) {
      if (bytes.length !== 2 * into.length) return false;
      const decodeChunk = kernels()?.decodeFloat16 ?? decode;
      for (let start = 0; start < into.length; start += CHUNK) {
        const end = start + CHUNK;
        if (!decodeChunk(bytes.subarray(2 * start, 2 * end), into.subarray(start, end))) return false;
      }
      return true;
    },
  };
}

function encode(numbers: Float32Array, into: Uint8Array): void {
  const bits = new Uint32Array(numbers.buffer, numbers.byteOffset, numbers.length);
  for (let i = 0; i < numbers.length; i++) {
    const size = bits[i] & 0x7fff_ffff;
    let half = NOT_A_NUMBER;
    // A half is added and the rest cut off, which carries into the exponent where it must.
    if (size < NORMAL_BITS) half = ((2 / SMALLEST) * Math.abs(numbers[i]) + 1) >> 1;
    else if (size < REFUSED_BITS) half = Math.min((size - REBASE + HALF_OF_LAST_BIT) >> 13, LARGEST);
    half |= (bits[i] >>> 16) & SIGN;
    into[2 * i] = half;
    into[2 * i + 1] = half >>> 8;
  }
}

function decode(bytes: Uint8Array, into: Float32Array): boolean {
  const bits = new Uint32Array(into.buffer, into.byteOffset, into.length);
  for (let i = 0; i < into.length; i++) {
    const half = bytes[2 * i] | (bytes[2 * i + 1] << 8);
    const size = half & ~SIGN;
    if (size > LARGEST) return false;
    if (size < NORMAL) into[i] = (half & SIGN ? -SMALLEST : SMALLEST) * size;
    else bits[i] = ((half & SIGN) << 16) | ((size << 13) + REBASE);
  }
  return true;
}
