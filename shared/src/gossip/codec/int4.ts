import { type Codec, MAX_MAGNITUDE } from './codec.ts';

/** Numbers that share a scale. */
const BLOCK = 128;
const SCALE_BYTES = 4;
const LARGEST = 7;
/** What stands for 0. */
const ZERO = 8;
const NIBBLE = 15;

const blocksOf = (length: number): number => Math.ceil(length / BLOCK);
const bytesOf = (length: number): number => Math.ceil(length / 2) + SCALE_BYTES * blocksOf(length);

/**
 * Half a byte a number, and for each 128 numbers a scale: first all scales (float32, little-endian, what 1 stands for), then
 * the numbers, -7 to 7 as 1 to 15, the first of two in the lower half of a byte. Rounds up or down at random so that the
 * mean is right (Alistarh et al. 2017, QSGD, arXiv 1610.02132). Too coarse for a model as it is; right for differences,
 * where what was rounded away comes with the next.
 */
export const int4: Codec = {
  name: 'int4',
  id: 3,
  lossless: false,
  maxBytes: bytesOf,
  size: (vector) => bytesOf(vector.length),
  encode(vector, into, seed) {
    const { length } = vector;
    const scales = new DataView(into.buffer, into.byteOffset, SCALE_BYTES * blocksOf(length));
    let at = scales.byteLength;
    // A linear congruential generator: its upper bits, which alone count here, are good enough for rounding.
    let random = seed | 0;
    let low = 0;
    for (let start = 0; start < length; start += BLOCK) {
      const end = Math.min(start + BLOCK, length);
      let largest = 0;
      let allowed = true;
      for (let i = start; i < end; i++) {
        const size = Math.abs(vector[i]);
        if (size > largest) largest = size;
        allowed &&= size <= MAX_MAGNITUDE;
      }
      // What is not a number is to be refused where it arrives, not to become 0.
      const scale = allowed ? Math.fround(largest / LARGEST) : Number.NaN;
      scales.setFloat32((start / BLOCK) * SCALE_BYTES, scale, true);
      const factor = scale > 0 ? 1 / scale : 0;
      for (let i = start; i < end; i++) {
        random = (Math.imul(random, 1664525) + 1013904223) | 0;
        // Above 0, where cutting off is rounding down.
        const rounded = (vector[i] * factor + (random >>> 0) / 0x1_0000_0000 + ZERO) | 0;
        const nibble = Math.max(ZERO - LARGEST, Math.min(ZERO + LARGEST, rounded));
        if ((i & 1) === 0) low = nibble;
        else into[at++] = low | (nibble << 4);
      }
    }
    if ((length & 1) === 1) into[at] = low;
    return bytesOf(length);
  },
  decode(bytes, into) {
    const { length } = into;
    if (bytes.length !== bytesOf(length)) return false;
    const scales = new DataView(bytes.buffer, bytes.byteOffset, SCALE_BYTES * blocksOf(length));
    let at = scales.byteLength;
    for (let start = 0; start < length; start += BLOCK) {
      const scale = scales.getFloat32((start / BLOCK) * SCALE_BYTES, true);
      // False for NaN too.
      if (!(scale >= 0 && scale <= MAX_MAGNITUDE)) return false;
      const end = Math.min(start + BLOCK, length);
      for (let i = start; i < end; i += 2) {
        const byte = bytes[at++];
        into[i] = ((byte & NIBBLE) - ZERO) * scale;
        if (i + 1 < end) into[i + 1] = ((byte >> 4) - ZERO) * scale;
      }
    }
    return true;
  },
};
