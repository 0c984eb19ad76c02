/** Simulated links keep the order of their messages, as reliable and ordered data channels do. */
import type { PeerIndex } from '../../gossip/peer-index.ts';

/** More than there are peers. */
const KEYS_PER_PEER = 2 ** 26;
const FEWEST_TO_PRUNE = 1024;

export interface LinkOrder {
  /** Called for each message that will arrive, in the order of sending. @returns seconds until it does: so many, or more */
  keep(from: PeerIndex, to: PeerIndex, delay: number, now: number): number;
  /** Links that something is kept of. */
  readonly size: number;
}

/** A message that would overtake an earlier one of its link arrives right after it. */
export function createLinkOrder(): LinkOrder {
  /** Of each link, when the last message arrives; of past arrivals some are still here. */
  const lastArrivals = new Map<number, number>();
  let mostKept = FEWEST_TO_PRUNE;
  const prune = (now: number): void => {
    for (const [link, arrival] of lastArrivals) {
      if (arrival < now) lastArrivals.delete(link);
    }
    mostKept = Math.max(FEWEST_TO_PRUNE, 2 * lastArrivals.size);
  };
  return {
    keep(from, to, delay, now) {
      const link = from * KEYS_PER_PEER + to;
      const last = lastArrivals.get(link) ?? Number.NEGATIVE_INFINITY;
      const inTurn = now + delay > last ? delay : justAfter(last) - now;
      // What arrives at once does so before anything else is sent.
      if (inTurn === 0) return 0;
      lastArrivals.set(link, now + inTurn);
      if (lastArrivals.size > mostKept) prune(now);
      return inTurn;
    },
    get size() {
      return lastArrivals.size;
    },
  };
}

/** A time that is later, if only by so little: also once it has become a delay, and a time again. */
export function justAfter(time: number): number {
  return time * (1 + 2 ** -48);
}
