/** Peers in Node, with nothing made up: a server, WebRTC, threads with tfjs, and MNIST. */

import { makeRoomKey } from '@hearsay/shared/protocol/room-key.ts';
import { parseSettings } from '@hearsay/shared/settings/run-settings.ts';
import type { RunningServer } from '@hearsay/signaling-server/server.ts';
import { leaveAll, startPeers } from 'hearsay/internal/node/peers.ts';
import { randomBytes } from 'hearsay/internal/random-bytes.ts';
import type { Session } from 'hearsay/internal/session/session.ts';
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

  it('with different keys say so, and train alone', { timeout: SECONDS * 1000 }, async () => {
    const fragment = 'room=apart&partition=iid&samples=200&updateRate=5';
    const settings = [`${fragment}&key=${KEY}`, fragment].map((text) => parseSettings(text).settings);
    const peers = settings.flatMap((of) => startPeers(server.url, of, 1));
    await until(() =>
      statuses(peers).every(
        ({ phase, errors, dropped }) =>
          phase === 'training' && errors.length > 0 && Object.keys(dropped).length > 0,
      ),
    );
    const [withKey, without] = statuses(peers);
    expect(withKey.errors.join()).toContain('does not have the key of this room was not let in');
    expect(without.errors.join()).toContain('open the whole link of the room');
    expect(withKey.dropped).toMatchObject({ 'no-key': expect.any(Number) });
    expect(without.dropped).toMatchObject({ 'has-key': expect.any(Number) });
    for (const { neighbours, sent } of [withKey, without]) {
      expect(neighbours.every(({ state }) => state === 'closed')).toBe(true);
      expect(sent.bytes).toBe(0);
    }
    await leaveAll(peers);
  });
});
