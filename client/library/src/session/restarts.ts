/** A Worker that has crashed is started again, from where the run was when it was last kept: so often, and no more. */
import type { PeerSnapshot } from '../peer/snapshot.ts';

/** Most restarts in so many milliseconds: one that crashes again and again would never get on. */
export const MOST_RESTARTS = 3;
const WINDOW_MS = 600_000;

export interface Restarts {
  /** Where the run was last; undefined where that is not known. */
  readonly newest: PeerSnapshot | undefined;
  note(snapshot: PeerSnapshot): void;
  /** @returns whether it may be started again now */
  take(): boolean;
}

/** @param now milliseconds */
export function createRestarts(newest: PeerSnapshot | undefined, now: () => number): Restarts {
  let last = newest;
  let times: number[] = [];
  return {
    get newest() {
      return last;
    },
    note(snapshot) {
      last = snapshot;
    },
    take() {
      times = times.filter((time) => now() - time < WINDOW_MS);
      if (times.length >= MOST_RESTARTS) return false;
      times.push(now());
      return true;
    },
  };
}
