/** The exponential function from additions and multiplications alone, for the reason that `logarithm.ts` gives. */

const { LN2 } = Math;
/** The upper bits of ln 2, so that a whole number times them is exact, and what is left of it. */
const LN2_UPPER = 0.6931471803691238;
const LN2_LOWER = 1.9082149292705877e-10;
/** Terms of the series; with the exponent below 0.35 the next is below 1e-18. */
const TERMS = 14;

/** @param x from -700 to 700 @returns e to the power of x, within 2e-15 of its size */
export function exponentiate(x: number): number {
  // x = doublings * ln 2 + rest, the rest at most half of ln 2.
  const doublings = Math.round(x / LN2);
  const rest = x - doublings * LN2_UPPER - doublings * LN2_LOWER;
  let value = 1;
  for (let k = TERMS; k >= 1; k--) value = 1 + (value * rest) / k;
  const factor = doublings < 0 ? 0.5 : 2;
  for (let i = Math.abs(doublings); i > 0; i--) value *= factor;
  return value;
}
