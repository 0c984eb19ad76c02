/** A host and its room: headless peers over real links, with a model each. */

import { makeHostSecret, makeRoomKey } from '@hearsay/shared/protocol/room-key.ts';
import { type Command, signedText, writeHostSettings } from '@hearsay/shared/room/command.ts';
import { publicKeyOf, sign } from '@hearsay/shared/room/host-key.ts';
import { parseRoomMessage } from '@hearsay/shared/room/room-message.ts';
import { consensusDistance, readSketch } from '@hearsay/shared/room/sketch.ts';
import { defaultSettings, type RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import type { RunningServer } from '@hearsay/signaling-server/server.ts';
import type { Checkpoint, Keeper } from 'hearsay';
import { createMesh } from 'hearsay/internal/mesh/mesh.ts';
import type { Mesh } from 'hearsay/internal/mesh/mesh-options.ts';
import { joinRoom } from 'hearsay/internal/node/index.ts';
import { nodePlatform } from 'hearsay/internal/node/node-platform.ts';
import { leaveAll, startPeers } from 'hearsay/internal/node/peers.ts';
import { randomBytes } from 'hearsay/internal/random-bytes.ts';
import type { Session } from 'hearsay/internal/session/session-options.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDataServer } from './data-server.fake.ts';
import { until } from './until.fake.ts';

const TASK = 'a'.repeat(64);
const SECONDS = 180;
const GUESTS = 3;

const hostSecret = makeHostSecret(randomBytes);
const guestSettings: RunSettings = {
  ...defaultSettings,
  room: 'hosted',
  key: makeRoomKey(randomBytes),
  host: publicKeyOf(hostSecret),
  partition: { kind: 'labels', labels: 5 },
  samples: 400,
  steps: 2,
  updateRate: 4,
  gossip: 1,
};

let server: RunningServer;
let host: Session;
let guests: Session[];
let all: Session[];

const everybody = (holds: (session: Session) => boolean): Promise<void> => until(() => all.every(holds));
const modelsReceived = ({ status }: Session): number => status.value.received.models;

beforeAll(async () => {
  server = await startDataServer();
  [host] = startPeers(server.url, { ...guestSettings, hostSecret }, 1);
  guests = startPeers(server.url, guestSettings, GUESTS);
  all = [host, ...guests];
  await everybody(({ status }) => status.value.phase === 'training');
}, 120_000);

afterAll(async () => {
  await leaveAll(all);
  await server?.close();
});

describe('a room with a host', { timeout: SECONDS * 1000 }, () => {
  it('knows how all its peers are, who is next to whom and who holds which labels', async () => {
    await everybody(
      ({ room }) =>
        room.value.length === all.length &&
        room.value.every(
          ({ updates, accuracy, exchanges }) =>
            updates > 3 && accuracy !== null && exchanges.length === GUESTS,
        ),
    );
    for (const { room, status } of all) {
      const { peerId, slot } = status.value;
      expect(room.value[0].id).toBe(peerId);
      expect(room.value[0].slot).toBe(slot);
      const ids = all.map((session) => session.status.value.peerId);
      expect(room.value.map(({ id }) => id).sort()).toEqual(ids.sort());
      // Half of the labels each.
      expect(
        room.value.map(({ labels }) => labels).every((bits) => bits === 0b11111 || bits === 0b1111100000),
      ).toBe(true);
    }
    await until(() => host.room.value.some(({ exchanges }) => exchanges.some((count) => count > 0)));
  });

  it('pauses, comes to a consensus that the sketches tell of, and goes on, when its host says so', async () => {
    await host.command({ run: 'paused' });
    await everybody(({ status }) => status.value.phase === 'paused');
    const sketches = (): Float32Array[] =>
      host.room.value.map(({ sketch }) => readSketch(sketch)).filter((sketch) => sketch !== null);
    await until(
      () => host.room.value.every(({ phase }) => phase === 'paused') && consensusDistance(sketches()) < 0.01,
    );
    // What was under way is over, and nobody trains on.
    const updates = all.map(({ status }) => status.value.updates);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(all.map(({ status }) => status.value.updates)).toEqual(updates);
    const [guest, other] = guests;
    guest.start();
    expect(guest.status.value.phase).toBe('training');
    guest.pause();
    await host.command({ run: 'training' });
    await until(() => other.status.value.phase === 'training');
    // Whoever paused it here has the last word.
    await until(() => (guest.host.value?.number ?? 0) === host.host.value?.number);
    expect(guest.status.value.phase).toBe('paused');
    guest.start();
    await everybody(({ status }) => status.value.phase === 'training');
  });

  it('takes another gossip rate and codec from its host, with models and links as they are', async () => {
    const before = all.map(({ status }) => status.value.updates);
    await host.command({ gossip: 3, codec: 'int8' });
    await everybody(({ settings }) => settings.gossip === 3 && settings.codec === 'int8');
    const models = all.map(modelsReceived);
    await everybody((session) => modelsReceived(session) > models[all.indexOf(session)] + 10);
    all.forEach(({ status }, i) => {
      const { updates, errors, neighbours } = status.value;
      expect(updates).toBeGreaterThanOrEqual(before[i]);
      expect(errors).toEqual([]);
      expect(neighbours.filter(({ state }) => state === 'connected')).toHaveLength(GUESTS);
    });
  });

  it('goes over to another method and partition, and goes on learning together', async () => {
    await host.command({ method: 'd-psgd', partition: { kind: 'labels', labels: 2 } });
    await everybody(
      ({ settings, status }) =>
        settings.method === 'd-psgd' && status.value.labels.filter((count) => count > 0).length === 2,
    );
    const models = all.map(modelsReceived);
    await everybody((session) => modelsReceived(session) > models[all.indexOf(session)] + 10);
    await host.command({ method: 'mitra-ulukus', partition: { kind: 'iid' } });
    await everybody(({ settings }) => settings.method === 'mitra-ulukus');
    await everybody(({ status }) => (status.value.accuracy ?? 0) > 0.6);
  });

  it('begins again when its host says so, newcomers with an old link included', async () => {
    await host.command({ reset: true, run: 'paused' });
    await everybody(({ settings, status }) => settings.resets === 1 && status.value.updates === 0);
    const [late] = startPeers(server.url, guestSettings, 1);
    all = [...all, late];
    await until(() => late.settings.resets === 1 && late.status.value.phase === 'paused');
    expect(late.host.value).toMatchObject({ isHost: false, run: 'paused', number: host.host.value?.number });
    const parameters = await Promise.all(all.map((session) => session.parameters()));
    // They mix still, and round.
    for (const of of parameters) {
      expect(
        Math.max(...of.subarray(0, 5000).map((value, i) => Math.abs(value - parameters[0][i]))),
      ).toBeLessThan(1e-3);
    }
    await host.command({ run: 'training' });
    await everybody(({ status }) => status.value.updates > 0);
  });

  it('does not follow who has no secret, forges, repeats what is old or says too much', async () => {
    const [guest] = guests;
    await expect(guest.command({ run: 'paused' })).rejects.toMatchObject({ code: 'not-the-host' });
    await expect(host.command({ gossip: -1 })).rejects.toMatchObject({
      problem: { code: 'bad-setting', name: 'gossip', value: '-1' },
    });
    const before = host.host.value;
    const settings = writeHostSettings(guestSettings.room, { ...guestSettings, gossip: 0 });
    const wish = { number: Number.MAX_SAFE_INTEGER, run: 'paused' as const, settings };
    const forged: Command = {
      type: 'command',
      ...wish,
      signature: sign(signedText(wish), makeHostSecret(randomBytes)),
    };
    const heard: Command[] = [];
    const forger = joinAsForger((command) => heard.push(command));
    try {
      // Whoever it is not linked to yet would never hear it.
      const linked = () => forger.neighbours().filter(({ state }) => state === 'connected');
      await until(() => heard.length > 0 && linked().length === all.length);
      const tell = (command: Command): void => {
        for (const { id } of forger.neighbours()) forger.sendMessage(id, command);
      };
      const saysAll = (): void => {
        tell(forged);
        tell({ ...heard[0], number: wish.number });
        tell({ ...heard[0], number: 1 });
        tell({ ...forged, settings: 'a'.repeat(2000) });
      };
      saysAll();
      // To a peer that does not count it as a neighbour yet it has said nothing.
      const again = setInterval(saysAll, 3000);
      await everybody(
        ({ status: { value } }) =>
          value.dropped['command-forged'] >= 2 &&
          value.dropped['command-old'] >= 1 &&
          value.dropped.malformed >= 1,
      ).finally(() => clearInterval(again));
    } finally {
      forger.close();
    }
    expect(all.map((session) => session.host.value?.number)).toEqual(all.map(() => before?.number));
    expect(all.every(({ status }) => status.value.phase === 'training')).toBe(true);
  });
});

describe('a peer that the host removes', { timeout: SECONDS * 1000 }, () => {
  const isOut = ({ status }: Session): boolean =>
    status.value.problems.some(({ code }) => code === 'removed-by-host');
  const linksOf = ({ status }: Session): string[] =>
    status.value.neighbours.flatMap(({ id, state }) => (state === 'connected' ? [id] : []));

  it('is parted from by all, also when it comes back as the same, until the host lets it in', async () => {
    let kept: Checkpoint | undefined;
    const keeper: Keeper = {
      async save(checkpoint) {
        kept = checkpoint;
      },
      forget: async () => {},
      onEndNear: () => () => {},
    };
    const others = all.length;
    const out = joinRoom(guestSettings, { url: server.url, keeper });
    let [back] = [out];
    try {
      await until(() => kept !== undefined && out.status.value.updates > 0 && linksOf(out).length >= GUESTS);
      const id = out.status.value.peerId ?? '';
      await host.command({ remove: id });
      await until(() => isOut(out) && linksOf(out).length === 0);
      await everybody((session) => !linksOf(session).includes(id) && session.status.value.size === others);
      await everybody(({ room }) => room.value.every((report) => report.id !== id));
      expect(host.host.value?.removed).toEqual([id]);
      const { received, updates } = out.status.value;
      // It learns on alone.
      await until(() => out.status.value.updates > updates + 8);
      expect([out.status.value.phase, out.status.value.size]).toEqual(['training', 1]);
      expect(out.status.value.received.models).toBe(received.models);

      await leaveAll([out]);
      back = joinRoom(guestSettings, { url: server.url, ...(kept && { resume: kept }) });
      await until(() => isOut(back));
      expect([back.status.value.peerId, linksOf(back)]).toEqual([id, []]);
      await everybody((session) => !linksOf(session).includes(id) && session.status.value.size === others);

      await host.command({ letIn: id });
      await until(() => !isOut(back) && linksOf(back).length >= GUESTS);
      const { models } = back.status.value.received;
      await until(() => back.status.value.received.models > models + 5);
      await everybody((session) => session.status.value.size === others + 1);
    } finally {
      await leaveAll([out, back]);
    }
  });

  it('lies when it is told to, without anybody’s knowing from its settings', async () => {
    const [guest, other] = guests;
    await host.command({ guard: 'on' });
    await everybody(({ settings }) => settings.guard === 'on');
    expect(() => guest.setAttack('perhaps')).toThrow('attack=perhaps');
    guest.setAttack('constant:1000');
    const id = guest.status.value.peerId ?? '';
    await until(() => id in other.status.value.limited);
    expect(JSON.stringify(other.room.value)).not.toContain('constant');
    guest.setAttack(null);
    await until(() => !(id in other.status.value.limited));
  });
});

/** In the room with the link of a guest, and a mind of its own. */
function joinAsForger(onCommand: (command: Command) => void): Mesh {
  return createMesh({
    url: server.url,
    room: guestSettings.room,
    key: guestSettings.key,
    neighbours: 'all',
    webRtc: nodePlatform.webRtc,
    maxModelBytes: 1_000_000,
    task: TASK,
    listener: {
      onJoined: () => {},
      onSize: () => {},
      onNeighbours: () => {},
      onModel: (_, __, taken) => taken(),
      onHeartbeat: () => {},
      onMessage: (_, value) => {
        const message = parseRoomMessage(value);
        if (message?.type === 'command') onCommand(message);
      },
      onDropped: () => {},
      onKeyTrouble: () => {},
      onOtherTask: () => {},
      onOtherVersions: () => {},
      onRefused: () => {},
      onUnreachable: () => {},
      onAttemptFailed() {},
    },
  });
}
