/**
 * Peers on a virtual clock: the same `Peer` as in a tab, in a simulated environment. Discrete events; one seed gives
 * one trace. Ten thousand peers, or a million small ones, fit because what they can share they share: the clock,
 * the randomness, the scratch for a reply, the list of neighbours.
 */
import { buildsOnEarlier, type Codec, type Decoded, type LinkCodec } from '../gossip/codec/codec.ts';
import { DIFFERENCES } from '../gossip/codec/codecs.ts';
import { createPacking, type Packing, packedBytes } from '../gossip/codec/packing.ts';
import { ALARMS, type Alarm, type MessageKind, type Signal } from '../gossip/environment/environment.ts';
import { type Method, messageLengthOf, stateLengthOf } from '../gossip/method.ts';
import { modelPart } from '../gossip/model-part.ts';
import { HALVES } from '../gossip/offers-under-way.ts';
import { Peer } from '../gossip/peer.ts';
import type { PeerIndex } from '../gossip/peer-index.ts';
import { VersionVector } from '../gossip/versions/version-vector.ts';
import { modelMessageBytes } from '../protocol/model-message.ts';
import { createRandom, type Random } from '../util/random/random.ts';
import { EventQueue } from './event-queue.ts';
import type { Objective } from './learners/objective.ts';
import { type MessageOnTheWay, MessagePool } from './message-pool.ts';
import { NamedPeers } from './named-peers.ts';
import { createNetwork, LOST, type Network, type NetworkOptions } from './network.ts';
import { PeerList } from './peer-list.ts';
import { SimulatedEnvironment, type World } from './simulated-environment.ts';
import { TraceHash } from './trace-hash.ts';

/** Most peers of one run, those that left included. */
const MAX_SIMULATED_PEERS = 1 << 21;

/** Version vectors hold all peers. */
const TRACK_ALL = MAX_SIMULATED_PEERS;

export interface SimulationOptions {
  readonly peers: number;
  readonly seed: number;
  readonly method: Method;
  readonly objective: Objective;
  readonly network?: NetworkOptions;
  /** Seconds that a local step of a peer takes, asked for each step. Default none. */
  readonly stepSeconds?: (peer: PeerIndex, random: Random) => number;
  /** Whether every peer begins with a model of its own. Default: all with the same. */
  readonly distinctInitialisation?: boolean;
  /** Version vectors hold the peers below this index; 0: there are none. Default all. */
  readonly trackedPeers?: number;
  /** A stream for each peer, as in tabs. Default one for all, which takes less memory. */
  readonly randomOf?: (peer: PeerIndex) => Random;
  /** Whether peers keep their neighbours' models, for `Peer.roomModel`; it takes as much memory as so many more peers. Default no. */
  readonly keepsModels?: boolean;
  /** Whether what a peer has learned is not measured, since it is hostile. Default nobody's. */
  readonly isHostile?: (peer: PeerIndex) => boolean;
}

/** An event's key is its owner's number times 8, plus which of the owner's events it is: one of a peer's alarms, or
 * that a slot's content is due. */
const OWNER_SHIFT = 3;
const EVENT_MASK = (1 << OWNER_SHIFT) - 1;
const SLOT_DUE = ALARMS.length;

export class Simulation implements World {
  /** Everybody who was ever there. */
  readonly peers: Peer[] = [];
  readonly present = new PeerList();
  /** Peers that are neither gone nor asleep. */
  readonly awake = new PeerList();
  readonly random: Random;
  readonly scratch: Float32Array;
  readonly #options: SimulationOptions;
  readonly #trackedPeers: number;
  readonly #queue: EventQueue;
  readonly #network: Network;
  readonly #trace = new TraceHash();
  readonly #stateLength: number;
  readonly #named = new NamedPeers();
  readonly #sleepsUntil = new Map<PeerIndex, number>();
  /** A message that will arrive, or an action that will be run, each with an event of its own. */
  readonly #slots: (MessageOnTheWay | (() => void) | null)[] = [];
  readonly #freeSlots: number[] = [];
  readonly #messages = new MessagePool();
  readonly #codec: Codec | LinkCodec;
  readonly #rounding: Random;
  readonly #packed: Uint8Array;
  /** Of each peer, where messages build on earlier ones. */
  readonly #packings: Packing[] = [];
  #now = 0;
  #events = 0;
  #bytes = 0;
  #lost = 0;

