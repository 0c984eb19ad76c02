/** The world of a peer in a tab: real time, and messages that travel as bytes through the main thread. */

import {
  buildsOnEarlier,
  type Codec,
  type Decoded,
  type LinkCodec,
} from '@hearsay/shared/gossip/codec/codec.ts';
import { DIFFERENCES } from '@hearsay/shared/gossip/codec/codecs.ts';
import { createPacking, packedBytes } from '@hearsay/shared/gossip/codec/packing.ts';
import type {
  Alarm,
  Environment,
  MessageKind,
  Neighbourhood,
  Signal,
} from '@hearsay/shared/gossip/environment/environment.ts';
import { NeighbourModels } from '@hearsay/shared/gossip/neighbour-models.ts';
import { HALVES } from '@hearsay/shared/gossip/offers-under-way.ts';
import type { PeerIndex } from '@hearsay/shared/gossip/peer-index.ts';
import { VersionVector } from '@hearsay/shared/gossip/versions/version-vector.ts';
import {
  isSignal,
  parseModelMessage,
  type VersionEntry,
  type WireKind,
  type WireProblem,
  writeModelMessage,
} from '@hearsay/shared/protocol/model-message.ts';
import type { PeerId } from '@hearsay/shared/protocol/signalling.ts';
import type { Random } from '@hearsay/shared/util/random/random.ts';
import type { Clock } from './clock.ts';
import { createPeerTable } from './peer-table.ts';
import type { SignedCount } from './signed-counts.ts';

/** Alarms at which the peer computes. */
const STEPS: ReadonlySet<Alarm> = new Set(['update', 'step']);
const NO_PAYLOAD = new Uint8Array();

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
  /** That number is nobody's now, and will be another peer's. */
  readonly onForgotten: (peer: PeerIndex) => void;
  /** What others told of a peer was too much: it has made so few updates. */
  readonly onCorrected: (peer: PeerIndex, updates: number) => void;
  /** Of a peer that is to lie: what it says in place of these. */
  readonly forge?: ((entries: readonly VersionEntry[]) => readonly VersionEntry[]) | undefined;
  readonly onAlarm: (alarm: Alarm, due: number) => void;
  /** The same to all of them. Takes the buffer over. */
  readonly onSend: (to: PeerId[], kind: WireKind, model: ArrayBuffer) => void;
}

export interface ArrivedMessage {
  readonly kind: MessageKind;
  readonly vector: Float32Array;
  /** Of an offer, see `Environment.send`. */
  readonly parts: number;
  readonly versions: VersionVector;
  /** Of the sender's state, where more of it is known than the vector says. */
  readonly known: Float32Array | undefined;
  /** Counts of others among its versions that cannot be, and were left out. */
  readonly refusedCounts: number;
}

export interface TabEnvironment extends Environment {
  setSize(size: number): void;
  setNeighbours(connected: readonly PeerId[]): void;
  /** The number of a peer that is connected; null for one that the full table has no room for. */
  indexOf(id: PeerId): PeerIndex | null;
  /** A neighbour said how many updates it has made. */
  say(from: PeerIndex, updates: number): void;
  /** See `PeerTable`. */
  attest(count: SignedCount): void;
  /** Whose number that is, or was last. */
  idOf(index: PeerIndex): PeerId;
  /**
   * Reads what a neighbour sent. Its vector and versions are valid until the next call; a signal may also be what follows
   * from what was read.
   * @param state of the peer, as it is now
   */
  read(
    from: PeerIndex,
    model: ArrayBuffer,
    state: Float32Array,
  ): { ok: true; message: ArrivedMessage | Signal } | { ok: false; reason: Refusal; wasOffer?: boolean };
  /** What messages say of a version vector: peers by their names, but for those that have left. */
  entriesOf(versions: VersionVector | null): VersionEntry[];
  /** Raises the counts to those that were kept, from `entriesOf` at another time. */
  recall(entries: readonly VersionEntry[], versions: VersionVector): void;
  /** Peers that have a number here, present or not; at most `MAX_KNOWN_PEERS`. */
  readonly knownPeers: number;
  /** Whether what is sent is to say all, since peers come to rest: see `LinkEnd.setThorough`. */
  setThorough(thorough: boolean): void;
}

/** Why a message was dropped. `out-of-step`: it builds on one that has not come.
 * `late`: it answers an offer of long ago. */
export type Refusal = WireProblem | 'unknown-codec' | 'not-finite' | 'out-of-step' | 'late';

