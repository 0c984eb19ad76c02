/** Every method that is offered to tabs runs in the Worker's code: its messages are written, read, and mixed. */
import { TAB_METHOD_NAMES } from '@hearsay/shared/methods/methods.ts';
import { defaultSettings } from '@hearsay/shared/settings/run-settings.ts';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { createWorkerRoom, randomExamples, type WorkerRoom } from './worker-room.fake.ts';

const IDS = ['00000000000000a0', '00000000000000a1', '00000000000000a2'];
const SECONDS = 8;
/** Few: what is learned is not asked here, and most of the time went into it. */
const EXAMPLES = 8;

beforeAll(async () => {
  expect(await tf.setBackend('wasm')).toBe(true);
});

const roomOf = (method: string): Promise<WorkerRoom> =>
  createWorkerRoom({
    settings: { ...defaultSettings, method, steps: 1, updateRate: 1, gossip: 1 },
    ids: IDS,
    latency: 0.05,
    examplesOf: (slot) => randomExamples(slot, EXAMPLES),
    // It is no part of a method, and took more than all they do.
    advises: false,
  });

it.each(TAB_METHOD_NAMES.map((name) => [name]))('%s runs among tabs', async (method) => {
  const room = await roomOf(method);
  const [before] = room.parameters().map((parameters) => parameters.slice());
  room.runUntil(SECONDS);
  expect(room.failures()).toEqual([]);
  for (const progress of room.progress()) {
    expect(progress?.updates).toBeGreaterThan(2);
    // Whether a rule counts a message is its business; that it can be read is the wire's.
    const { 'not-admitted': _, ...unreadable } = progress?.dropped ?? {};
    expect(unreadable).toEqual({});
  }
  if (method !== 'local-only') expect(room.sent()).toBeGreaterThan(IDS.length);
  for (const parameters of room.parameters()) {
    expect(parameters.every(Number.isFinite)).toBe(true);
    expect(parameters.some((value, i) => value !== before[i])).toBe(true);
  }
});
