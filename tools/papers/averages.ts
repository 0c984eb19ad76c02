/** Averages over the later half of a run, and over seeds. */
import type { ExperimentResult, Moment } from '@hearsay/shared/simulation/experiment.ts';
import { mean } from '@hearsay/shared/util/numbers.ts';

/** The mean of something over the later half of each run's moments, and over the runs. */
export function lateMean(results: readonly ExperimentResult[], value: (moment: Moment) => number): number {
  return mean(results.map(({ history }) => meanOfLaterHalf(history.map(value))));
}

/** The mean over runs of something at each moment of theirs, for a chart. */
export function courseOf(
  results: readonly ExperimentResult[],
  value: (moment: Moment) => number,
): [number, number][] {
  return results[0].history.map(({ time }, k) => [
    time,
    mean(results.map(({ history }) => value(history[k]))),
  ]);
}

export function meanOfLaterHalf(course: readonly number[]): number {
  return mean(course.slice(Math.floor(course.length / 2)));
}

/** The slope of the line through the logarithms, by least squares: the power of x that y grows as. */
export function logSlope(points: readonly (readonly [x: number, y: number])[]): number {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const);
  const centre = mean(logs.map(([x]) => x));
  const moment = logs.reduce((sum, [x, y]) => sum + (x - centre) * y, 0);
  return moment / logs.reduce((sum, [x]) => sum + (x - centre) ** 2, 0);
}
