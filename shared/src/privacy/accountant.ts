/** What releases have cost, and how much noise a budget asks for. */
import { lossEpsilon } from './loss-distribution.ts';
import type { Budget, Releases } from './mechanism.ts';
import { renyiEpsilon } from './renyi.ts';

/** The noise is planned to so much of itself, on the safe side. */
const PRECISION = 1e-3;
/** Least and most noise that is planned. */
const LEAST_NOISE = 0.05;
const MOST_NOISE = 1e5;
/** Most steps of one peer. */
const MOST_STEPS = 1_000_000;

/**
 * Epsilon of all these releases together, at delta: never below what is true. The lower of two upper bounds, by the privacy
 * loss distribution and by Renyi differential privacy.
 */
export function epsilonOf(releases: readonly Releases[], delta: number): number {
  return Math.min(lossEpsilon(releases, delta), renyiEpsilon(releases, delta).epsilon);
}

/**
 * The least noise, up to a thousandth, with which so many steps stay within a budget.
 * @returns in units of the clip norm; null where no noise would do
 */
export function planNoise({
  epsilon,
  delta,
  sampling,
  steps,
}: Budget & Omit<Releases, 'noise'>): number | null {
  const fits = (noise: number): boolean => epsilonOf([{ sampling, noise, steps }], delta) <= epsilon;
  // The Renyi bound is quick, and above the other.
  const high = bisected(LEAST_NOISE, MOST_NOISE, (noise) => {
    return renyiEpsilon([{ sampling, noise, steps }], delta).epsilon <= epsilon;
  });
  if (high === null) return null;
  return bisected(Math.max(LEAST_NOISE, high / 2), high, fits) ?? high;
}

/** Up to a share of it, the least number at which something holds that holds for all larger ones; null where it does for none. */
function bisected(least: number, most: number, holds: (value: number) => boolean): number | null {
  if (!holds(most)) return null;
  let [low, high] = [least, most];
  while (high / low > 1 + PRECISION) {
    const middle = Math.sqrt(low * high);
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** How many steps more stay within a budget, besides what was released before: 0 to a million. */
export function stepsWithin(
  { epsilon, delta }: Budget,
  before: readonly Releases[],
  { sampling, noise }: Omit<Releases, 'steps'>,
): number {
  const withSteps = (steps: number): Releases[] => [...before, { sampling, noise, steps }];
  // The Renyi bound is quick, and allows fewer.
  const least = mostThat(0, MOST_STEPS, (steps) => renyiEpsilon(withSteps(steps), delta).epsilon <= epsilon);
  return mostThat(least, MOST_STEPS, (steps) => epsilonOf(withSteps(steps), delta) <= epsilon);
}

/** The most for which something holds that holds for all fewer; `least` where it does for none more. */
function mostThat(least: number, most: number, holds: (steps: number) => boolean): number {
  let [low, high] = [least, least + 1];
  while (high <= most && holds(high)) [low, high] = [high, Math.max(high + 1, Math.ceil(1.1 * high))];
  high = Math.min(high, most + 1);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}
