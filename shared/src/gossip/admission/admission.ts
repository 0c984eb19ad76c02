/** Whether a message counts, and how much. */

import type { ModelMessage } from '../environment/environment.ts';
import type { PeerIndex } from '../peer-index.ts';
import type { VersionVector } from '../versions/version-vector.ts';

export interface Admission {
  /**
   * Called for every message that arrived whole and well-formed.
   * @param own what this peer knows already
   * @returns 0 to drop the message, up to 1 to give it its full weight in mixing
   */
  weigh(from: PeerIndex, message: ModelMessage, own: VersionVector): number;
}

/** Every message counts in full. */
export const admitAll: Admission = { weigh: () => 1 };
