/** How sure one can be of a figure that differs from seed to seed: 95 % intervals by Student's t. */

import { formatNumber } from '@hearsay/shared/util/format-number.ts';
import { mean } from '@hearsay/shared/util/numbers.ts';

/** A figure over several seeds: in 95 of 100 such experiments its expectation lies within `mean ± halfWidth`. */
export interface Interval {
  readonly mean: number;
  /** Null where there is one value alone, which does not say how much it varies. */
  readonly halfWidth: number | null;
  /** Values it is of. */
  readonly count: number;
}

/** t below which Student's distribution of 1, 2, ... degrees of freedom has 97.5 % of its mass. */
const T = [
  12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.306, 2.2622, 2.2281, 2.201, 2.1788, 2.1604,
  2.1448, 2.1314, 2.1199, 2.1098, 2.1009, 2.093, 2.086, 2.0796, 2.0739, 2.0687, 2.0639, 2.0595, 2.0555,
  2.0518, 2.0484, 2.0452, 2.0423,
];
/** The same of the normal distribution. */
const Z = 1.959964;

/**
 * The 97.5 % quantile of Student's t, to four digits. Beyond the table by the first terms of its expansion in 1 over the
 * degrees of freedom (Abramowitz & Stegun 26.7.5).
 * @param freedom degrees of freedom, 1 or more
 */
export function studentT(freedom: number): number {
  if (freedom <= T.length) return T[freedom - 1];
  return Z + (Z ** 3 + Z) / (4 * freedom) + (5 * Z ** 5 + 16 * Z ** 3 + 3 * Z) / (96 * freedom ** 2);
}

/**
 * Of the expectation of what was measured once per seed. What belongs together by its seed, two methods on the same
 * data or the two sides of a ratio, goes in as one value: the difference, or the ratio.
 * @param values one or more; where one is not finite, neither is the interval, and no claim about it holds
 */
export function intervalOf(values: readonly number[]): Interval {
  const centre = mean(values);
  return { mean: centre, halfWidth: halfWidthOf(values), count: values.length };
}

/**
 * Of something that is no mean over the seeds, such as the slope of their mean curve: by leaving out each seed in turn.
 * Efron & Stein 1981 (doi 10.1214/aos/1176345462). Not for a largest or a least value.
 * @param runs one or more, one per seed
 * @param statistic of all of them, or of all but one
 */
export function jackknife<Run>(runs: readonly Run[], statistic: (runs: readonly Run[]) => number): Interval {
  const count = runs.length;
  const all = statistic(runs);
  if (count === 1) return { mean: all, halfWidth: null, count };
  const values = runs.map(
    (_, out) => count * all - (count - 1) * statistic(runs.filter((_, i) => i !== out)),
  );
  return { mean: all, halfWidth: halfWidthOf(values), count };
}

/**
 * Of the expectation of some over that of others where the seeds have nothing in common, or are not equally many: by the
 * relative variances of both means, with Welch's degrees of freedom. For what belongs together by seed, take `intervalOf`
 * the ratios, or `jackknife`.
 * @param some two or more values
 * @param others two or more values; their mean must be well away from 0
 */
export function ratioOf(some: readonly number[], others: readonly number[]): Interval {
  const parts = [some, others].map((values) => ({
    // Of the mean, over its square.
    variance: varianceOf(values) / values.length / mean(values) ** 2,
    freedom: values.length - 1,
  }));
  const total = parts.reduce((sum, { variance }) => sum + variance, 0);
  const welch = total ** 2 / parts.reduce((sum, { variance, freedom }) => sum + variance ** 2 / freedom, 0);
  const ratio = mean(some) / mean(others);
  const halfWidth =
    total === 0 ? 0 : Math.abs(ratio) * studentT(Math.max(1, Math.floor(welch))) * Math.sqrt(total);
  return { mean: ratio, halfWidth, count: Math.min(some.length, others.length) };
}

/** The least and the largest that the figure may well be; both itself where nothing is known of how it varies. */
export function boundsOf({ mean, halfWidth }: Interval): readonly [least: number, most: number] {
  return [mean - (halfWidth ?? 0), mean + (halfWidth ?? 0)];
}

/** `1.247 ± 0.0031`; the figure alone where it has no interval, or one of width 0. */
export function formatInterval({ mean, halfWidth }: Pick<Interval, 'mean' | 'halfWidth'>): string {
  const figure = formatNumber(mean);
  return halfWidth ? `${figure} ± ${formatNumber(Number(halfWidth.toPrecision(2)))}` : figure;
}

function halfWidthOf(values: readonly number[]): number | null {
  const count = values.length;
  return count < 2 ? null : studentT(count - 1) * Math.sqrt(varianceOf(values) / count);
}

function varianceOf(values: readonly number[]): number {
  const centre = mean(values);
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1);
}