  /** Everybody starts at time 0. */
  constructor(options: SimulationOptions) {
    const { peers, seed, method, objective } = options;
    this.#options = options;
    this.#trackedPeers = options.trackedPeers ?? TRACK_ALL;
    this.#queue = new EventQueue(peers << OWNER_SHIFT);
    this.random = createRandom(seed, 'simulation');
    this.#network = createNetwork(options.network ?? {}, createRandom(seed, 'network'));
    this.#codec = method.codec;
    this.#rounding = createRandom(seed, 'rounding');
    this.scratch = new Float32Array(messageLengthOf(method, objective.dimension));
    this.#packed = new Uint8Array(packedBytes(this.#codec, this.scratch.length));
    this.#stateLength = stateLengthOf(method, objective.dimension);
    // In one piece, because a million arrays of their own take longer to make than to use.
    const states = new Float32Array(peers * this.#stateLength);
    for (let peer = 0; peer < peers; peer++) {
      this.#add(states.subarray(peer * this.#stateLength, (peer + 1) * this.#stateLength));
    }
  }

  /** Length of a model. */
  get dimension(): number {
    return this.#options.objective.dimension;
  }

  /** Whether peers keep their neighbours' models. */
  get keepsModels(): boolean {
    return this.#options.keepsModels === true;
  }

  /** Whether what a peer has learned is to be measured. */
  isHonest(peer: PeerIndex): boolean {
    return this.#options.isHostile?.(peer) !== true;
  }

  /** Peers that are not gone, asleep or awake. */
  get living(): number {
    return this.awake.count + this.#sleepsUntil.size;
  }

  /** Virtual seconds since the start. */
  get now(): number {
    return this.#now;
  }

  /** Alarms, arrivals of messages and actions so far. */
  get events(): number {
    return this.#events;
  }

  /** What all peers together sent, headers included. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Messages that never arrived. */
  get lost(): number {
    return this.#lost;
  }

  get traceHash(): string {
    return this.#trace.toString();
  }

  /** Runs all that happens until that time (virtual seconds), and sets the clock to it. */
  runUntil(time: number): void {
    for (let next = this.#queue.nextTime; next <= time; next = this.#queue.nextTime) {
      this.#now = next;
      this.#happen(this.#queue.take());
    }
    this.#now = time;
  }

  /** Runs an action at that time (virtual seconds), or now if that is past. */
  at(time: number, action: () => void): void {
    this.#put(action, time);
  }

  /** A peer joins with the initial model; none once there were `MAX_SIMULATED_PEERS`. */
  arrive(): void {
    if (this.peers.length >= MAX_SIMULATED_PEERS) return;
    const wereAlone = this.present.count === 1;
    this.#add(new Float32Array(this.#stateLength), this.present.count > 0);
    // The clock of a lone peer stands still.
    if (wereAlone) this.peers[this.present.at(0)].roomChanged();
    else this.#tellOfChange();
  }

  /** The peer says goodbye and is gone. */
  leave(peer: PeerIndex): void {
    this.peers[peer].stop();
    this.#fallSilent(peer);
    this.#forget(peer);
  }

  /** The peer is gone; the others notice after so many seconds. */
  crash(peer: PeerIndex, noticeSeconds: number): void {
    this.peers[peer].stop();
    this.#fallSilent(peer);
    this.at(this.#now + noticeSeconds, () => this.#forget(peer));
  }

  /** The peer does nothing for so many seconds, and what is sent to it is lost. */
  sleep(peer: PeerIndex, seconds: number, noticeSeconds: number): void {
    const until = this.#now + seconds;
    this.#sleepsUntil.set(peer, until);
    this.#fallSilent(peer);
    if (seconds > noticeSeconds) this.at(this.#now + noticeSeconds, () => this.#forget(peer));
    this.at(until, () => {
      this.#sleepsUntil.delete(peer);
      this.awake.add(peer);
      this.present.add(peer);
      this.#named.comeBack(peer);
      this.#tellOfChange();
    });
  }

  #fallSilent(peer: PeerIndex): void {
    this.awake.remove(peer);
    if (peer < this.#trackedPeers) this.#named.leave(peer, this.#now);
  }

  #forget(peer: PeerIndex): void {
    this.present.remove(peer);
    for (const packing of this.#packings) packing.forget(peer);
    // Also what it knows of the others: should it wake, all its links begin anew.
    this.#packings.at(peer)?.forgetAll();
    this.#tellOfChange();
  }

  /** Where a schedule waits for peers, it must hear that some are gone. */
  #tellOfChange(): void {
    if (this.#options.method.schedule.afterMessage === undefined) return;
    for (let position = 0; position < this.awake.count; position++) {
      this.peers[this.awake.at(position)].roomChanged();
    }
  }

  wakeAt(peer: PeerIndex, alarm: Alarm, time: number): void {
    const key = (peer << OWNER_SHIFT) | ALARMS.indexOf(alarm);
    if (time === Number.POSITIVE_INFINITY) this.#queue.cancel(key);
    else this.#queue.schedule(key, Math.max(time, this.#now));
  }

  send(
    from: PeerIndex,
    to: PeerIndex,
    kind: MessageKind,
    vector: Float32Array,
    versions: VersionVector | null,
    parts = HALVES,
  ): void {
    const codec = this.#codec;
    if (buildsOnEarlier(codec)) {
      const packed = this.#packings[from].pack(to, kind, vector);
      this.#sendPacked(from, to, kind, packed, vector, versions, parts);
      return;
    }
    const bytes = this.#count(codec.size(vector), versions);
    if (this.#network.ideal && codec.lossless) {
      this.#deliver(from, to, kind, vector, versions, parts);
      return;
    }
    const message = this.#messages.copy(from, to, kind, vector, versions, parts);
    if (codec.lossless || this.#round(codec, message.vector)) this.#dispatch(message, bytes);
    else this.#lose(message);
  }

  renewLinks(of: PeerIndex): void {
    this.#packings.at(of)?.forgetAll();
  }

  signal(from: PeerIndex, to: PeerIndex, signal: Signal): void {
    const bytes = this.#count(0, null);
    this.#after(this.#delay(from, to, bytes), () =>
      this.#after(this.#comeIn(to, bytes), () => this.#hear(from, to, signal)),
    );
  }

  /** Does it at once where it takes no time, and never after `LOST`. */
  #after(delay: number, action: () => void): void {
    if (delay === LOST) this.#lost += 1;
    else if (delay === 0) action();
    else this.at(this.#now + delay, action);
  }

  #hear(from: PeerIndex, to: PeerIndex, signal: Signal): void {
    if (!this.awake.has(to)) return;
    if (signal === 'request') this.#packings.at(to)?.sendWhole(from);
    this.peers[to].hear(from, signal);
  }

  /** @param vector as long as what was packed */
  #sendPacked(
    from: PeerIndex,
    to: PeerIndex,
    kind: MessageKind,
    packed: Uint8Array,
    vector: Float32Array,
    versions: VersionVector | null,
    parts = HALVES,
  ): void {
    const message = this.#messages.copy(from, to, kind, vector, versions, parts);
    message.packed = packed.slice();
    this.#dispatch(message, this.#count(packed.length, versions));
  }

  /** Counts what is sent. @returns the bytes of the whole message */
  #count(payloadBytes: number, versions: VersionVector | null): number {
    const bytes = modelMessageBytes(this.#entriesOf(versions), payloadBytes);
    this.#bytes += bytes;
    return bytes;
  }

  /** @returns seconds that a message takes, its receiver's downlink aside, or `LOST` */
  #delay(from: PeerIndex, to: PeerIndex, bytes: number): number {
    return this.#network.ideal ? 0 : this.#network.delay(from, to, bytes, this.#now);
  }

