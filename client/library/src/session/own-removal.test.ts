import { defaultSettings } from '@hearsay/shared/settings/run-settings.ts';
import { expect, it } from 'vitest';
import type { Mesh } from '../mesh/mesh-options.ts';
import type { ToWorker } from '../peer/bridge.ts';
import type { PeerWorker } from '../peer/peer-worker.ts';
import type { Removal } from '../room/room.ts';
import { notLive } from './live.ts';
import { createMeshEvents } from './mesh-events.ts';
import { createModelsWaiting } from './models-waiting.ts';
import { createOwnRemoval } from './own-removal.ts';
import { initialStatus } from './status.ts';
import { createStatusStore } from './status-store.ts';
import { createTraffic } from './traffic.ts';

const [SELF, OTHER] = ['a'.repeat(16), 'b'.repeat(16)];
const removing = (...ids: string[]): Removal => ({ ids: new Set(ids), why: null, present: [] });

function played() {
  const store = createStatusStore(initialStatus(defaultSettings), () => {});
  const live = notLive();
  const posted: ToWorker[] = [];
  const removed: string[][] = [];
  const heard: unknown[] = [];
  const mesh: Partial<Mesh> = {
    setRemoved: ({ ids }) => removed.push([...ids]),
    neighbours: () => [
      {
        ...{ id: OTHER, state: 'connected', path: null },
        ...{ bytesSent: 0, bytesReceived: 0, roundTripMs: null },
      },
    ],
    totals: () => ({ bytesSent: 0, bytesReceived: 0, modelsSent: 0, modelsReceived: 0, roundTripMs: null }),
  };
  live.mesh = mesh as Mesh;
  live.worker = { post: (message) => posted.push(message) } as Partial<PeerWorker> as PeerWorker;
  const removal = createOwnRemoval(live, store);
  const nothing = (): void => {};
  live.aside = { receive: () => heard.push('aside') > 0, setNeighbours: nothing, close: nothing };
  const events = createMeshEvents({
    ...{ store, live, removal, onJoined: nothing, onFailed: nothing, task: '' },
    ...{ waiting: createModelsWaiting(), traffic: createTraffic(live) },
  });
  const last = () => posted.at(-1);
  return { store, live, removal, events, removed, posted, last, heard };
}

it('keeps others out, and goes on with the rest', () => {
  const { removal, removed, store, posted } = played();
  removal.onRemoval(removing(OTHER), SELF);
  expect([removed, removal.isRemoved, store.status.value.problems, posted]).toEqual([
    [[OTHER]],
    false,
    [],
    [],
  ]);
});

it('learns alone once it is removed itself, says so, and takes part again when it is let in', () => {
  const { removal, events, store, last, posted, heard } = played();
  removal.onRemoval(removing(SELF), SELF);
  expect(store.status.value.problems).toEqual([{ code: 'removed-by-host' }]);
  expect(last()).toEqual({ type: 'neighbours', connected: [] });
  events.onNeighbours([OTHER]);
  expect(last()).toEqual({ type: 'neighbours', connected: [] });
  events.onSize(5);
  expect(store.status.value.size).toBe(1);
  let taken = 0;
  events.onModel(OTHER, new ArrayBuffer(8), () => {
    taken += 1;
  });
  events.onMessage(OTHER, {});
  expect([taken, posted.filter(({ type }) => type === 'model').length, heard]).toEqual([1, 0, []]);
  removal.onRemoval(removing(), SELF);
  expect(store.status.value.problems).toEqual([]);
  expect(last()).toEqual({ type: 'neighbours', connected: [OTHER] });
  events.onSize(5);
  events.onModel(OTHER, new ArrayBuffer(8), () => {});
  expect([store.status.value.size, last()?.type]).toEqual([5, 'model']);
});

it('tells a new mesh whom to keep out', () => {
  const { live, removal, removed } = played();
  if (live.mesh) removal.restore(live.mesh);
  removal.onRemoval(removing(OTHER), SELF);
  if (live.mesh) removal.restore(live.mesh);
  expect(removed).toEqual([[OTHER], [OTHER]]);
});
