/** Whether a message counts, and how much. */
import type { MessageKind } from '../environment/environment.ts';
import type { PeerIndex } from '../peer-index.ts';
import type { VersionVector } from '../versions/version-vector.ts';

export interface Admission {
  /**
   * Called for every message that arrived whole and well-formed.
   * @param theirs how many updates of each peer the message contains; null where that is not tracked
   * @param own what this peer knows already
   * @param message as it came, and the state of who received it: to be read only
   * @param known of the sender's state, where a message says a part of it alone
   * @returns 0 to drop the message, up to 1 to give it its full weight in mixing
   */
  weigh(
    from: PeerIndex,
    theirs: VersionVector | null,
    own: VersionVector | null,
    kind: MessageKind,
    message: Float32Array,
    state: Float32Array,
    known?: Float32Array,
  ): number;
  /** Drops what is remembered of a peer: its number is to be another one's. */
  forget?(peer: PeerIndex): void;
}

/** Every message counts in full. */
export const admitAll: Admission = { weigh: () => 1 };
