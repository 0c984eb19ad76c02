/**
 * The natural logarithm from additions, multiplications and divisions alone. IEEE 754 fixes what these give; the
 * accuracy of `Math.log` is left to the machine, and a last bit that differs makes two runs of one seed differ.
 */

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const SQRT2_HIGH_WORD = 0x3ff6a09e;

const float = new Float64Array(1);
const words = new Uint32Array(float.buffer);
const HIGH = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0;

/** @param x positive, finite and not subnormal @returns ln x, within 1e-15 of it, relatively */
export function logarithm(x: number): number {
  float[0] = x;
  // x = m * 2^exponent with m from sqrt(1/2) to sqrt(2).
  let exponent = (words[HIGH] >>> 20) - 1023;
  let high = (words[HIGH] & 0x000f_ffff) | 0x3ff0_0000;
  if (high > SQRT2_HIGH_WORD) {
    high -= 0x0010_0000;
    exponent += 1;
  }
  words[HIGH] = high;
  const m = float[0];
  // ln m = 2 artanh(s), a series in s^2 <= 0.0295.
  const s = (m - 1) / (m + 1);
  const z = s * s;
  const series =
    z *
    (1 / 3 +
      z *
        (1 / 5 +
          z * (1 / 7 + z * (1 / 9 + z * (1 / 11 + z * (1 / 13 + z * (1 / 15 + z * (1 / 17 + z / 19))))))));
  return exponent * LN2_HIGH + (2 * s + (2 * s * series + exponent * LN2_LOW));
}
