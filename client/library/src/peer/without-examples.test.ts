/** Workers of which some have no examples, or get them later. */
import { defaultSettings, type RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import { denseLayers } from '@hearsay/shared/tasks/layers.ts';
import { createTask } from '@hearsay/shared/tasks/task.ts';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { noRows, type Rows } from '../data/examples.ts';
import type { FromWorker } from './bridge.ts';
import { createWorkerRoom } from './worker-room.fake.ts';

const task = createTask({
  ...{ name: 'halves', title: '', input: [2], normalisation: null, batchSize: 8 },
  ...{ layers: denseLayers([3]), loss: 'softmaxCrossEntropy', classes: ['left', 'right', 'above'] },
});
const settings: RunSettings = { ...defaultSettings, room: 'test', steps: 2, updateRate: 10 };
const IDS = ['00000000000000aa', '00000000000000bb', '00000000000000cc'];

/** Points around the middle of each of these classes. */
function points(...classes: number[]): Rows {
  const middles = [
    [-2, 0],
    [2, 0],
    [0, 2],
  ];
  const targets = Uint8Array.from({ length: 30 }, (_, i) => classes[i % classes.length]);
  const inputs = Float32Array.from(
    { length: 60 },
    (_, i) => middles[targets[i >> 1]][i % 2] + ((7 * i) % 11) / 20,
  );
  return { inputs, divisor: 1, inputLength: 2, targets };
}

const given = (train: Rows, test = noRows(task)) =>
  ({ type: 'data', source: { kind: 'given', train, test } }) as const;

function last<T extends FromWorker['type']>(said: readonly FromWorker[], type: T) {
  return said.findLast((one): one is Extract<FromWorker, { type: T }> => one.type === type);
}

const roomOf = (held: readonly Rows[]) =>
  createWorkerRoom({
    settings,
    task,
    ids: IDS.slice(0, held.length),
    latency: 0.02,
    examplesOf: (slot) => held[slot],
  });

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

beforeAll(async () => {
  expect(await tf.setBackend('wasm')).toBe(true);
});

it('a peer without examples follows those that have some, is not tested, and says so', async () => {
  const room = await roomOf([points(0, 1), noRows(task), points(1, 2)]);
  room.runUntil(30);
  expect(room.progress().map((one) => (one?.updates ?? 0) > 0)).toEqual([true, false, true]);
  expect(last(room.said(1), 'training')).toMatchObject({ examples: 0, tests: 0, labels: [0, 0, 0] });
  expect(last(room.said(1), 'evaluation')).toBeUndefined();
  await room.tell(1, { type: 'ask', request: 7, for: 'evaluation' });
  expect(last(room.said(1), 'refused')).toMatchObject({ request: 7, problem: { code: 'no-test-examples' } });
  await room.tell(1, { type: 'predict', request: 8, inputs: Float32Array.of(-2, 0, 2, 0, 0, 2) });
  const outputs = last(room.said(1), 'predicted')?.outputs ?? [];
  for (const right of [0, 4, 8]) expect(outputs[right]).toBeGreaterThan(0.6);
  expect(room.failures()).toEqual([]);
});

it('learns from examples that come later, and no more when they go, with the model it has', async () => {
  const room = await roomOf([noRows(task)]);
  room.runUntil(5);
  await room.tell(0, given(points(0, 1), points(0, 1)));
  expect(last(room.said(0), 'examples')).toMatchObject({ examples: 30, tests: 30, labels: [15, 15, 0] });
  room.runUntil(15);
  await settled();
  room.runUntil(20);
  await new Promise((resolve) => setTimeout(resolve));
  // Its own, and not what all are tested with.
  const tested = last(room.said(0), 'evaluation')?.tested;
  expect(tested).toEqual({
    count: 30,
    confusion: [
      [15, 0, 0],
      [0, 15, 0],
      [0, 0, 0],
    ],
  });
  const updates = room.progress()[0]?.updates ?? 0;
  expect(updates).toBeGreaterThan(50);

  await room.tell(0, given(noRows(task)));
  room.runUntil(21);
  const before = room.parameters()[0];
  room.runUntil(25);
  expect(room.progress()[0]?.updates).toBeLessThan(updates + 10);
  expect(room.parameters()[0]).toEqual(before);
  expect(last(room.said(0), 'examples')).toMatchObject({ examples: 0, tests: 0 });
  expect(room.failures()).toEqual([]);
});
