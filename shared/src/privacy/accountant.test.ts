import { describe, expect, it } from 'vitest';
import { createRandom } from '../util/random/random.ts';
import { epsilonOf, planNoise, stepsWithin } from './accountant.ts';
import { upperTail } from './gaussian-tails.ts';
import { lossEpsilon } from './loss-distribution.ts';
import { renyiEpsilon, renyiOfStep } from './renyi.ts';

/** As the sources round. */
const HALF_UNIT = 5e-4;

/** delta of the Gaussian mechanism, exactly: Balle & Wang 2018, arXiv 1805.06530, theorem 8; of T at once, sigma / sqrt(T). */
function gaussianDelta(sigma: number, epsilon: number): number {
  const shift = 1 / (2 * sigma);
  return upperTail(epsilon * sigma - shift) - Math.exp(epsilon) * upperTail(epsilon * sigma + shift);
}

describe('published values', () => {
  // TensorFlow Privacy, privacy/analysis/compute_dp_sgd_privacy_test.py: `test_compute_dp_sgd_privacy`,
  // `test_compute_dp_sgd_example_privacy` and the statements (a batch of 64 of 10000; its microbatches double the sensitivity).
  it.each([
    { q: 150 / 60000, noise: 1.3, steps: 6000, delta: 1e-5, published: 0.7242234026109595 },
    { q: 100 / 100000, noise: 1, steps: 30000, delta: 1e-7, published: 1.4154988495444845 },
    { q: 1, noise: 0.7, steps: 2, delta: 1e-5, published: 10.8602036 },
    { q: 0.01, noise: 0.7, steps: 120, delta: 1e-5, published: 3.2391922 },
    { q: 64 / 10000, noise: 1, steps: 782, delta: 1e-6, published: 1.616 },
    // Google's dp_accounting, rdp_privacy_accountant_test.py, `test_compute_epsilon_delta_gaussian`.
    { q: 1, noise: 4.530877117, steps: 1, delta: 1e-6, published: 1 },
  ])('Renyi: q $q, sigma $noise, $steps steps: epsilon $published', (setting) => {
    const { q: sampling, noise, steps, delta, published } = setting;
    const { epsilon } = renyiEpsilon([{ sampling, noise, steps }], delta);
    expect(epsilon / published).toBeGreaterThan(0.99);
    expect(epsilon / published).toBeLessThan(1.01);
  });

  // Google's dp_accounting, rdp_privacy_accountant_test.py, `test_compute_rdp_poisson_sampled_gaussian`: of 50 steps.
  it.each([
    [2.5, 1.0854871e-3],
    [5, 2.18075656e-3],
    [50, 2.38460375e-2],
    [100, 1.67416308e2],
  ])('Renyi: the divergence of order %d is %d', (order, published) => {
    expect((50 * renyiOfStep(order, { sampling: 0.01, noise: 2.5 })) / published).toBeCloseTo(1, 3);
  });

  // TensorFlow Privacy, the same test with its accountant of privacy loss distributions.
  it.each([
    { q: 1, noise: 0.7, steps: 2, delta: 1e-5, published: 10.1224946, precision: 1e-6 },
    { q: 1, noise: 0.35, steps: 2, delta: 1e-5, published: 24.7160779, precision: 1e-6 },
    { q: 0.01, noise: 0.7, steps: 120, delta: 1e-5, published: 2.4612381, precision: 1e-6 },
    { q: 0.01, noise: 0.35, steps: 120, delta: 1e-5, published: 18.6977407, precision: 1e-6 },
    { q: 64 / 10000, noise: 1, steps: 782, delta: 1e-6, published: 1.199, precision: HALF_UNIT },
    // Google's dp_accounting, pld_privacy_accountant_test.py: `test_gaussian_basic`, `test_poisson_subsampled_gaussian`.
    { q: 1, noise: Math.sqrt(3), steps: 3, delta: 0.126936, published: 1, precision: HALF_UNIT },
    { q: 0.2, noise: 0.5, steps: 3, delta: 0.15594, published: 1, precision: HALF_UNIT },
  ])('loss distribution: q $q, sigma $noise, $steps steps: epsilon $published', (setting) => {
    const { q: sampling, noise, steps, delta, published, precision } = setting;
    const epsilon = epsilonOf([{ sampling, noise, steps }], delta);
    expect(epsilon).toBeGreaterThanOrEqual(published - precision);
    expect(epsilon / published).toBeLessThan(1.01);
  });
});

