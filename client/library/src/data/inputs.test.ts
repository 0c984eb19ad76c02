import { mnistMlp } from '@hearsay/shared/tasks/mnist.ts';
import { expect, it } from 'vitest';
import { readInputs } from './inputs.ts';

it('takes as many numbers as an input has, in its range, and nothing else', () => {
  const plain = new Array<number>(784).fill(0.5);
  expect(readInputs(plain, mnistMlp)).toEqual(new Float32Array(784).fill(0.5));
  expect(readInputs([...plain, ...plain], mnistMlp)).toHaveLength(2 * 784);
  expect(readInputs(plain.with(0, 300), { ...mnistMlp, range: null })[0]).toBe(300);
  const shaped = (actual: number) => ({ code: 'wrong-shape', what: 'inputs', expected: 784, actual });
  const beyond = (index: number) => ({ code: 'out-of-range', what: 'inputs', index, least: 0, most: 1 });
  const wrong: [inputs: unknown, problem: object][] = [
    [[], shaped(0)],
    [plain.slice(1), shaped(783)],
    [[...plain, 0], shaped(785)],
    [plain.with(3, Number.NaN), { code: 'not-finite', what: 'inputs', index: 3 }],
    [plain.with(783, 1.1), beyond(783)],
    [plain.with(0, -1), beyond(0)],
    // From the console of a browser anything may come.
    [null, shaped(0)],
  ];
  for (const [inputs, problem] of wrong) {
    const read = () => readInputs(inputs as number[], mnistMlp);
    expect(read).toThrow(expect.objectContaining({ name: 'HearsayError', problem }));
  }
});
