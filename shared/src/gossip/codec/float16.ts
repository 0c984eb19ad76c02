import { type Codec, MAX_MAGNITUDE } from './codec.ts';

/** By the upper 9 bits of a float32, sign and exponent: the float16 that it makes, and how far its fraction is shifted
 * into that. J. van der Zijp: Fast Half Float Conversions, 2008 (rev. 2012). */
const bases = new Uint16Array(512);
const shifts = new Uint8Array(512);
/** Larger numbers are cut to this. */
const LARGEST = 0x7bff;
const SIGN = 0x8000;
/** What is not finite, or nearly so (`MAX_MAGNITUDE` is just below 2 to this), is to be refused where it arrives. */
const REFUSED_EXPONENT = 100;
const NOT_A_NUMBER = 0x7e00;
for (let index = 0; index < 256; index++) {
  const exponent = index - 127;
  let base = LARGEST;
  let shift = 31;
  if (exponent >= REFUSED_EXPONENT) base = NOT_A_NUMBER;
  else if (exponent < -25) base = 0;
  else if (exponent < -14) {
    base = 0x400 >> (-exponent - 14);
    shift = -exponent - 1;
  } else if (exponent <= 15) {
    base = (exponent + 15) << 10;
    shift = 13;
  }
  bases[index] = base;
  bases[index | 0x100] = base | SIGN;
  shifts[index] = shift;
  shifts[index | 0x100] = shift;
}

/** By the 16 bits, the number; filled when first asked for, 256 kB. */
let numbers: Float32Array | null = null;

function decodeTable(): Float32Array {
  const table = new Float32Array(65536);
  for (let half = 0; half < 65536; half++) {
    const exponent = (half >> 10) & 0x1f;
    const fraction = half & 0x3ff;
    const sign = half & SIGN ? -1 : 1;
    // Infinities and NaN decode to NaN, which is refused.
    if (exponent === 31) table[half] = Number.NaN;
    else if (exponent === 0) table[half] = sign * fraction * 2 ** -24;
    else table[half] = sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
  }
  return table;
}

/**
 * 2 bytes a number, little-endian IEEE 754 binary16: 11 bits of precision, numbers up to 65504 (larger ones are cut to
 * that), and down to 6e-8. Rounds to nearest.
 */
export const float16: Codec = {
  name: 'float16',
  id: 1,
  lossless: false,
  maxBytes: (dimension) => 2 * dimension,
  size: (vector) => 2 * vector.length,
  encode(vector, into) {
    const bits = new Uint32Array(vector.buffer, vector.byteOffset, vector.length);
    for (let i = 0; i < vector.length; i++) {
      // Half of the last bit that is kept makes cutting off rounding. It carries into the exponent where it must.
      const number = bits[i];
      const exponent = number >>> 23;
      const shift = shifts[exponent];
      const rounded = shift < 25 ? number + (1 << (shift - 1)) : number;
      const index = rounded >>> 23;
      const half = bases[index] + ((rounded & 0x7f_ffff) >>> shifts[index]);
      into[2 * i] = half;
      into[2 * i + 1] = half >>> 8;
    }
    return 2 * vector.length;
  },
  decode(bytes, into) {
    if (bytes.length !== 2 * into.length) return false;
    numbers ??= decodeTable();
    let worst = 0;
    for (let i = 0; i < into.length; i++) {
      const number = numbers[bytes[2 * i] | (bytes[2 * i + 1] << 8)];
      into[i] = number;
      // NaN stays.
      worst += Math.abs(number);
    }
    return worst <= MAX_MAGNITUDE * into.length;
  },
};
