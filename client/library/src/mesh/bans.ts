/** Who is not linked to again for a while: it sent more than it was allowed to, or its version does not fit. */

import type { PeerId } from '@hearsay/shared/protocol/signalling.ts';
import { dropOldest } from '@hearsay/shared/util/drop-oldest.ts';

/** Milliseconds. */
const BAN_MS = 5 * 60_000;
/** For one whose version does not fit: it may be reloaded soon, and is the same peer then. */
export const OTHER_VERSION_MS = 60_000;
/** Most that are remembered; the oldest go. */
export const MAX_BANS = 64;

export interface Bans {
  add(id: PeerId, milliseconds?: number): void;
  has(id: PeerId): boolean;
}

/** @param now milliseconds */
export function createBans(now: () => number): Bans {
  const until = new Map<PeerId, number>();
  return {
    add(id, milliseconds = BAN_MS) {
      until.delete(id);
      until.set(id, now() + milliseconds);
      dropOldest(until, MAX_BANS);
    },
    has: (id) => (until.get(id) ?? Number.NEGATIVE_INFINITY) > now(),
  };
}
