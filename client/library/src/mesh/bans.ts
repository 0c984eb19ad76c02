/**
 * Who is not linked to again for a while: it sent more than it was allowed to, or its version does not fit. Whose link was made over a
 * neighbour may be that neighbour itself, under another's name: such a link counts against no other way to whom it named.
 */

import type { PeerId } from '@hearsay/shared/protocol/signalling.ts';
import { dropOldest } from '@hearsay/shared/util/drop-oldest.ts';
import type { Route } from './handshakes.ts';

/** Milliseconds. */
const BAN_MS = 5 * 60_000;
/** For one whose version does not fit: it may be reloaded soon, and is the same peer then. */
export const OTHER_VERSION_MS = 60_000;
/** Most that are remembered; the oldest go. */
export const MAX_BANS = 64;

export interface Bans {
  /** @param route the way that the handshakes of its link took */
  add(id: PeerId, route: Route, milliseconds?: number): void;
  /** Whether it is banned on that way: who is on the server's is on all. */
  has(id: PeerId, route: Route): boolean;
}

const keyOf = (id: PeerId, route: Route): string => (route === null ? id : `${id} over ${route}`);

/** @param now milliseconds */
export function createBans(now: () => number): Bans {
  const until = new Map<string, number>();
  const isBanned = (key: string): boolean => (until.get(key) ?? Number.NEGATIVE_INFINITY) > now();
  return {
    add(id, route, milliseconds = BAN_MS) {
      const key = keyOf(id, route);
      until.delete(key);
      until.set(key, now() + milliseconds);
      dropOldest(until, MAX_BANS);
    },
    has: (id, route) => isBanned(id) || isBanned(keyOf(id, route)),
  };
}
