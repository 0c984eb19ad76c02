/**
 * The world a peer lives in. A tab's Worker and the simulator each provide one; the peer cannot tell them
 * apart, which is why what is measured in one holds in the other.
 */

import type { Random } from '../../util/random/random.ts';
import type { NeighbourModels } from '../neighbour-models.ts';
import type { PeerIndex } from '../peer-index.ts';
import type { VersionVector } from '../versions/version-vector.ts';

/** The clocks of a peer. Each has at most one pending ring. */
export const ALARMS = ['update', 'step', 'gossip', 'apply'] as const;
export type Alarm = (typeof ALARMS)[number];

/** An `offer` opens an exchange; a `reply` answers one and asks for nothing; a `notice` tells what needs no answer
 * and is not of the sender's own model alone. */
export const MESSAGE_KINDS = ['offer', 'reply', 'notice'] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

/** What needs no vector. `decline`: no answer comes to your offer. `request`: I have no model yet, offer me yours. */
export const SIGNALS = ['decline', 'request'] as const;
export type Signal = (typeof SIGNALS)[number];

/** The peers that can be talked to now, in an order that all who see the same peers have in common. */
export interface Neighbourhood {
  readonly count: number;
  /** This peer's own place in that order, from 0. */
  readonly place: number;
  /** The place of a neighbour in that order, in which this peer has a place too; -1 for who is no neighbour. */
  placeOf(peer: PeerIndex): number;
  /** @param position 0..count-1 */
  at(position: number): PeerIndex;
}

export interface Environment {
  readonly self: PeerIndex;
  readonly random: Random;
  readonly neighbours: Neighbourhood;
  /** Scratch to write a reply into, as long as a message of the method. Its content is the caller's only until `send`. */
  readonly scratch: Float32Array;
  /** Where the peer keeps its neighbours' models; absent where nobody asks for them. */
  readonly neighbourModels?: NeighbourModels | undefined;
  /** Peers in the room, this one included. */
  roomSize(): number;
  /** Seconds since some fixed moment. Never goes back. */
  now(): number;
  /** Calls `Peer.wake(alarm, time)` at that time (seconds), or as soon as possible after it. Replaces the pending
   * ring of that alarm; Infinity cancels it. Never calls back before it returns. */
  wakeAt(alarm: Alarm, time: number): void;
  /**
   * Sends and forgets; may deliver before it returns.
   * @param vector what it means is the mixing rule's business. The peer's own array, which changes after the call:
   *   copy or encode what outlives it.
   * @param versions how many updates of each peer the sender's model contains; null where that is not tracked
   * @param parts of an offer: into how many parts a distance is divided, of which either end goes one. Default 2
   */
  send(
    to: PeerIndex,
    kind: MessageKind,
    vector: Float32Array,
    versions: VersionVector | null,
    parts?: number,
  ): void;
  /** Sends a signal and forgets; may deliver before it returns. */
  signal(to: PeerIndex, signal: Signal): void;
  /** The same to several, which is packed once where that can be. Else as `send`, one after the other. */
  sendToAll(
    targets: readonly PeerIndex[],
    kind: MessageKind,
    vector: Float32Array,
    versions: VersionVector | null,
  ): void;
  /** Lets all links begin anew, where messages build on earlier ones: what comes next is whole, both ways. */
  renewLinks(): void;
  /** Asked once for each local step: the seconds it is charged. Null where steps take real time: the peer then
   * gives way to whatever waits after each. */
  stepSeconds(): number | null;
}
