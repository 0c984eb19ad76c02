import { mnistMlp } from '@hearsay/shared/tasks/mnist.ts';
import { createRandom } from '@hearsay/shared/util/random/random.ts';
import { expect, it } from 'vitest';
import { examplesOf } from '../data/examples.ts';
import { createBatchOrder, createBatchReader } from './batches.ts';

it('each time through the examples, each is drawn once, in another order', () => {
  const next = createBatchOrder(12, 4, createRandom(1));
  const pass = (): number[] => [0, 1, 2].flatMap(() => [...next()]);
  const [first, second] = [pass(), pass()];
  const all = Array.from({ length: 12 }, (_, i) => i);
  for (const order of [first, second]) expect([...order].sort((a, b) => a - b)).toEqual(all);
  expect(first).not.toEqual(second);
});

it('batches are whole, or all there is', () => {
  const next = createBatchOrder(10, 4, createRandom(1));
  expect([next(), next(), next()].map(({ length }) => length)).toEqual([4, 4, 4]);
  expect(createBatchOrder(3, 4, createRandom(1))()).toHaveLength(3);
});

it('reads the chosen examples in order, standardised', () => {
  const rows = {
    inputs: Uint8Array.of(0, 255, 33, 0, 7, 255),
    divisor: 255,
    inputLength: 2,
    targets: Uint8Array.of(4, 5, 6),
  };
  const task = { ...mnistMlp, input: [2] };
  const { inputs, targets } = createBatchReader(3, task).read(examplesOf(rows, task), Uint32Array.of(2, 0));
  const normalised = (byte: number): number => Math.fround((byte / 255 - 0.1307) / 0.3081);
  expect([...inputs]).toEqual([7, 255, 0, 255].map(normalised));
  expect([...targets]).toEqual([6, 4]);
});
