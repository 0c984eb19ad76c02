/** Peers in Node, with nothing made up: a server, WebRTC, threads with tfjs, and MNIST. */

import { makeRoomKey } from '@hearsay/shared/protocol/room-key.ts';
import { parseSettings } from '@hearsay/shared/settings/run-settings.ts';
import type { RunningServer } from '@hearsay/signaling-server/server.ts';
import { leaveAll, startPeers } from 'hearsay/internal/node/peers.ts';
import { randomBytes } from 'hearsay/internal/random-bytes.ts';
import type { Session } from 'hearsay/internal/session/session-options.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDataServer } from './data-server.fake.ts';
import { until } from './until.fake.ts';

const SECONDS = 180;
const KEY = makeRoomKey(randomBytes);

let server: RunningServer;
beforeAll(async () => {
  server = await startDataServer();
}, 120_000);
afterAll(async () => {
  await server?.close();
});

const statuses = (peers: readonly Session[]) => peers.map(({ status }) => status.value);

describe('two headless peers', () => {
  it('learn from each other in a room with a key, and leave politely', {
    timeout: SECONDS * 1000,
  }, async () => {
    // Neither has seen half of the digits: alone it would stay at 0.5.
    const { settings, problems } = parseSettings(
      `room=node&key=${KEY}&partition=labels:5&samples=1000&steps=5&updateRate=20`,
    );
    expect(problems).toEqual([]);
    const peers = startPeers(server.url, settings, 2);
    const best = [0, 0];
    await until(() => {
      for (const [i, { accuracy, errors }] of statuses(peers).entries()) {
        best[i] = Math.max(best[i], accuracy ?? 0);
        expect(errors).toEqual([]);
      }
      return best.every((accuracy) => accuracy >= 0.8);
    });
    const [first, second] = statuses(peers);
    expect([first.slot, second.slot]).toEqual([0, 1]);
    expect(first.labels.map((count) => count > 0)).not.toEqual(second.labels.map((count) => count > 0));
    expect([first.backend, first.phase, first.size]).toEqual(['wasm', 'training', 2]);
    expect(first.neighbours).toMatchObject([{ id: second.peerId, state: 'connected' }]);
    expect(first.received.models).toBeGreaterThan(5);

    const [leaver, stayer] = peers;
    await leaveAll([leaver]);
    // By the goodbye on the link, long before silence would tell.
    await until(() => stayer.status.value.size === 1 && stayer.status.value.neighbours.length === 0);
    expect(stayer.status.value.phase).toBe('training');
    await leaveAll([stayer]);
    expect(server.health()).toMatchObject({ rooms: 0, peers: 0 });
  });

  it('let nobody in who does not have their key, and say so there', { timeout: SECONDS * 1000 }, async () => {
    const fragment = 'room=apart&partition=iid&samples=200&updateRate=5';
    const start = (text: string) => startPeers(server.url, parseSettings(text).settings, 1);
    const inside = start(`${fragment}&key=${KEY}`);
    await until(() => statuses(inside).every(({ phase }) => phase === 'training'));
    const outside = [...start(fragment), ...start(`${fragment}&key=${'A'.repeat(22)}`)];
    await until(() => statuses(outside).every(({ phase }) => phase === 'failed'));
    expect(statuses(outside).map(({ problems, slot }) => [problems, slot])).toEqual([
      [[{ code: 'room-needs-key' }], null],
      [[{ code: 'room-has-other-key' }], null],
    ]);
    const peers = [...inside, ...outside];
    expect(statuses(inside)).toMatchObject([{ phase: 'training', size: 1, errors: [], neighbours: [] }]);
    await leaveAll(peers);
  });
});
