/** How fast a counter grows, over the last while. */

/** Seconds that count. */
export const WINDOW_SECONDS = 30;
/** Most readings remembered; where they come faster, the window is shorter. */
const MAX_READINGS = 256;

export interface WindowRate {
  /** Takes a reading. @param time seconds, not before the last one @returns growth per second over the window */
  read(time: number, count: number): number;
}

/** @param since the time (seconds) at which the counter was `count` */
export function createWindowRate(since: number, count = 0): WindowRate {
  const readings = [{ time: since, count }];
  return {
    read(time, count) {
      readings.push({ time, count });
      // The oldest reading is the last one that is as old as the window.
      while (readings.length > MAX_READINGS || readings[1].time <= time - WINDOW_SECONDS) readings.shift();
      const [oldest] = readings;
      return time > oldest.time ? (count - oldest.count) / (time - oldest.time) : 0;
    },
  };
}
