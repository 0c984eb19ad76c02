/** Who sent more than it was allowed to, and is not linked to again for a while. */

import type { PeerId } from '@hearsay/shared/protocol/signalling.ts';
import { dropOldest } from '@hearsay/shared/util/drop-oldest.ts';

/** Milliseconds. */
const BAN_MS = 5 * 60_000;
/** Most that are remembered; the oldest go. */
export const MAX_BANS = 64;

export interface Bans {
  add(id: PeerId): void;
  has(id: PeerId): boolean;
}

/** @param now milliseconds */
export function createBans(now: () => number): Bans {
  const until = new Map<PeerId, number>();
  return {
    add(id) {
      until.delete(id);
      until.set(id, now() + BAN_MS);
      dropOldest(until, MAX_BANS);
    },
    has: (id) => (until.get(id) ?? Number.NEGATIVE_INFINITY) > now(),
  };
}
