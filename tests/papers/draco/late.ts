import { mean } from '../mitra-ulukus/averages.ts';

/** The mean of the later half of a course. */
export function lateMean(course: readonly number[]): number {
  return mean(course.slice(Math.floor(course.length / 2)));
}
