import { mnistMlp } from '@hearsay/shared/tasks/mnist.ts';
import { expect, it } from 'vitest';
import { readInputs } from './inputs.ts';

it('takes as many numbers as an input has, in its range, and nothing else', () => {
  const plain = new Array<number>(784).fill(0.5);
  expect(readInputs(plain, mnistMlp)).toEqual(new Float32Array(784).fill(0.5));
  expect(readInputs([...plain, ...plain], mnistMlp)).toHaveLength(2 * 784);
  expect(readInputs([...plain.with(0, 300)], { ...mnistMlp, range: null })[0]).toBe(300);
  for (const wrong of [
    [],
    plain.slice(1),
    [...plain, 0],
    plain.with(3, Number.NaN),
    plain.with(783, 1.1),
    plain.with(0, -1),
  ]) {
    expect(() => readInputs(wrong, mnistMlp)).toThrow(RangeError);
  }
  // From the console of a browser anything may come.
  expect(() => readInputs(null as unknown as number[], mnistMlp)).toThrow(RangeError);
});
