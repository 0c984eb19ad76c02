/** What the main thread has told the Worker of its room, and of itself in it, so far. */
import type { PeerId } from '@hearsay/shared/protocol/signalling.ts';

export interface RoomState {
  /** Peers in the room, this one among them. */
  readonly size: number;
  /** The neighbours that are connected. */
  readonly connected: readonly PeerId[];
  /** To each neighbour and back, in milliseconds; null where that is not known. */
  readonly roundTrips: readonly (number | null)[];
  /** Whether this peer is not to train. */
  readonly paused: boolean;
}

/** Before anything was told. */
export const alone: RoomState = { size: 1, connected: [], roundTrips: [], paused: false };
