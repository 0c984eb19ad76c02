/** The world of a peer in a tab: real time, and messages that travel as bytes through the main thread. */

import {
  buildsOnEarlier,
  type Codec,
  type Decoded,
  type LinkCodec,
} from '@hearsay/shared/gossip/codec/codec.ts';
import { DIFFERENCES } from '@hearsay/shared/gossip/codec/codecs.ts';
import { createPacking, roomOf } from '@hearsay/shared/gossip/codec/packing.ts';
import type { Alarm, Environment, MessageKind } from '@hearsay/shared/gossip/environment/environment.ts';
import type { PeerIndex } from '@hearsay/shared/gossip/peer-index.ts';
import type { Random } from '@hearsay/shared/gossip/random/random.ts';
import { VersionVector } from '@hearsay/shared/gossip/versions/version-vector.ts';
import {
  parseModelMessage,
  type VersionEntry,
  type WireProblem,
  writeModelMessage,
} from '@hearsay/shared/protocol/model-message.ts';
import type { PeerId } from '@hearsay/shared/protocol/signalling.ts';
import type { Clock } from './clock.ts';
import { createPeerTable } from './peer-table.ts';

/** Alarms at which the peer computes. */
const STEPS: ReadonlySet<Alarm> = new Set(['update', 'step']);

export interface TabEnvironmentOptions {
  readonly self: PeerId;
  /** The run's number: see `runNumber`. */
  readonly run: number;
  /** Numbers in a message of the method. */
  readonly messageLength: number;
  readonly codec: Codec | LinkCodec;
  readonly clock: Clock;
  readonly random: Random;
  /** How many times longer a step is to take than it does. Default 1. */
  readonly slowdown?: number;
  /** Chance of its own for what is rounded: the peer's is that of its simulated twin. */
  readonly rounding: Random;
  /** That number belongs to another peer from now on. */
  readonly onForgotten: (peer: PeerIndex) => void;
  readonly onAlarm: (alarm: Alarm, due: number) => void;
  /** The same to all of them. Takes the buffer over. */
  readonly onSend: (to: PeerId[], kind: MessageKind, model: ArrayBuffer) => void;
}

export interface ArrivedMessage {
  readonly kind: MessageKind;
  readonly vector: Float32Array;
  readonly versions: VersionVector;
}

export interface TabEnvironment extends Environment {
  setSize(size: number): void;
  setNeighbours(connected: readonly PeerId[]): void;
  /** The number of a peer that is connected; null for one that the full table has no room for. */
  indexOf(id: PeerId): PeerIndex | null;
  /**
   * Reads what a neighbour sent. Its vector and versions are valid until the next call; null where it was for this
   * environment alone.
   * @param state of the peer, as it is now
   */
  read(
    from: PeerIndex,
    model: ArrayBuffer,
    state: Float32Array,
  ): { ok: true; message: ArrivedMessage | null } | { ok: false; reason: Refusal };
  /** What a version vector says, with peers by their names. */
  entriesOf(versions: VersionVector | null): VersionEntry[];
  /** Whether what is sent is to say all, since peers come to rest: see `LinkEnd.setThorough`. */
  setThorough(thorough: boolean): void;
}

/** Why a message was dropped. `out-of-step`: it builds on one that has not come.
 * `late`: it answers an offer of long ago. */
export type Refusal = WireProblem | 'unknown-codec' | 'not-finite' | 'out-of-step' | 'late';

