/** Events per second over the last while. */

/** Seconds that count. */
export const RATE_WINDOW_SECONDS = 30;
/** Most events remembered; at higher rates the window is shorter. */
const MAX_EVENTS = 1024;

export interface RateMeter {
  /** @param time seconds, not before the last one */
  count(time: number): void;
  /** Events per second at that time, over the window or since `since`, whichever is shorter. */
  perSecond(time: number): number;
}

/** @param since the time (seconds) from which events could have been counted */
export function createRateMeter(since: number): RateMeter {
  const times = new Float64Array(MAX_EVENTS);
  let counted = 0;
  return {
    count(time) {
      times[counted % MAX_EVENTS] = time;
      counted += 1;
    },
    perSecond(time) {
      const kept = Math.min(counted, MAX_EVENTS);
      let from = Math.max(since, time - RATE_WINDOW_SECONDS);
      // With the table full, what is older than its oldest event is not known.
      if (counted > MAX_EVENTS) from = Math.max(from, times[counted % MAX_EVENTS]);
      let inWindow = 0;
      for (let i = counted - kept; i < counted; i++) if (times[i % MAX_EVENTS] > from) inWindow += 1;
      return time > from ? inWindow / (time - from) : 0;
    },
  };
}
