/** The world of one simulated peer: a name tag on what all peers of a simulation share. */
import type {
  Alarm,
  Environment,
  MessageKind,
  Neighbourhood,
  Signal,
} from '../gossip/environment/environment.ts';
import { NeighbourModels } from '../gossip/neighbour-models.ts';
import type { PeerIndex } from '../gossip/peer-index.ts';
import type { VersionVector } from '../gossip/versions/version-vector.ts';
import type { Random } from '../util/random/random.ts';
import type { PeerList } from './peer-list.ts';

/** What all peers of a simulation share. */
export interface World {
  readonly now: number;
  readonly random: Random;
  /** Room for a reply. */
  readonly scratch: Float32Array;
  /** Whom peers take for present, themselves included. */
  readonly present: PeerList;
  wakeAt(peer: PeerIndex, alarm: Alarm, time: number): void;
  send(
    from: PeerIndex,
    to: PeerIndex,
    kind: MessageKind,
    vector: Float32Array,
    versions: VersionVector | null,
    parts?: number,
  ): void;
  signal(from: PeerIndex, to: PeerIndex, signal: Signal): void;
  renewLinks(of: PeerIndex): void;
  stepSeconds(peer: PeerIndex): number;
}

export class SimulatedEnvironment implements Environment, Neighbourhood {
  readonly self: PeerIndex;
  readonly random: Random;
  readonly neighbourModels: NeighbourModels | undefined;
  readonly #world: World;

  /** @param random the peer's own; that of all together unless told @param keepsModels whether those of neighbours are kept */
  constructor(world: World, self: PeerIndex, random = world.random, keepsModels = false) {
    this.self = self;
    this.random = random;
    this.#world = world;
    this.neighbourModels = keepsModels ? new NeighbourModels(this) : undefined;
  }

  get scratch(): Float32Array {
    return this.#world.scratch;
  }

  get neighbours(): Neighbourhood {
    return this;
  }

  get count(): number {
    const { present } = this.#world;
    return present.has(this.self) ? present.count - 1 : present.count;
  }

  get place(): number {
    const { present } = this.#world;
    return present.has(this.self) ? present.placeOf(this.self) : present.count;
  }

  placeOf(peer: PeerIndex): number {
    const { present } = this.#world;
    return peer !== this.self && present.has(peer) ? present.placeOf(peer) : -1;
  }

  at(position: number): PeerIndex {
    return this.#world.present.atWithout(this.self, position);
  }

  roomSize(): number {
    return this.count + 1;
  }

  now(): number {
    return this.#world.now;
  }

  wakeAt(alarm: Alarm, time: number): void {
    this.#world.wakeAt(this.self, alarm, time);
  }

  send(
    to: PeerIndex,
    kind: MessageKind,
    vector: Float32Array,
    versions: VersionVector | null,
    parts?: number,
  ): void {
    this.#world.send(this.self, to, kind, vector, versions, parts);
  }

  renewLinks(): void {
    this.#world.renewLinks(this.self);
  }

  signal(to: PeerIndex, signal: Signal): void {
    this.#world.signal(this.self, to, signal);
  }

  sendToAll(
    targets: readonly PeerIndex[],
    kind: MessageKind,
    vector: Float32Array,
    versions: VersionVector | null,
  ): void {
    for (const to of targets) this.send(to, kind, vector, versions);
  }

  stepSeconds(): number {
    return this.#world.stepSeconds(this.self);
  }
}
