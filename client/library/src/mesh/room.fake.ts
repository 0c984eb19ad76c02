/** Several meshes in one process, each as a tab would have it, between a fake server and fake links. */
import type { PeerId } from '@hearsay/shared/protocol/signalling.ts';
import { VERSIONS, type Versions } from '@hearsay/shared/protocol/versions.ts';
import type { Identity } from '@hearsay/shared/room/identity.ts';
import { vi } from 'vitest';
import { createFakeLinks, type FakeLinks } from './links.fake.ts';
import { createMesh } from './mesh.ts';
import type { Mesh, MeshOptions } from './mesh-options.ts';
import type { MeshParts } from './mesh-parts.ts';
import type { OtherVersionCounts } from './other-versions.ts';
import { createFakeServer, type FakeServer } from './server.fake.ts';

/** Any one, the same for all. */
export const TASK = 'a'.repeat(64);

const HEARTBEAT_MS = 1000;

export interface FakeTab {
  readonly id: PeerId;
  readonly mesh: Mesh;
  /** The connected neighbours as the mesh last told them, sorted. */
  neighbours(): PeerId[];
  /** How often what was dropped, by reason. */
  readonly dropped: Record<string, number>;
  /** How many models came, by sender. */
  readonly models: Record<PeerId, number>;
  /** With whom no link could be made, each time. */
  readonly failed: readonly PeerId[];
  /** What neighbours said that is not about links. */
  readonly messages: readonly unknown[];
  /** What it was told by peers that make no link to it. */
  readonly refusals: readonly string[];
  /** How many are in the room, as it was told last. */
  size(): number;
  /** How many peers of other versions it was told of. */
  others(): OtherVersionCounts;
  /** Leaves politely. */
  close(): void;
  /** Ends as a crash would: nothing is said, and nothing more is done. */
  crash(): void;
}

export interface FakeTabOptions extends Pick<MeshOptions, 'rtcConfiguration'> {
  /** By default none. */
  readonly identity?: Identity;
  /** By default that of its identity, or its number. */
  readonly id?: PeerId;
  /** By default those of today. */
  readonly versions?: Versions;
}

export interface FakeRoom {
  readonly links: FakeLinks;
  readonly server: FakeServer;
  /** All come to another network at once. */
  changeNetwork(): void;
  open(number: number, options?: FakeTabOptions): FakeTab;
  openAll(count: number): FakeTab[];
}

export const idOf = (number: number): PeerId => number.toString(16).padStart(16, '0');

/** To be made after fake timers are in place, which performance.now belongs to. */
export function createFakeRoom(): FakeRoom {
  const links = createFakeLinks();
  const server = createFakeServer(({ from, handshake }) => links.learnOwner(from, handshake));
  // What is drawn is the same in every run.
  let drawn = 0;
  let sessions = 0;
  const changes = new Set<() => void>();
  const parts: MeshParts = {
    createLink: links.createLink,
    createIntroducer: server.createIntroducer,
    randomSession: () => {
      sessions += 1;
      return idOf(0x5e00 + sessions);
    },
    seed: () => {
      drawn += 1;
      return drawn;
    },
    now: () => performance.now(),
    onNetworkChange(callback) {
      changes.add(callback);
      return () => changes.delete(callback);
    },
    versions: VERSIONS,
  };

  const open: FakeRoom['open'] = (number, { versions = VERSIONS, identity, ...others } = {}) => {
    const { id = identity?.id ?? idOf(number), ...options } = others;
    const dropped: Record<string, number> = {};
    const models: Record<PeerId, number> = {};
    const failed: PeerId[] = [];
    const messages: unknown[] = [];
    const refusals: string[] = [];
    let size = 0;
    let connected: readonly PeerId[] = [];
    let otherVersions: OtherVersionCounts = { older: 0, newer: 0 };
    server.nextId = id;
    const mesh = createMesh({
      url: '',
      room: 'fake',
      key: '',
      neighbours: 'sample',
      maxModelBytes: 1000,
      task: TASK,
      ...options,
      known: { identity },
      parts: { ...parts, versions },
      listener: {
        onJoined() {},
        onSize(now) {
          size = now;
        },
        onNeighbours: (ids) => {
          connected = ids;
        },
        onModel(from, _model, taken) {
          models[from] = (models[from] ?? 0) + 1;
          taken();
        },
        onHeartbeat() {},
        onMessage: (_from, message) => messages.push(message),
        onDropped: (reason) => {
          dropped[reason] = (dropped[reason] ?? 0) + 1;
        },
        onKeyTrouble() {},
        onOtherTask() {},
        onOtherVersions(counts) {
          otherVersions = counts;
        },
        onRefused() {},
        onUnreachable() {},
        onTurnedAway: (why) => void refusals.push(why),
        onAttemptFailed: (other) => void failed.push(other),
      },
    });
    const heart = setInterval(() => mesh.sendHeartbeat(0), HEARTBEAT_MS);
    const end = (): void => {
      clearInterval(heart);
      mesh.close();
    };
    return {
      id,
      mesh,
      neighbours: () => [...connected].sort(),
      dropped,
      models,
      failed,
      messages,
      others: () => otherVersions,
      refusals,
      size: () => size,
      close: end,
      crash() {
        // What it says from now on, its goodbyes too, gets nowhere.
        const before = links.blocks;
        links.blocks = (a, b) => a === id || b === id || before(a, b);
        end();
      },
    };
  };
  return {
    links,
    server,
    changeNetwork: () => [...changes].forEach((change) => void change()),
    open,
    openAll: (count) => Array.from({ length: count }, (_, place) => open(place + 1)),
  };
}

/** Passes so many seconds. */
export const pass = (seconds: number): Promise<unknown> => vi.advanceTimersByTimeAsync(seconds * 1000);
