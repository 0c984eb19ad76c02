import { defaultSettings } from '@hearsay/shared/settings/run-settings.ts';
import { expect, it } from 'vitest';
import type { Checkpoint } from '../kept/checkpoint.ts';
import type { Keeper } from '../kept/keeper.ts';
import { JOINED, lastPosted, playSurroundings, TRAINING } from '../session/session.fake.ts';
import { openRoom, type RoomPlace } from './open-room.ts';
import type { Training } from './training.ts';

const task = {
  ...{ name: 'line', input: [2], units: ['m'], loss: 'meanSquaredError' as const },
  layers: [{ kind: 'dense' as const, units: 1, activation: 'linear' as const }],
};
const training = { task, data: { xs: [[1, 2]], ys: [1] } };

/** A room that is being joined, in surroundings that are played. */
function opening(place: Partial<RoomPlace> = {}, what: Training = training) {
  // Without any of it a browser without WebRTC is told so.
  const played = playSurroundings({ webRtc: {} as never });
  const room = openRoom(defaultSettings, { server: 'https://example.org', ...place }, what, {
    platform: played.platform,
    goodbyeMs: 0,
  });
  // Nobody may be waiting for it yet when it fails.
  room.catch(() => {});
  return { played, room };
}

const read = () => new Promise((resolve) => setTimeout(resolve));

async function joined(place: Partial<RoomPlace> = {}, what: Training = training) {
  const { played, room } = opening(place, what);
  await read();
  played.says.onJoined(JOINED);
  played.worker({ type: 'backend', backend: { name: 'wasm', why: { code: 'asked' }, problem: null } });
  played.worker(TRAINING);
  return { played, room: await room };
}

it('a room resolves when it trains, and what it trains on is known', async () => {
  const { room } = await joined();
  expect(room.status.value).toMatchObject({ phase: 'training', backend: 'wasm' });
});

it('a signal takes the joining back', async () => {
  const controller = new AbortController();
  const { played, room } = opening({ signal: controller.signal });
  await read();
  played.says.onJoined(JOINED);
  controller.abort();
  await expect(room).rejects.toMatchObject({ code: 'aborted' });
  expect(played.done).toContain('close');
  const late = opening({ signal: controller.signal });
  await expect(late.room).rejects.toMatchObject({ code: 'aborted' });
  expect(() => late.played.mesh()).toThrow();
});

it('a signal that is aborted later leaves the room', async () => {
  const controller = new AbortController();
  const { played, room } = await joined({ signal: controller.signal });
  const left: boolean[] = [];
  room.on('left', ({ failed }) => left.push(failed));
  controller.abort();
  expect(room.status.value.phase).toBe('left');
  expect(left).toEqual([false]);
  expect(played.done).toContain('close');
  await expect(room.parameters()).rejects.toMatchObject({ code: 'no-model' });
});

it('a signal holds no room that was left', async () => {
  const listeners = new Set<unknown>();
  const signal = Object.assign(new AbortController().signal, {
    addEventListener: (_: string, listener: unknown) => void listeners.add(listener),
    removeEventListener: (_: string, listener: unknown) => void listeners.delete(listener),
  });
  const { room } = await joined({ signal });
  expect(listeners.size).toBe(1);
  await room.leave();
  expect(listeners.size).toBe(0);
});

it('a run with a task of one’s own is kept, and gone on from', async () => {
  const saved: Checkpoint[] = [];
  const keeper: Keeper = {
    save: async (checkpoint) => void saved.push(checkpoint),
    forget: async () => {},
    onEndNear(callback) {
      near = callback;
      return () => {};
    },
  };
  let near = (): void => {};
  const first = await joined({ keeper });
  near();
  const snapshot = {
    state: Float32Array.of(1, 2, 3),
    updates: 7,
    steps: 70,
    memories: [],
    versions: [],
    seconds: 9,
  };
  const { request = 0 } = lastPosted(first.played, 'ask') ?? {};
  first.played.worker({ type: 'snapshot', request, snapshot });
  await read();
  expect(saved).toMatchObject([{ slot: JOINED.slot, peer: { updates: 7 } }]);

  const [resume] = saved;
  const again = await joined({ resume });
  expect(again.room.status.value.updates).toBe(7);
  expect(lastPosted(again.played, 'start')).toMatchObject({ newcomer: false, snapshot });
  expect(again.played.mesh().known).toEqual({ token: resume.token, slot: JOINED.slot });
});

it('begins with the parameters that are given, and refuses what the task has not', async () => {
  const parameters = Float32Array.of(4, 5, 6);
  const { played } = await joined({}, { ...training, parameters });
  expect(lastPosted(played, 'start')?.initialParameters).toEqual(parameters);
  const wrong = opening({}, { ...training, parameters: Float32Array.of(1) });
  await expect(wrong.room).rejects.toMatchObject({ code: 'wrong-shape' });
});
