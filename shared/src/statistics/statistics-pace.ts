/** How often a peer gives: fast while it learns something from what comes, ever slower while it does not. */
import type { Random } from '../util/random/random.ts';

/** Seconds from one time to the next. */
const FAST = 0.1;
const SLOW = 4;
const SLOWING = 1.25;
/** Times are spread by so much, so that peers do not all give at once. */
const SPREAD = 0.5;

export interface Pace {
  /** @param now seconds */
  isDue(now: number): boolean;
  gave(now: number): void;
  /** Something came that is news. */
  hurry(): void;
  /** Something came that is none. */
  slow(): void;
}

export function createPace(random: Random): Pace {
  let interval = FAST;
  let gaveAt = Number.NEGATIVE_INFINITY;
  let chance = 1;
  return {
    isDue: (now) => now >= gaveAt + interval * chance,
    gave(now) {
      gaveAt = now;
      chance = 1 + SPREAD * (random.uniform() - 0.5);
    },
    hurry() {
      interval = FAST;
    },
    slow() {
      interval = Math.min(SLOW, interval * SLOWING);
    },
  };
}
