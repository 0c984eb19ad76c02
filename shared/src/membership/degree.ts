/** How many neighbours a peer has, by the size of its room. */
import { logarithm } from '../gossip/random/logarithm.ts';

/** Fewest that are wanted, where there are so many. */
const FEWEST = 4;
/** Links past what is wanted that are still accepted: newcomers find somebody, and swaps need not wait. */
const SLACK = 4;
/** Most links of a peer, whatever the room's size. */
export const MAX_LINKS = 24;

/**
 * About 2 ln n: a random graph of that degree hangs together with a margin, since ln n is where it begins to (Erdős &
 * Rényi 1960), and half of the links may break at once.
 * @param size peers in the room, this one included
 */
export function wantedLinks(size: number): number {
  if (size < 2) return 0;
  return Math.min(size - 1, Math.max(FEWEST, Math.ceil(2 * logarithm(size))), MAX_LINKS - SLACK);
}

/** A peer that has fewer looks for more. A swap costs somebody a link, and is not to make a search for another of it. */
export function fewestLinks(size: number): number {
  return Math.max(Math.min(FEWEST, size - 1), wantedLinks(size) - 1);
}

/** Links from which on others are declined. */
export function mostLinks(size: number): number {
  return size < 2 ? SLACK : wantedLinks(size) + SLACK;
}
