import { expect, it } from 'vitest';
import { readPixels } from './pixels.ts';

it('takes 784 numbers from 0 to 1, and nothing else', () => {
  const plain = new Array<number>(784).fill(0.5);
  expect(readPixels(plain)).toEqual(new Float32Array(784).fill(0.5));
  for (const wrong of [
    [],
    plain.slice(1),
    [...plain, 0],
    plain.with(3, Number.NaN),
    plain.with(783, 1.1),
    plain.with(0, -1),
  ]) {
    expect(() => readPixels(wrong)).toThrow(RangeError);
  }
  // From the console of a browser anything may come.
  expect(() => readPixels(null as unknown as number[])).toThrow(RangeError);
});
