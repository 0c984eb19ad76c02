import { mean } from '@hearsay/shared/util/numbers.ts';
import { createRandom } from '@hearsay/shared/util/random/random.ts';
import { expect, it } from 'vitest';
import { boundsOf, formatInterval, intervalOf, jackknife, ratioOf, studentT } from './interval.ts';

it('Student’s t is that of the tables, and goes over into that of the normal distribution', () => {
  expect(studentT(1)).toBeCloseTo(12.7062, 4);
  expect(studentT(4)).toBeCloseTo(2.7764, 4);
  expect(studentT(30)).toBeCloseTo(2.0423, 4);
  expect(studentT(31)).toBeCloseTo(2.0395, 3);
  expect(studentT(60)).toBeCloseTo(2.0003, 4);
  expect(studentT(1e6)).toBeCloseTo(1.96, 3);
});

it('an interval is that of a textbook', () => {
  // Standard deviation 1.5811, over sqrt(5), times 2.7764.
  const { mean, halfWidth, count } = intervalOf([1, 2, 3, 4, 5]);
  expect(mean).toBe(3);
  expect(halfWidth).toBeCloseTo(1.9632, 4);
  expect(count).toBe(5);
});

it('has the expectation inside 95 times of 100', () => {
  const random = createRandom(1, 'coverage');
  const trials = 4000;
  let inside = 0;
  for (let trial = 0; trial < trials; trial++) {
    const [least, most] = boundsOf(intervalOf(Array.from({ length: 5 }, () => 7 + 2 * random.normal())));
    if (least <= 7 && 7 <= most) inside += 1;
  }
  expect(inside / trials).toBeGreaterThan(0.935);
  expect(inside / trials).toBeLessThan(0.965);
});

it('one value alone has no interval, and equal ones have one of width 0', () => {
  expect(intervalOf([3])).toEqual({ mean: 3, halfWidth: null, count: 1 });
  expect(jackknife([3], mean)).toEqual({ mean: 3, halfWidth: null, count: 1 });
  expect(intervalOf([3, 3, 3]).halfWidth).toBe(0);
  expect(boundsOf(intervalOf([3]))).toEqual([3, 3]);
});

it('what did not end is in no interval', () => {
  const [least, most] = boundsOf(intervalOf([1, Number.POSITIVE_INFINITY]));
  expect(least >= 0).toBe(false);
  expect(most <= 1e9).toBe(false);
});

it('leaving out each seed in turn gives the interval of a mean, and one of what is no mean', () => {
  const values = [1, 2, 4, 8, 9];
  const { halfWidth } = intervalOf(values);
  expect(jackknife(values, mean).halfWidth).toBeCloseTo(halfWidth ?? Number.NaN, 12);
  // The logarithm's slope at the mean, 1 / 4.8, is what a small spread is multiplied by.
  const near = values.map((value) => 4.8 + (value - 4.8) / 1000);
  const log = jackknife(near, (some) => Math.log(mean(some)));
  expect(log.halfWidth).toBeCloseTo((halfWidth ?? Number.NaN) / 1000 / 4.8, 6);
});

it('a ratio has its true value inside 95 times of 100', () => {
  const random = createRandom(1, 'coverage of ratios');
  const draw = (count: number, centre: number): number[] =>
    Array.from({ length: count }, () => centre + 0.2 * random.normal());
  const trials = 4000;
  let inside = 0;
  for (let trial = 0; trial < trials; trial++) {
    const [least, most] = boundsOf(ratioOf(draw(5, 3), draw(12, 2)));
    if (least <= 1.5 && 1.5 <= most) inside += 1;
  }
  expect(inside / trials).toBeGreaterThan(0.93);
  expect(inside / trials).toBeLessThan(0.975);
});

it('is written with as many digits as it is sure of', () => {
  expect(formatInterval({ mean: 1.23456, halfWidth: 0.012345 })).toBe('1.235 ± 0.012');
  expect(formatInterval({ mean: 1.23456, halfWidth: null })).toBe('1.235');
  expect(formatInterval({ mean: 2, halfWidth: 0 })).toBe('2');
});
