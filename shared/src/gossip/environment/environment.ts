/**
 * The world a peer lives in. A tab's Worker and the simulator each provide one; the peer cannot tell them
 * apart, which is why what is measured in one holds in the other.
 */
import type { PeerIndex } from '../peer-index.ts';
import type { Random } from '../random/random.ts';
import type { VersionVector } from '../versions/version-vector.ts';

/** The clocks of a peer. Each has at most one pending ring. */
export const ALARMS = ['update', 'step', 'gossip', 'apply'] as const;
export type Alarm = (typeof ALARMS)[number];

/** An `offer` opens an exchange; a `reply` answers one and asks for nothing; a `notice` tells what needs no answer
 * and is not of the sender's own model alone. */
export const MESSAGE_KINDS = ['offer', 'reply', 'notice'] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

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
  /** Room to write a reply into, as long as a message of the method. Its content is the caller's only until `send`. */
  readonly scratch: Float32Array;
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
   */
  send(to: PeerIndex, kind: MessageKind, vector: Float32Array, versions: VersionVector | null): void;
  /** The same to several, which is packed once where that can be. Else as `send`, one after the other. */
  sendToAll(
    targets: readonly PeerIndex[],
    kind: MessageKind,
    vector: Float32Array,
    versions: VersionVector | null,
  ): void;
  /** Asked once for each local step: the seconds it is charged. Null where steps take real time: the peer then
   * gives way to whatever waits after each. */
  stepSeconds(): number | null;
}
