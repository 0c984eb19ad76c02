import { type Codec, MAX_MAGNITUDE } from './codec.ts';

/** Numbers that share a scale. */
const BLOCK = 256;
const SCALE_BYTES = 4;
const LARGEST = 127;

const blocksOf = (dimension: number): number => Math.ceil(dimension / BLOCK);
const bytesOf = (dimension: number): number => dimension + SCALE_BYTES * blocksOf(dimension);

/**
 * A byte a number, and for each 256 numbers a scale: first all scales (float32, little-endian, what 1 stands for), then the
 * numbers, -127 to 127. Rounds up or down at random so that the mean is right (Alistarh et al. 2017, QSGD, arXiv
 * 1610.02132): errors do not add up in one direction however often a model is passed on.
 */
export const int8: Codec = {
  name: 'int8',
  id: 2,
  lossless: false,
  maxBytes: bytesOf,
  size: (vector) => bytesOf(vector.length),
  encode(vector, into, seed) {
    const { length } = vector;
    const scales = new DataView(into.buffer, into.byteOffset, SCALE_BYTES * blocksOf(length));
    const numbers = new Int8Array(into.buffer, into.byteOffset + scales.byteLength, length);
    // A linear congruential generator: its upper bits, which alone count here, are good enough for rounding.
    let random = seed | 0;
    for (let start = 0; start < length; start += BLOCK) {
      const end = Math.min(start + BLOCK, length);
      let largest = 0;
      let allowed = true;
      for (let i = start; i < end; i++) {
        const size = Math.abs(vector[i]);
        if (size > largest) largest = size;
        // What is not a number is to be refused where it arrives, not to become 0.
        allowed &&= size <= MAX_MAGNITUDE;
      }
      const scale = allowed ? Math.fround(largest / LARGEST) : Number.NaN;
      scales.setFloat32((start / BLOCK) * SCALE_BYTES, scale, true);
      const factor = scale > 0 ? 1 / scale : 0;
      for (let i = start; i < end; i++) {
        random = (Math.imul(random, 1664525) + 1013904223) | 0;
        // Moved above 0, where cutting off is rounding down.
        const number = vector[i] * factor + (random >>> 0) / 0x1_0000_0000 + 2 * LARGEST;
        const rounded = (number | 0) - 2 * LARGEST;
        numbers[i] = Math.max(-LARGEST, Math.min(LARGEST, rounded));
      }
    }
    return bytesOf(length);
  },
  decode(bytes, into) {
    const { length } = into;
    if (bytes.length !== bytesOf(length)) return false;
    const scales = new DataView(bytes.buffer, bytes.byteOffset, SCALE_BYTES * blocksOf(length));
    const numbers = new Int8Array(bytes.buffer, bytes.byteOffset + scales.byteLength, length);
    for (let start = 0; start < length; start += BLOCK) {
      const scale = scales.getFloat32((start / BLOCK) * SCALE_BYTES, true);
      // False for NaN too.
      if (!(scale >= 0 && scale <= MAX_MAGNITUDE)) return false;
      const end = Math.min(start + BLOCK, length);
      for (let i = start; i < end; i++) into[i] = numbers[i] * scale;
    }
    return true;
  },
};
