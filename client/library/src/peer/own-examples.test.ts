import { expect, it } from 'vitest';
import type { FromWorker } from './bridge.ts';
import { postExamples, requestOf } from './own-examples.ts';
import { examplesWith, startMessage } from './peer-run.fake.ts';

it('examples are asked for by the run’s settings and slot', () => {
  const { partition, samples, seed } = startMessage.settings;
  const { share, task } = requestOf({ ...startMessage, slot: 4 }, () => {});
  expect(share).toEqual({ partition, samples, seed, slot: 4 });
  expect(task).toBe(startMessage.task);
});

it('examples to look at are handed over with the count of each label', () => {
  const said: { message: FromWorker; transfer: Transferable[] | undefined }[] = [];
  const rows = { inputs: new Uint8Array(2), divisor: 1, inputLength: 2, targets: new Uint8Array(1) };
  const samples = { own: rows, test: { ...rows, inputs: new Uint8Array(2) } };
  const data = { ...examplesWith([1, 1, 0]), samples };
  postExamples((message, transfer) => said.push({ message, transfer }), startMessage, data, {
    type: 'training',
    resumed: true,
  });
  expect(said).toEqual([
    {
      message: { type: 'training', resumed: true, examples: 3, tests: 3, labels: [1, 2], samples },
      transfer: [samples.own.inputs.buffer, samples.test.inputs.buffer],
    },
  ]);
});

it('copies of examples do not count as examples', () => {
  const said: FromWorker[] = [];
  const { train, test } = examplesWith([1, 1, 0, 0, 0, 0]);
  const data = { ...examplesWith([]), train: { ...train, rowsEach: 2 }, test, samples: null };
  postExamples((message) => said.push(message), startMessage, data, { type: 'examples' });
  expect(said).toMatchObject([{ examples: 3, tests: 6, labels: [2, 1] }]);
});
