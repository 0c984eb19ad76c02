/**
 * The world a peer lives in. A tab's Worker and the simulator each provide one; the peer cannot tell them
 * apart, which is why what is measured in one holds in the other.
 */
import type { PeerIndex } from '../peer-index.ts';
import type { Random } from '../random/random.ts';
import type { VersionVector } from '../versions/version-vector.ts';

/** The clocks of a peer. Each has at most one pending ring. */
export type Alarm = 'update' | 'step' | 'gossip';

/** An `offer` opens an exchange; a `reply` answers one and asks for nothing. */
export type MessageKind = 'offer' | 'reply';

export interface ModelMessage {
  readonly kind: MessageKind;
  /** Parameters, or a difference of parameters: what it means is the mixing rule's business. */
  readonly vector: Float32Array;
  /** How many updates of each peer the sender's model contains. */
  readonly versions: VersionVector;
}

/** The peers that can be talked to now. */
export interface Neighbourhood {
  readonly count: number;
  /** @param position 0..count-1 */
  at(position: number): PeerIndex;
}

export interface Environment {
  readonly self: PeerIndex;
  readonly random: Random;
  readonly neighbours: Neighbourhood;
  /** Peers in the room, this one included. */
  roomSize(): number;
  /** Seconds since some fixed moment. Never goes back. */
  now(): number;
  /** Calls `Peer.wake(alarm)` at that time (seconds), or as soon as possible after it. Replaces the pending
   * ring of that alarm; Infinity cancels it. Never calls back before it returns. */
  wakeAt(alarm: Alarm, time: number): void;
  /** Sends and forgets. The message's arrays are the peer's own and change after the call: copy or encode
   * what outlives it. */
  send(to: PeerIndex, message: ModelMessage): void;
  /** Seconds that one local step is charged. Null where steps take real time: the peer then gives way to
   * whatever waits after each. */
  stepSeconds(): number | null;
}
