import { describe, expect, it } from 'vitest';
import { between, logErfc, tailsOf, upperTail } from './gaussian-tails.ts';

describe('tails of the normal distribution', () => {
  // Abramowitz & Stegun 1964, table 7.1, and NIST DLMF.
  it.each([
    [-2, 1.995322265018953],
    [0, 1],
    [0.5, 0.4795001221869535],
    [1, 0.15729920705028513],
    [3, 2.209049699858544e-5],
    [5, 1.5374597944280349e-12],
    [20, 5.395865611607901e-176],
  ])('erfc(%d) is %d', (x, expected) => {
    expect(Math.exp(logErfc(x)) / expected).toBeCloseTo(1, 12);
  });

  it('goes on where numbers are too small for their logarithms to be of any', () => {
    // log erfc(x) = -x^2 - log(x sqrt(pi)) + O(1 / x^2).
    expect(logErfc(1e4)).toBeCloseTo(-1e8 - Math.log(1e4 * Math.sqrt(Math.PI)), 6);
    expect(logErfc(Number.POSITIVE_INFINITY)).toBe(Number.NEGATIVE_INFINITY);
  });

  it('is precise between two numbers far out, on either side', () => {
    const share = between(tailsOf(10), tailsOf(10.001));
    const density = Math.exp(-(10.0005 ** 2) / 2) / Math.sqrt(2 * Math.PI);
    expect(share / (0.001 * density)).toBeCloseTo(1, 5);
    expect(between(tailsOf(-10.001), tailsOf(-10))).toBe(share);
    expect(between(tailsOf(-1), tailsOf(1)) + 2 * upperTail(1)).toBeCloseTo(1, 14);
  });
});
