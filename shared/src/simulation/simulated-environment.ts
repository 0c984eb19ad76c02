/** The world of one simulated peer: a name tag on what all peers of a simulation share. */
import type { Alarm, Environment, MessageKind, Neighbourhood } from '../gossip/environment/environment.ts';
import type { PeerIndex } from '../gossip/peer-index.ts';
import type { Random } from '../gossip/random/random.ts';
import type { VersionVector } from '../gossip/versions/version-vector.ts';
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
  ): void;
  stepSeconds(peer: PeerIndex): number;
}

export class SimulatedEnvironment implements Environment, Neighbourhood {
  readonly self: PeerIndex;
  readonly random: Random;
  readonly #world: World;

  /** @param random the peer's own; that of all together unless told */
  constructor(world: World, self: PeerIndex, random = world.random) {
    this.self = self;
    this.random = random;
    this.#world = world;
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

  send(to: PeerIndex, kind: MessageKind, vector: Float32Array, versions: VersionVector | null): void {
    this.#world.send(this.self, to, kind, vector, versions);
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
