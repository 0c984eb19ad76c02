/**
 * Staleness as a peer can measure it: a neighbour says now and then how many updates it has made, and the
 * difference to what this peer's model contains of them is one measurement. Announcements come at regular
 * times, so their mean estimates the mean over time. Mitra & Ulukus 2024 (arXiv 2404.19749), section 2.
 */
export interface StalenessMeter {
  /** @param made updates the neighbour has made @param contained of those, in this peer's model */
  measure(made: number, contained: number): void;
  /** Over all measurements so far, in updates; 0 when there are none. */
  summary(): { mean: number; max: number; measurements: number };
}

export function createStalenessMeter(): StalenessMeter {
  let sum = 0;
  let max = 0;
  let measurements = 0;
  return {
    measure(made, contained) {
      // A reply may overtake the announcement; nothing is missing then.
      const missing = Math.max(0, made - contained);
      sum += missing;
      max = Math.max(max, missing);
      measurements += 1;
    },
    summary: () => ({ mean: measurements === 0 ? 0 : sum / measurements, max, measurements }),
  };
}
