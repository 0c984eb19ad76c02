/** Peers that are known to sign, and how far their reports have come: from then on nothing unsigned is taken for theirs, nor what
 * they said before. */
import type { PeerId } from '../protocol/signalling.ts';
import { dropOldest } from '../util/drop-oldest.ts';

/** Most of them; those whose reports came longest ago go. */
export const MAX_SIGNERS = 4096;

export interface Signers {
  has(id: PeerId): boolean;
  /** Whether that peer has not said a report with this number yet, nor a later one. */
  isNews(id: PeerId, number: number): boolean;
  /** A report came that it has signed. @param number of the report */
  note(id: PeerId, number: number): void;
}

export function createSigners(): Signers {
  const numbers = new Map<PeerId, number>();
  return {
    has: (id) => numbers.has(id),
    isNews: (id, number) => number > (numbers.get(id) ?? -1),
    note(id, number) {
      const newest = Math.max(number, numbers.get(id) ?? -1);
      numbers.delete(id);
      numbers.set(id, newest);
      dropOldest(numbers, MAX_SIGNERS);
    },
  };
}
