/**
 * The natural logarithm from additions, multiplications and divisions alone. IEEE 754 fixes what these give; the
 * accuracy of `Math.log` is left to the machine, and a last bit that differs makes two runs of one seed differ.
 */

const { LN2 } = Math;
/** The mantissa's range from 1 to 2 is cut into so many pieces, a power of two. */
const PIECES = 128;
const PIECE_SHIFT = 13;

/** Logarithms of the pieces' middles. */
const middles = Float64Array.from({ length: PIECES }, (_, i) => {
  // ln m = 2 artanh(s), s = (m - 1) / (m + 1): a series in s^2 <= 1/9.
  const m = 1 + (i + 0.5) / PIECES;
  const s = (m - 1) / (m + 1);
  let sum = 0;
  for (let k = 35; k >= 1; k -= 2) sum = sum * s * s + 1 / k;
  return 2 * s * sum;
});

const float = new Float64Array(1);
const words = new Uint32Array(float.buffer);
const HIGH = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0;

/** @param x positive, finite and not subnormal @returns ln x, within 1e-15 of it or within 1e-15 of its size */
export function logarithm(x: number): number {
  float[0] = x;
  const high = words[HIGH];
  // x = m * 2^exponent with m from 1 to 2.
  const exponent = (high >>> 20) - 1023;
  words[HIGH] = (high & 0x000f_ffff) | 0x3ff0_0000;
  const m = float[0];
  const piece = (high >>> PIECE_SHIFT) & (PIECES - 1);
  const middle = 1 + (piece + 0.5) / PIECES;
  // From the piece's middle on, the same series: s^2 is below 4e-6, so three terms of it do.
  const s = (m - middle) / (m + middle);
  const z = s * s;
  return exponent * LN2 + (middles[piece] + 2 * s * (1 + z * (1 / 3 + z / 5)));
}
