import { expect, it } from 'vitest';
import { mnistMlp } from './mnist-mlp.ts';
import { dimensionOf, initialParameters } from './task.ts';

it('mnist-mlp has 784-128-64-10 units', () => {
  expect(dimensionOf(mnistMlp)).toBe(784 * 128 + 128 + 128 * 64 + 64 + 64 * 10 + 10);
});

it('a room begins with the same parameters everywhere, of a sensible size', () => {
  const parameters = initialParameters(mnistMlp, 7);
  expect(parameters).toEqual(initialParameters(mnistMlp, 7));
  expect(parameters).not.toEqual(initialParameters(mnistMlp, 8));
  const kernel = parameters.subarray(0, 784 * 128);
  expect(Math.max(...kernel.subarray(0, 1000))).toBeLessThan(Math.sqrt(6 / 784));
  expect(kernel.reduce((sum, value) => sum + value * value, 0) / kernel.length).toBeCloseTo(2 / 784, 4);
  expect([...parameters.subarray(784 * 128, 784 * 128 + 128)].every((bias) => bias === 0)).toBe(true);
});
