/** Workers whose gradients are private: what they ask of their budget, and what becomes of them when it is used up. */
import { defaultSettings, type RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import { denseLayers } from '@hearsay/shared/tasks/layers.ts';
import { createTask } from '@hearsay/shared/tasks/task.ts';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Rows } from '../data/examples.ts';
import { problemOf } from '../problems.ts';
import type { FromWorker, ToWorker } from './bridge.ts';
import { createPeerPrivacy } from './peer-privacy.ts';
import { createWorkerRoom, type WorkerRoom } from './worker-room.fake.ts';

const task = createTask({
  ...{ name: 'halves', title: '', input: [2], normalisation: null, batchSize: 8 },
  ...{ layers: denseLayers([2]), loss: 'softmaxCrossEntropy', classes: ['left', 'right'] },
});
const budget = { epsilon: 4, delta: 1e-3 };
const settings: RunSettings = {
  ...{ ...defaultSettings, room: 'test', steps: 2, updateRate: 20, rate: 0.5, privacy: budget },
};
const IDS = ['00000000000000aa', '00000000000000bb'];

function points(): Rows {
  const targets = Uint8Array.from({ length: 60 }, (_, i) => i % 2);
  const inputs = Float32Array.from({ length: 120 }, (_, i) =>
    i % 2 === 0 ? 4 * targets[i >> 1] - 2 + ((7 * i) % 11) / 20 : ((3 * i) % 7) / 10,
  );
  return { inputs, divisor: 1, inputLength: 2, targets };
}

const asked = (room: WorkerRoom, slot = 0) =>
  room.said(slot).filter((one): one is Extract<FromWorker, { type: 'budget' }> => one.type === 'budget');

const answer = (spent: ToWorker & { type: 'budget' }): ToWorker & { type: 'budget' } => spent;

beforeAll(async () => {
  expect(await tf.setBackend('wasm')).toBe(true);
});

const roomOf = (peers: number): Promise<WorkerRoom> =>
  createWorkerRoom({ settings, task, ids: IDS.slice(0, peers), latency: 0.02, examplesOf: points });

/** Lets time pass, and puts down all that is asked for. */
async function run(room: WorkerRoom, seconds: number, slots: readonly number[]): Promise<void> {
  const answered = slots.map((slot) => asked(room, slot).length);
  for (let time = 0; time < seconds; time += 0.5) {
    room.runUntil(time);
    for (const slot of slots) {
      const all = asked(room, slot);
      if (all.length === answered[slot]) continue;
      answered[slot] = all.length;
      await room.tell(slot, answer({ type: 'budget', spent: all.at(-1)?.spent ?? [], kept: true }));
    }
  }
}

describe('a private Worker', () => {
  it('asks what was spent before, makes no step that was not put down, and ends with the budget', async () => {
    const room = await roomOf(2);
    expect(room.failures()).toEqual([]);
    for (const slot of [0, 1]) {
      expect(asked(room, slot)).toEqual([{ type: 'budget', spent: null }]);
      await room.tell(slot, answer({ type: 'budget', spent: [], kept: true }));
      expect(asked(room, slot).length).toBe(2);
    }
    room.runUntil(0.4);
    expect(room.progress().map((one) => one?.privacy?.steps)).toEqual([0, 0]);
    for (const slot of [0, 1]) {
      const { spent = [] } = asked(room, slot)[1];
      await room.tell(slot, answer({ type: 'budget', spent: spent ?? [], kept: true }));
    }
    await run(room, 60, [0, 1]);
    const [first, second] = room.progress().map((one) => one?.privacy);
    expect(first).toMatchObject({ target: 4, delta: 1e-3, clip: 1, ended: true, kept: true });
    expect(first?.epsilon).toBeLessThanOrEqual(4);
    expect(first?.epsilon).toBeGreaterThan(3.8);
    expect(first?.steps).toBe(first?.planned);
    expect(second?.ended).toBe(true);
    // It goes on mixing, and learns nothing more of its own.
    const { updates = 0 } = room.progress()[0] ?? {};
    room.runUntil(70);
    expect(room.progress()[0]?.updates).toBe(updates);
    const evaluation = room.said(0).findLast((one) => one.type === 'evaluation');
    expect(evaluation?.type === 'evaluation' && evaluation.evaluation.roomAccuracy).toBeGreaterThan(0.9);
  });

  it('goes on from what was spent before, and says where that is not kept', async () => {
    const first = await roomOf(1);
    await first.tell(0, answer({ type: 'budget', spent: [], kept: false }));
    const [{ sampling, noise }] = asked(first)[1].spent ?? [];
    first.runUntil(0.5);
    const { planned = 0, kept } = first.progress()[0]?.privacy ?? {};
    expect(kept).toBe(false);
    const again = await roomOf(1);
    await again.tell(0, answer({ type: 'budget', spent: [{ sampling, noise, steps: planned }], kept: true }));
    again.runUntil(5);
    expect(again.progress()[0]).toMatchObject({ updates: 0, privacy: { ended: true, steps: planned } });
  });

  it('fails where the learner does not clip', async () => {
    const { privately } = createPeerPrivacy({
      ...{ budget, batchSize: 8, post: () => {} },
      known: answer({ type: 'budget', spent: [], kept: true }),
    });
    let problem: unknown = null;
    try {
      privately({ dimension: 2, gradient: () => 0 });
    } catch (error) {
      problem = problemOf(error, (what) => ({ code: 'worker-failed', what }));
    }
    expect(problem).toEqual({ code: 'cannot-be-private', reason: 'learner', layer: null, kind: null });
  });
});