  /** As many as a tab's message would have: these vectors keep the counts of those that left, tabs do not send them. */
  #entriesOf(versions: VersionVector | null): number {
    if (versions === null) return 0;
    const tracked = Math.min(this.#trackedPeers, this.peers.length);
    return Math.min(versions.known, this.#named.countOf(tracked, this.#now));
  }

  #dispatch(message: MessageOnTheWay, bytes: number): void {
    const delay = this.#delay(message.from, message.to, bytes);
    message.bytes = bytes;
    this.#goOn(message, delay);
  }

  #goOn(message: MessageOnTheWay, delay: number): void {
    if (delay === LOST) this.#lose(message);
    else if (delay === 0) this.#arrive(message);
    else this.#put(message, this.#now + delay);
  }

  #lose(message: MessageOnTheWay): void {
    this.#lost += 1;
    this.#messages.free(message);
  }

  /** Through the codec and back, as in a tab. @returns whether it came through; else it is not finite */
  #round(codec: Codec, vector: Float32Array): boolean {
    const length = codec.encode(vector, this.#packed, this.#rounding.integer(2 ** 32));
    return codec.decode(this.#packed.subarray(0, length), vector);
  }

  /** What became of a message that arrived packed. */
  #unpack({ from, to, kind, packed, vector }: MessageOnTheWay): Decoded | 'unknown-codec' {
    if (packed === null) return 'message';
    const packing = this.#packings[to];
    const what = packing.unpack(from, kind, DIFFERENCES.id, packed, this.peers[to].state, vector);
    const peer = this.peers[to];
    if (what === 'ask') this.#sendPacked(to, from, 'notice', packing.request(from), vector, null);
    else if (what === 'request') peer.hear(from, 'decline');
    else if (what === 'late') peer.answerCameLate(from);
    else if (what !== 'message' && kind === 'offer') peer.declineOffer(from);
    return what;
  }

  stepSeconds(peer: PeerIndex): number {
    const { stepSeconds } = this.#options;
    return stepSeconds === undefined ? 0 : stepSeconds(peer, this.random);
  }

  #add(state: Float32Array, newcomer = false): void {
    const { method, objective, seed, distinctInitialisation = false } = this.#options;
    const self = this.peers.length;
    const names = distinctInitialisation ? ['initial', self] : ['initial'];
    const initialise = (model: Float32Array): void =>
      objective.initialise(model, createRandom(seed, ...names));
    initialise(modelPart(state, objective.dimension));
    const tracked = this.#trackedPeers;
    const random = this.#options.randomOf?.(self) ?? this.random;
    const peer = new Peer({
      environment: new SimulatedEnvironment(this, self, random, this.#options.keepsModels),
      method,
      // Who arrives later holds the same data as somebody before: what there is to learn stays what it was.
      learner: objective.learner(self % objective.peers, random),
      state,
      initialise,
      newcomer,
      versions: tracked > 0 ? new VersionVector(Math.min(tracked, this.#options.peers), tracked) : null,
    });
    this.peers.push(peer);
    if (buildsOnEarlier(this.#codec)) {
      const { length } = this.scratch;
      this.#packings.push(
        createPacking({ codec: this.#codec, length, random: this.#rounding, scratch: this.#packed }),
      );
    }
    this.present.add(self);
    this.awake.add(self);
    peer.start();
  }

  #put(content: MessageOnTheWay | (() => void), time: number): void {
    const slot = this.#freeSlots.pop() ?? this.#slots.length;
    this.#slots[slot] = content;
    this.#queue.schedule((slot << OWNER_SHIFT) | SLOT_DUE, Math.max(time, this.#now));
  }

  #happen(key: number): void {
    this.#events += 1;
    this.#trace.add(this.#now, key, 0);
    const owner = key >> OWNER_SHIFT;
    const event = key & EVENT_MASK;
    if (event === SLOT_DUE) this.#empty(owner);
    else if (this.#sleepsUntil.size === 0) this.peers[owner].wake(ALARMS[event], this.#now);
    else this.#wakeUnlessAsleep(key, owner, ALARMS[event]);
  }

  /** A clock that rings in a sleep is heard when it ends. */
  #wakeUnlessAsleep(key: number, peer: PeerIndex, alarm: Alarm): void {
    const until = this.#sleepsUntil.get(peer) ?? 0;
    // At the very end, the ring may come before the end does: both are due now.
    if (until > this.#now) this.#queue.schedule(key, until);
    else this.peers[peer].wake(alarm, this.#now);
  }

  #empty(slot: number): void {
    const content = this.#slots[slot];
    this.#slots[slot] = null;
    this.#freeSlots.push(slot);
    if (typeof content === 'function') {
      content();
    } else if (content !== null) {
      this.#arrive(content);
    }
  }

  /** @returns seconds that bytes take which have come as far as a peer's downlink, or `LOST` */
  #comeIn(to: PeerIndex, bytes: number): number {
    return this.#network.downlink?.(to, bytes, this.#now) ?? 0;
  }

  /** At the receiver, or at its downlink first. */
  #arrive(message: MessageOnTheWay): void {
    const { from, to, kind, vector, versions, parts, packed, bytes } = message;
    message.bytes = 0;
    const wait = bytes === 0 ? 0 : this.#comeIn(to, bytes);
    if (wait > 0) {
      this.#goOn(message, wait);
      return;
    }
    const what = this.awake.has(to) ? this.#unpack(message) : 'message';
    const known = packed === null ? null : this.#packings[to].copyOf(from, DIFFERENCES.id);
    if (what === 'message') this.#deliver(from, to, kind, vector, versions, parts, known);
    else if (what !== 'request') this.#lost += 1;
    this.#messages.free(message);
  }

  #deliver(
    from: PeerIndex,
    to: PeerIndex,
    kind: MessageKind,
    vector: Float32Array,
    versions: VersionVector | null,
    parts: number,
    known: Float32Array | null = null,
  ): void {
    this.#trace.add(this.#now, kind === 'offer' ? from : ~from, to);
    if (this.awake.has(to)) this.peers[to].receive(from, kind, vector, versions, parts, known ?? vector);
    else this.#lost += 1;
  }
}
