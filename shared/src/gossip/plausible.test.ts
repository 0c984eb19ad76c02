import { expect, it } from 'vitest';
import { isPlausible } from './plausible.ts';

it('takes a vector that a model could be', () => {
  const state = Float32Array.of(3, 4);
  expect(isPlausible(Float32Array.of(0, 0), state)).toBe(true);
  expect(isPlausible(Float32Array.of(-300, 400), state)).toBe(true);
  expect(isPlausible(Float32Array.of(1, 1), new Float32Array(2))).toBe(true);
});

it('takes none that is not finite, or absurdly long beside the own state', () => {
  const state = Float32Array.of(3, 4);
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, 9e29, -1e5]) {
    expect(isPlausible(Float32Array.of(0, value), state)).toBe(false);
  }
});
