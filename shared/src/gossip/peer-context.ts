/** What the parts of a peer may know of it and of its world. The peer itself is this. */

import type { Random } from '../util/random/random.ts';
import type { MessageKind, Neighbourhood } from './environment/environment.ts';
import type { PeerIndex } from './peer-index.ts';

export interface PeerContext {
  readonly self: PeerIndex;
  readonly random: Random;
  readonly neighbours: Neighbourhood;
  /** Peers in the room, this one included. */
  readonly roomSize: number;
  /** Finished local updates. */
  readonly updates: number;
  /** Messages mixed so far, since it was made. */
  readonly mixed: number;
  /** Local updates per second as measured lately; 0 before the first update is finished. */
  readonly updateRate: number;
  /** When the next local update begins; Infinity while the update clock stands still. */
  readonly updateDue: number;
  /** Seconds, see `Environment.now`. */
  readonly now: number;
  /** Whether the mixing rule has all that it waits for before the next update; most rules wait for nothing. */
  readonly ready: boolean;
  /** For rules that send more than an offer or a reply. To itself too, which costs nothing.
   * @param vector the sender's own array until the next call */
  send(to: PeerIndex, kind: MessageKind, vector: Float32Array): void;
}
