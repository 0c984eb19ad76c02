import { defaultSettings } from '@hearsay/shared/settings/run-settings.ts';
import { expect, it } from 'vitest';
import { JOINED, playSurroundings, TRAINING } from '../session/session.fake.ts';
import { openRoom, type RoomPlace } from './open-room.ts';

const task = {
  ...{ name: 'line', input: [2], units: ['m'], loss: 'meanSquaredError' as const },
  layers: [{ kind: 'dense' as const, units: 1, activation: 'linear' as const }],
};
const training = { task, data: { xs: [[1, 2]], ys: [1] } };

/** A room that is being joined, in surroundings that are played. */
function opening(place: Partial<RoomPlace> = {}) {
  // Without any of it a browser without WebRTC is told so.
  const played = playSurroundings({ webRtc: {} as never });
  const room = openRoom(defaultSettings, { server: 'https://example.org', ...place }, training, {
    platform: played.platform,
    goodbyeMs: 0,
  });
  // Nobody may be waiting for it yet when it fails.
  room.catch(() => {});
  return { played, room };
}

const read = () => new Promise((resolve) => setTimeout(resolve));

async function joined(place: Partial<RoomPlace> = {}) {
  const { played, room } = opening(place);
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
