/**
 * What other peers have signed of how many updates they have made: the largest counts that are believed of them, whoever tells. A
 * count that was signed some seconds ago has grown since: by as much as its owner's pace allows, which it has signed, too, and which two
 * of its counts tell.
 */
import type { PeerId } from '@hearsay/shared/protocol/signalling.ts';
import { dropOldest } from '@hearsay/shared/util/drop-oldest.ts';
import { type Claim, ceilingAt } from './claims.ts';

/** Most peers of which it is known; those that signed longest ago go. */
export const MAX_SIGNED = 1024;
/** Seconds by which what a peer has signed may be older than it is said to be: it is told of itself by its Worker now and then. */
export const SLACK_SECONDS = 3;
/** Least seconds between two counts, where these say how fast their owner is: else messages that wait would make it seem faster. */
const PACE_SECONDS = 1;

/** What a peer has signed: how many updates it has made, so many seconds ago, and how many it makes a second. */
export interface SignedCount {
  readonly peer: PeerId;
  readonly updates: number;
  readonly rate: number;
  readonly age: number;
}

interface Signed extends Claim {
  /** Updates a second, of late. */
  readonly pace: number;
}

export interface SignedCounts {
  /** Later than all that this peer has signed before. */
  note(count: SignedCount): void;
  /** The largest count that is believed of a peer now; null where it has signed none. */
  ceilingOf(peer: PeerId): number | null;
}

/** @param now seconds */
export function createSignedCounts(now: () => number): SignedCounts {
  const counts = new Map<PeerId, Signed>();
  return {
    note({ peer, updates, rate, age }) {
      const at = now() - age - SLACK_SECONDS;
      const before = counts.get(peer);
      counts.delete(peer);
      counts.set(peer, { updates, at, pace: Math.max(rate, paceBetween(before, { updates, at })) });
      dropOldest(counts, MAX_SIGNED);
    },
    ceilingOf(peer) {
      const signed = counts.get(peer);
      return signed === undefined ? null : ceilingAt(signed, signed.pace, now());
    },
  };
}

/** Updates a second from the one to the other; 0 where there is one alone. */
function paceBetween(before: Claim | undefined, { updates, at }: Claim): number {
  if (before === undefined) return 0;
  return Math.max(0, updates - before.updates) / Math.max(PACE_SECONDS, at - before.at);
}
