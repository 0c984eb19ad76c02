import { expect, it } from 'vitest';
import { bestMatch, correlation, likenesses, peakSignalToNoise, sharesOf } from './likeness.ts';

const PICTURE = Float32Array.of(0, 0.5, 1, 0.25);
const NEGATIVE = PICTURE.map((value) => 3 - 2 * value);

it('correlation heeds neither brightness nor contrast', () => {
  expect(correlation(PICTURE, NEGATIVE)).toBeCloseTo(-1, 12);
  expect(
    correlation(
      PICTURE,
      NEGATIVE.map((value) => 1 - value),
    ),
  ).toBeCloseTo(1, 12);
  // By hand: deviations from the means are -0.4375, 0.0625, 0.5625, -0.1875, and 0.75, -0.25, -0.25, -0.25.
  const other = Float32Array.of(1, 0, 0, 0);
  expect(correlation(PICTURE, other)).toBeCloseTo(-0.4375 / Math.sqrt(0.546875 * 0.75), 12);
});

it('there is no correlation with what is all the same, or not finite', () => {
  expect(correlation(PICTURE, new Float32Array(4).fill(0.3))).toBe(0);
  expect(correlation(PICTURE, Float32Array.of(0, Number.NaN, 1, 1))).toBe(0);
});

it('an error of a tenth of the range is 20 dB', () => {
  const off = PICTURE.map((value) => value + 0.1);
  expect(peakSignalToNoise(off, PICTURE, 1)).toBeCloseTo(20, 4);
  expect(peakSignalToNoise(PICTURE, PICTURE, 1)).toBe(Number.POSITIVE_INFINITY);
});

it('of each picture the best guess counts, and of all the best picture', () => {
  const flat = new Float32Array(4);
  expect(likenesses([flat, PICTURE], [NEGATIVE, PICTURE]).map((one) => Math.round(one))).toEqual([0, 1]);
  expect(bestMatch([flat, PICTURE], [NEGATIVE, PICTURE]).picture).toBe(1);
  expect(likenesses([], [PICTURE])).toEqual([-1]);
  expect(() => bestMatch([PICTURE], [])).toThrow(RangeError);
});

it('standardised shares are as they were, within 0 and 1', () => {
  const shares = sharesOf(Float32Array.of(-10, 0, 1, 10), 0.2, 0.5);
  for (const [i, value] of [0, 0.2, 0.7, 1].entries()) expect(shares[i]).toBeCloseTo(value, 6);
});
