/**
 * Staleness as a peer can measure it: a neighbour says now and then how many updates it has made, and the
 * difference to what this peer's model contains of them is one measurement. Announcements come at regular
 * times, so their mean estimates the mean over time. Mitra & Ulukus 2024 (arXiv 2404.19749), section 2.
 */

/** Most measurements that are kept. */
const MAX_MEASUREMENTS = 4096;

export interface StalenessMeter {
  /** @param time seconds @param made updates the neighbour has made @param contained of those, in this peer's model */
  measure(time: number, made: number, contained: number): void;
  /** Over the window that ends then, in updates; 0 where nothing was measured. */
  summary(time: number): { mean: number; max: number };
}

/** @param windowSeconds how far back measurements count */
export function createStalenessMeter(windowSeconds: number): StalenessMeter {
  const measurements: { time: number; missing: number }[] = [];
  return {
    measure(time, made, contained) {
      // A reply may overtake the announcement; nothing is missing then.
      measurements.push({ time, missing: Math.max(0, made - contained) });
      if (measurements.length > MAX_MEASUREMENTS) measurements.shift();
    },
    summary(time) {
      while (measurements.length > 0 && measurements[0].time <= time - windowSeconds) measurements.shift();
      let sum = 0;
      let max = 0;
      for (const { missing } of measurements) {
        sum += missing;
        max = Math.max(max, missing);
      }
      return { mean: measurements.length === 0 ? 0 : sum / measurements.length, max };
    },
  };
}