describe('against independent integration', () => {
  /** E over N(0, sigma^2) of ((1 - q) + q exp((2 x - 1) / (2 sigma^2)))^order, less 1, by the trapezoid rule. */
  const integrated = (order: number, q: number, sigma: number): number => {
    const [from, to, count] = [-30 * sigma, order + 30 * sigma, 100_000];
    const h = (to - from) / count;
    let sum = 0;
    for (let i = 0; i <= count; i++) {
      const x = from + i * h;
      const ratio = 1 - q + q * Math.exp((2 * x - 1) / (2 * sigma * sigma));
      const logDensity = -(x * x) / (2 * sigma * sigma);
      sum += Math.exp(logDensity + order * Math.log(ratio)) - Math.exp(logDensity);
    }
    return Math.log1p((sum * h) / (sigma * Math.sqrt(2 * Math.PI))) / (order - 1);
  };

  it.each([
    [1.1, 0.01, 2.5],
    [1.5, 0.01, 2.5],
    [1.5, 0.1, 0.8],
    [3.7, 0.1, 0.8],
    [5.5, 0.5, 1.5],
    [12, 0.002, 0.7],
    [50, 0.02, 4],
  ])('the Renyi divergence of order %d at q %d, sigma %d', (order, sampling, noise) => {
    expect(renyiOfStep(order, { sampling, noise }) / integrated(order, sampling, noise)).toBeCloseTo(1, 8);
  });

  /** delta(epsilon) of one step, by the trapezoid rule, of the direction in which it is larger. */
  const deltaOfStep = (epsilon: number, q: number, sigma: number): number => {
    const [from, to, count] = [-12 * sigma, 1 + 12 * sigma, 400_000];
    const h = (to - from) / count;
    let [removed, added] = [0, 0];
    for (let i = 0; i <= count; i++) {
      const x = from + i * h;
      const plain = Math.exp(-(x * x) / (2 * sigma * sigma));
      const mixed = (1 - q) * plain + q * Math.exp(-((x - 1) ** 2) / (2 * sigma * sigma));
      removed += Math.max(0, mixed - Math.exp(epsilon) * plain);
      added += Math.max(0, plain - Math.exp(epsilon) * mixed);
    }
    return (Math.max(removed, added) * h) / (sigma * Math.sqrt(2 * Math.PI));
  };

  it.each([
    [0.2, 0.1, 1],
    [0.5, 0.02, 0.6],
    [1.5, 0.5, 0.8],
  ])('the loss distribution of one step: epsilon %d at q %d, sigma %d', (epsilon, sampling, noise) => {
    const delta = deltaOfStep(epsilon, sampling, noise);
    const found = lossEpsilon([{ sampling, noise, steps: 1 }], delta);
    expect(found).toBeGreaterThan(epsilon * (1 - 1e-6));
    expect(found / epsilon).toBeLessThan(1.01);
  });

  it.each([
    [0.5, 1, 1],
    [1, 4, 50],
    [4, 20, 400],
    [8, 5, 100],
  ])('many steps without sampling are one: epsilon %d, sigma %d, %d steps', (epsilon, noise, steps) => {
    const delta = gaussianDelta(noise / Math.sqrt(steps), epsilon);
    const found = lossEpsilon([{ sampling: 1, noise, steps }], delta);
    expect(found).toBeGreaterThan(epsilon * (1 - 1e-6));
    expect(found / epsilon).toBeLessThan(1.01);
  });
});

