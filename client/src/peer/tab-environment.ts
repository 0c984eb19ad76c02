/** The world of a peer in a tab: real time, and messages that travel as bytes through the main thread. */

import type { Codec } from '@hearsay/shared/gossip/codec/codec.ts';
import { CODECS } from '@hearsay/shared/gossip/codec/codecs.ts';
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

export interface TabEnvironmentOptions {
  readonly self: PeerId;
  /** The run's number: see `runNumber`. */
  readonly run: number;
  /** Numbers in a message of the method. */
  readonly messageLength: number;
  readonly codec: Codec;
  readonly clock: Clock;
  readonly random: Random;
  /** Chance of its own for what is rounded: the peer's is that of its simulated twin. */
  readonly rounding: Random;
  /** That number belongs to another peer from now on. */
  readonly onForgotten: (peer: PeerIndex) => void;
  readonly onAlarm: (alarm: Alarm, due: number) => void;
  /** Takes the buffer over. */
  readonly onSend: (to: PeerId, kind: MessageKind, model: ArrayBuffer) => void;
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
  /** Reads a model message that arrived; its vector and versions are valid until the next call. */
  parse(model: ArrayBuffer): { ok: true; message: ArrivedMessage } | { ok: false; reason: WireProblem };
}

export function createTabEnvironment(options: TabEnvironmentOptions): TabEnvironment {
  const { run, codec, clock, random, rounding, onAlarm, onSend } = options;
  const table = createPeerTable(options.self, options.onForgotten);
  const arrived = new Float32Array(options.messageLength);
  const cancel: Partial<Record<Alarm, () => void>> = {};
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

  return {
    self: 0,
    random,
    scratch: new Float32Array(options.messageLength),
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
      if (time < Number.POSITIVE_INFINITY)
        cancel[alarm] = clock.after(time - clock.now(), () => onAlarm(alarm, time));
    },
    send(to, kind, vector, versions) {
      const seed = codec.lossless ? 0 : rounding.integer(2 ** 32);
      const model = writeModelMessage(run, { kind, vector, versions: entriesOf(versions) }, codec, seed);
      onSend(table.idOf(to), kind, model);
    },
    setSize(value) {
      size = value;
    },
    setNeighbours(ids) {
      const ordered = [...ids].sort();
      place = ordered.filter((id) => id < options.self).length;
      table.setNeighbours(ids);
      connected = ordered.map(table.claim).filter((index) => index !== null);
    },
    indexOf: table.claim,
    parse(model) {
      const result = parseModelMessage(model, run, CODECS, arrived);
      if (!result.ok) return result;
      const versions = new VersionVector(result.message.versions.length);
      for (const { peer, updates } of result.message.versions) {
        const index = table.indexOf(peer);
        // What this peer has done it knows best itself.
        if (index !== null && index !== 0) versions.raise(index, updates);
      }
      return { ok: true, message: { kind: result.message.kind, vector: arrived, versions } };
    },
  };
}