export function createTabEnvironment(options: TabEnvironmentOptions): TabEnvironment {
  const { run, codec, clock, random, onAlarm, onSend, messageLength, slowdown = 1 } = options;
  const packing = createPacking({
    codec,
    length: messageLength,
    random: options.rounding,
    room: new Uint8Array(roomOf(codec, messageLength)),
  });
  const table = createPeerTable(options.self, (index) => {
    packing.forget(index);
    options.onForgotten(index);
  });
  const arrived = new Float32Array(messageLength);
  const cancel: Partial<Record<Alarm, () => void>> = {};
  /** While a step is being computed. */
  let stepBegan: number | null = null;
  let size = 1;
  let connected: PeerIndex[] = [];
  let place = 0;

  const entriesOf = (versions: VersionVector | null): VersionEntry[] => {
    const entries: VersionEntry[] = [];
    if (versions === null) return entries;
    for (let index = 0; index < versions.length; index++) {
      const updates = versions.get(index);
      if (updates > 0) entries.push({ peer: table.idOf(index), updates });
    }
    return entries;
  };

  const ring = (alarm: Alarm, due: number): void => {
    if (STEPS.has(alarm)) stepBegan = clock.now();
    onAlarm(alarm, due);
    stepBegan = null;
  };

  const post = (
    targets: readonly PeerIndex[],
    kind: MessageKind,
    packed: { readonly codec: number; readonly payload: Uint8Array },
    versions: readonly VersionEntry[],
  ): void => {
    const message = { kind, versions, dimension: messageLength, ...packed };
    onSend(targets.map(table.idOf), kind, writeModelMessage(run, message));
  };

  /** @param targets more than one only where messages do not build on earlier ones */
  const sendAlike = (
    targets: readonly PeerIndex[],
    kind: MessageKind,
    vector: Float32Array,
    versions: VersionVector | null,
  ): void => {
    if (targets.length === 0) return;
    const payload = packing.pack(targets[0], kind, vector);
    post(targets, kind, { codec: codec.id, payload }, entriesOf(versions));
  };

  return {
    self: 0,
    random,
    scratch: new Float32Array(messageLength),
    neighbours: {
      get count() {
        return connected.length;
      },
      get place() {
        return place;
      },
      placeOf(peer) {
        const position = connected.indexOf(peer);
        return position < 0 || position < place ? position : position + 1;
      },
      at: (position) => connected[position],
    },
    roomSize: () => size,
    now: clock.now,
    // Steps take the time they take.
    stepSeconds: () => null,
    wakeAt(alarm, time) {
      cancel[alarm]?.();
      delete cancel[alarm];
      if (time === Number.POSITIVE_INFINITY) return;
      const now = clock.now();
      const rest = stepBegan === null || !STEPS.has(alarm) ? 0 : (slowdown - 1) * (now - stepBegan);
      cancel[alarm] = clock.after(Math.max(time - now, 0) + rest, () => ring(alarm, time + rest));
    },
    send: (to, kind, vector, versions) => sendAlike([to], kind, vector, versions),
    sendToAll(targets, kind, vector, versions) {
      if (!buildsOnEarlier(codec)) sendAlike(targets, kind, vector, versions);
      else for (const to of targets) sendAlike([to], kind, vector, versions);
    },
    setSize(value) {
      size = value;
    },
    setNeighbours(ids) {
      const ordered = [...ids].sort();
      place = ordered.filter((id) => id < options.self).length;
      table.setNeighbours(ids);
      const before = connected;
      connected = ordered.map(table.claim).filter((index) => index !== null);
      // A link that is made anew begins anew.
      for (const index of before) if (!connected.includes(index)) packing.forget(index);
    },
    indexOf: table.claim,
    entriesOf,
    setThorough: packing.setThorough,
    read(from, model, state) {
      const result = parseModelMessage(model, run, messageLength);
      if (!result.ok) return result;
      const { kind, codec: id, payload } = result.message;
      const what = packing.unpack(from, kind, id, payload, state, arrived);
      if (what === 'request') return { ok: true, message: null };
      if (what === 'ask') {
        post([from], 'notice', { codec: DIFFERENCES.id, payload: packing.request(from) }, []);
      }
      if (what !== 'message') return { ok: false, reason: refusalOf(what) };
      const versions = new VersionVector(result.message.versions.length);
      for (const { peer, updates } of result.message.versions) {
        const index = table.indexOf(peer);
        // What this peer has done it knows best itself.
        if (index !== null && index !== 0) versions.raise(index, updates);
      }
      return { ok: true, message: { kind, vector: arrived, versions } };
    },
  };
}

function refusalOf(what: Exclude<Decoded, 'message' | 'request'> | 'unknown-codec'): Refusal {
  if (what === 'late') return 'late';
  return what === 'lost' || what === 'ask' ? 'out-of-step' : what;
}