describe('epsilon', () => {
  const random = createRandom(3, 'accountant');
  const settings = Array.from({ length: 6 }, () => ({
    sampling: 10 ** (-3 + 2.5 * random.uniform()),
    noise: 0.6 + 4 * random.uniform(),
    steps: Math.ceil(10 ** (3 * random.uniform())),
  }));

  it.each(settings)('grows with steps and sampling, falls with noise, and adds up: %o', (one) => {
    const of = (change: Partial<typeof one>): number => epsilonOf([{ ...one, ...change }], 1e-5);
    const epsilon = of({});
    expect(of({ steps: 2 * one.steps })).toBeGreaterThan(epsilon);
    expect(of({ noise: 1.2 * one.noise })).toBeLessThan(epsilon);
    expect(of({ sampling: Math.min(1, 1.3 * one.sampling) })).toBeGreaterThan(epsilon);
    expect(epsilonOf([one], 1e-7)).toBeGreaterThan(epsilon);
    expect(lossEpsilon([one], 1e-5)).toBeLessThanOrEqual(renyiEpsilon([one], 1e-5).epsilon);
    const parts = [
      { ...one, steps: Math.floor(one.steps / 3) },
      { ...one, steps: one.steps - Math.floor(one.steps / 3) },
    ];
    expect(epsilonOf(parts, 1e-5) / epsilon).toBeCloseTo(1, 6);
  });

  it('of nothing is 0', () => {
    expect(epsilonOf([], 1e-5)).toBe(0);
    expect(epsilonOf([{ sampling: 0.1, noise: 1, steps: 0 }], 1e-5)).toBe(0);
  });

  it('of unlike releases is between what each would be for all', () => {
    const [quiet, loud] = [
      { sampling: 0.01, noise: 1, steps: 200 },
      { sampling: 0.02, noise: 2, steps: 100 },
    ];
    const both = epsilonOf([quiet, loud], 1e-5);
    expect(both).toBeGreaterThan(Math.max(epsilonOf([quiet], 1e-5), epsilonOf([loud], 1e-5)));
    expect(both).toBeLessThan(epsilonOf([quiet], 5e-6) + epsilonOf([loud], 5e-6));
  });
});

describe('the plan', () => {
  it.each([
    { epsilon: 3, delta: 1e-5, sampling: 0.01, steps: 2000 },
    { epsilon: 1, delta: 1e-6, sampling: 0.05, steps: 400 },
    { epsilon: 8, delta: 1e-5, sampling: 0.2, steps: 50 },
  ])('has as little noise as the budget allows: %o', ({ epsilon, delta, sampling, steps }) => {
    const noise = planNoise({ epsilon, delta, sampling, steps }) ?? 0;
    expect(epsilonOf([{ sampling, noise, steps }], delta)).toBeLessThanOrEqual(epsilon);
    expect(epsilonOf([{ sampling, noise: 0.99 * noise, steps }], delta)).toBeGreaterThan(epsilon);
    const within = stepsWithin({ epsilon, delta }, [], { sampling, noise });
    expect(within).toBeGreaterThanOrEqual(steps);
    expect(within).toBeLessThan(1.03 * steps + 1);
  });

  it('counts what was released before', () => {
    const budget = { epsilon: 3, delta: 1e-5 };
    const step = { sampling: 0.01, noise: 1 };
    const all = stepsWithin(budget, [], step);
    expect(stepsWithin(budget, [{ ...step, steps: 100 }], step)).toBe(all - 100);
    expect(stepsWithin(budget, [{ ...step, steps: 2 * all }], step)).toBe(0);
  });

  it('is none where nothing would do', () => {
    expect(planNoise({ epsilon: 1e-7, delta: 1e-12, sampling: 1, steps: 1_000_000 })).toBeNull();
  });
});
