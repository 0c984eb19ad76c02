/** Peers that lie of others, among headless peers over real links: of more peers than have links to each other. */

import { makeHostSecret, makeRoomKey } from '@hearsay/shared/protocol/room-key.ts';
import { publicKeyOf } from '@hearsay/shared/room/host-key.ts';
import { makeIdentity } from '@hearsay/shared/room/identity.ts';
import type { Report } from '@hearsay/shared/room/report.ts';
import { defaultSettings, type RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import type { RunningServer } from '@hearsay/signaling-server/server.ts';
import type { Checkpoint } from 'hearsay/internal/kept/checkpoint.ts';
import { nodePlatform } from 'hearsay/internal/node/node-platform.ts';
import { leaveAll } from 'hearsay/internal/node/peers.ts';
import { randomBytes } from 'hearsay/internal/random-bytes.ts';
import { createRoom } from 'hearsay/internal/room/room.ts';
import type { Platform } from 'hearsay/internal/session/platform.ts';
import { createSession } from 'hearsay/internal/session/session.ts';
import type { Session } from 'hearsay/internal/session/session-options.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startDataServer } from './data-server.fake.ts';
import { until } from './until.fake.ts';

const SECONDS = 180;
const SIGNING = 6;
/** Milliseconds in which every peer has kept where it is, twice. */
const KEEP_MS = 25_000;
/** Within what anybody could have made in a moment: hearsay of it would be believed. */
const MORE_UPDATES = 800;
/** Updates that a peer may have made since it said so last, and some more. */
const LATE = 150;

const hostSecret = makeHostSecret(randomBytes);
const settings: RunSettings = {
  ...defaultSettings,
  room: 'liars',
  key: makeRoomKey(randomBytes),
  host: publicKeyOf(hostSecret),
  partition: { kind: 'iid' },
  samples: 100,
  steps: 1,
  updateRate: 4,
  gossip: 1,
};

/** Of a page that knows of no signatures, as far as others can see. */
const older: Platform = {
  ...nodePlatform,
  loadRoom: async () => ({
    createRoom: (options) => createRoom({ ...options, identity: undefined }),
    makeIdentity: (secret) => ({ ...makeIdentity(secret), id: '0'.repeat(16) }),
  }),
};

interface Kept {
  readonly session: Session;
  /** The newest checkpoint. */
  checkpoint(): Checkpoint | null;
}

let server: RunningServer;
const opened: Session[] = [];
beforeAll(async () => {
  server = await startDataServer();
}, 120_000);
afterAll(async () => {
  await leaveAll(opened);
  await server?.close();
});

function start(of: Partial<RunSettings>, platform: Platform = nodePlatform): Kept {
  let checkpoint: Checkpoint | null = null;
  const keeper = {
    async save(taken: Checkpoint) {
      checkpoint = taken;
    },
    async forget() {},
    onEndNear: () => () => {},
  };
  const session = createSession({ ...settings, ...of }, { url: server.url, platform, keeper });
  session.start();
  opened.push(session);
  return { session, checkpoint: () => checkpoint };
}

const idOf = ({ session }: Kept): string => session.status.value.peerId ?? '';
const droppedBy = (peers: readonly Kept[], reason: string): number =>
  peers.reduce((sum, { session }) => sum + (session.status.value.dropped[reason] ?? 0), 0);
/** What a peer knows of how another one is. */
const reportOf = (of: Kept, { session }: Kept): Report | undefined =>
  session.room.value.find(({ id }) => id === idOf(of));
const isLinked = ({ session }: Kept, other: Kept): boolean =>
  session.status.value.neighbours.some(({ id, state }) => state === 'connected' && id === idOf(other));
const isTraining = ({ session }: Kept): boolean => session.status.value.phase === 'training';

it('who lies of others is believed of none that signs, linked to it or not', {
  timeout: SECONDS * 1000,
}, async () => {
  const signing = Array.from({ length: SIGNING }, (_, i) => start({ hostSecret: i === 0 ? hostSecret : '' }));
  const last = start({}, older);
  const honest = [...signing, last];
  await until(
    () => honest.every(isTraining) && honest.every((peer) => honest.every((of) => reportOf(of, peer))),
  );
  const liars = (['forged-versions', 'forged-reports'] as const).map((name) =>
    start({ attack: { name, size: MORE_UPDATES } }),
  );
  await until(() => liars.every(({ session }) => session.status.value.sent.models > 0));
  const before = Date.now();
  // Long enough for all to have kept what they had heard of it.
  await until(() => Date.now() - before > KEEP_MS && droppedBy(signing, 'forged-report') > 10);

  // Of who cannot sign, itself is believed over its own link; beyond that it is as before there were signatures.
  await until(() =>
    honest.every((peer) => {
      const { updates } = last.session.status.value;
      return !isLinked(peer, last) || (reportOf(last, peer)?.updates ?? 0) <= updates;
    }),
  );

  let strangers = 0;
  for (const peer of honest) {
    const { staleness, errors } = peer.session.status.value;
    expect(errors).toEqual([]);
    expect(staleness.max).toBeLessThan(LATE);
    for (const other of signing) {
      const { updates } = other.session.status.value;
      const entry = peer.checkpoint()?.peer.versions.find(({ peer: id }) => id === idOf(other));
      expect(entry?.updates ?? 0).toBeLessThan(updates + LATE);
      if (peer !== other && entry !== undefined && !isLinked(peer, other)) strangers += 1;
      const report = reportOf(other, peer);
      expect(report?.updates ?? 0).toBeLessThanOrEqual(updates);
      expect(report?.accuracy).not.toBe(1);
    }
  }
  expect(strangers).toBeGreaterThan(0);
  expect(droppedBy(signing, 'forged-identity')).toBe(0);
});
