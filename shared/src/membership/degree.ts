/** How many neighbours a peer has, by the size of its room. */
import { logarithm } from '../util/random/logarithm.ts';

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

/** How many links a peer keeps, by the size of its room with this peer included. */
export interface Degrees {
  readonly wanted: (size: number) => number;
  readonly fewest: (size: number) => number;
  readonly most: (size: number) => number;
}

/** A random sample of the room. */
export const sampleOfRoom: Degrees = { wanted: wantedLinks, fewest: fewestLinks, most: mostLinks };

/** Most links of a peer that is to be connected to all others. */
const MAX_ALL_LINKS = 40;

const everybody = (size: number): number => Math.max(0, Math.min(size - 1, MAX_ALL_LINKS));

/** The whole room, for methods whose peers have to reach certain others: a hub, or the neighbours of a graph. */
export const wholeRoom: Degrees = {
  wanted: everybody,
  fewest: everybody,
  // A newcomer may be heard of before the room's new size is.
  most: (size) => Math.min(everybody(size) + SLACK, MAX_ALL_LINKS),
};