export function createTabEnvironment(options: TabEnvironmentOptions): TabEnvironment {
  const { run, codec, clock, random, onAlarm, onSend, messageLength, slowdown = 1 } = options;
  const { forge = (entries) => entries } = options;
  const packing = createPacking({
    codec,
    length: messageLength,
    random: options.rounding,
    scratch: new Uint8Array(packedBytes(codec, messageLength)),
  });
  const table = createPeerTable({
    self: options.self,
    now: clock.now,
    roomSize: () => size,
    onCorrected: options.onCorrected,
    onForgotten(index) {
      packing.forget(index);
      neighbourModels.forget(index);
      options.onForgotten(index);
    },
  });
  const arrived = new Float32Array(messageLength);
  const cancel: Partial<Record<Alarm, () => void>> = {};
  /** While a step is being computed. */
  let stepBegan: number | null = null;
  let size = 1;
  let connected: PeerIndex[] = [];
  let place = 0;

  const neighbours: Neighbourhood = {
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
  };
  const neighbourModels = new NeighbourModels(neighbours);

  const entriesOf = (versions: VersionVector | null): VersionEntry[] => {
    const entries: VersionEntry[] = [];
    if (versions === null) return entries;
    for (let index = 0; index < versions.length; index++) {
      const entry = table.entryOf(index, versions.get(index));
      if (entry !== null) entries.push(entry);
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
    kind: WireKind,
    packed: { readonly codec: number; readonly payload: Uint8Array },
    versions: readonly VersionEntry[],
    parts?: number,
  ): void => {
    const message = { kind, versions: forge(versions), parts, dimension: messageLength, ...packed };
    onSend(targets.map(table.idOf), kind, writeModelMessage(run, message));
  };

  /** @param targets more than one only where messages do not build on earlier ones */
  const sendAlike = (
    targets: readonly PeerIndex[],
    kind: MessageKind,
    vector: Float32Array,
    versions: VersionVector | null,
    parts?: number,
  ): void => {
    if (targets.length === 0) return;
    const payload = packing.pack(targets[0], kind, vector);
    post(targets, kind, { codec: codec.id, payload }, entriesOf(versions), parts);
  };

  return {
    self: 0,
    random,
    scratch: new Float32Array(messageLength),
    neighbours,
    neighbourModels,
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
    send: (to, kind, vector, versions, parts) => sendAlike([to], kind, vector, versions, parts),
    signal: (to, signal) => post([to], signal, { codec: codec.id, payload: NO_PAYLOAD }, []),
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
      for (const index of before) {
        if (connected.includes(index)) continue;
        packing.forget(index);
        neighbourModels.forget(index);
      }
    },
    indexOf: table.claim,
    say: table.say,
    attest: table.attest,
    idOf: table.idOf,
    entriesOf,
    recall: (entries, versions) => table.recall(entries, (index, updates) => versions.raise(index, updates)),
    get knownPeers() {
      return table.size;
    },
    renewLinks: packing.forgetAll,
    setThorough: packing.setThorough,
    read(from, model, state) {
      const result = parseModelMessage(model, run, messageLength);
      if (!result.ok) return result;
      const { kind, parts = HALVES, codec: id, payload } = result.message;
      if (isSignal(kind)) {
        if (kind === 'request') packing.sendWhole(from);
        return { ok: true, message: kind };
      }
      const what = packing.unpack(from, kind, id, payload, state, arrived);
      // An offer that the neighbour could not read is not answered.
      if (what === 'request') return { ok: true, message: 'decline' };
      if (what === 'ask') {
        post([from], 'notice', { codec: DIFFERENCES.id, payload: packing.request(from) }, []);
      }
      if (what !== 'message') {
        return { ok: false, reason: refusalOf(what), wasOffer: kind === 'offer' && what !== 'ask' };
      }
      const versions = new VersionVector(result.message.versions.length);
      const refusedCounts = table.hear(from, result.message.versions, (index, updates) =>
        versions.raise(index, updates),
      );
      const known = packing.copyOf(from, id) ?? undefined;
      return { ok: true, message: { kind, vector: arrived, versions, parts, known, refusedCounts } };
    },
  };
}

function refusalOf(what: Exclude<Decoded, 'message' | 'request'> | 'unknown-codec'): Refusal {
  if (what === 'late') return 'late';
  return what === 'lost' || what === 'ask' ? 'out-of-step' : what;
}
