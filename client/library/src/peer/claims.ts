/**
 * What can be true of a count of updates that somebody other than its owner tells. A peer counts its own updates, and says so over
 * its own link; of all others it repeats what it was told, and may lie. So hearsay grows only as fast as anybody can make
 * updates, and of a neighbour, or of who has signed its count (`signed-counts.ts`), only a little ahead of what it says itself.
 */

/** Updates a second that nobody exceeds. A peer whose clock stood still while it slept catches up at this rate, too. */
export const MAX_UPDATE_RATE = 1000;
/** Updates by which a count may be ahead of that: messages wait, and come in bursts. */
export const BURST = 1000;
/** The largest count believed of a peer that was not heard of before: 11 days at one update a second. */
export const MAX_FIRST_COUNT = 1_000_000;
/** Or so many times what this peer has made itself, where that is more: the room has run for long. */
export const FIRST_TIMES_OWN = 10;
/** Updates that others may know of before the neighbour itself has said so. */
export const AHEAD = 8;
/** How many times faster than before a neighbour may have become since it last spoke. */
const FASTER = 2;
/** Seconds between a neighbour's first claim and its last, before these say how fast it is. */
const PACE_SECONDS = 1;

export interface Claim {
  readonly updates: number;
  /** Seconds. */
  readonly at: number;
}

/** What a neighbour said of itself since it is linked to. */
export interface OwnClaims {
  readonly first: Claim;
  /** With the largest count. */
  readonly last: Claim;
}

/** @param claims null before the first */
export function withClaim(claims: OwnClaims | null, claim: Claim): OwnClaims {
  if (claims === null) return { first: claim, last: claim };
  // Heartbeats overtake models: a smaller count was said earlier.
  return claim.updates < claims.last.updates ? claims : { first: claims.first, last: claim };
}

/** The largest count of a neighbour that is believed of others now. */
export function ceilingOf({ first, last }: OwnClaims, now: number): number {
  const span = last.at - first.at;
  const pace =
    span < PACE_SECONDS ? MAX_UPDATE_RATE : Math.min(MAX_UPDATE_RATE, (last.updates - first.updates) / span);
  return ceilingAt(last, pace, now);
}

/** The same of who has made so many updates and was so fast. @param pace updates a second */
export const ceilingAt = ({ updates, at }: Claim, pace: number, now: number): number =>
  updates + AHEAD + Math.ceil(FASTER * pace * Math.max(0, now - at));

/** The largest count that a peer can have come to since it was known to have another, at least 1. */
export const reachable = ({ updates, at }: Claim, now: number): number =>
  updates + BURST + MAX_UPDATE_RATE * Math.max(0, now - at);

/** The same of a peer that was not heard of before. @param own updates of this peer */
export const firstReachable = (own: number): number => Math.max(MAX_FIRST_COUNT, FIRST_TIMES_OWN * own);
