import { describe, expect, it } from 'vitest';
import type { Learner } from '../gossip/learner/learner.ts';
import { logisticRegression } from '../simulation/learners/regression.ts';
import { mean } from '../util/numbers.ts';
import { createRandom, type Random } from '../util/random/random.ts';
import { PrivacyLedger } from './ledger.ts';
import { poissonSample, withPrivacy } from './private-learner.ts';
import { secureRandom } from './secure-random.ts';

const EXAMPLES = 200;

const learner = (): Learner =>
  logisticRegression({ peers: 1, seed: 1, samples: EXAMPLES }).learner(0, createRandom(1));

function privately(random: Random, of = learner()) {
  const ledger = new PrivacyLedger({ budget: { epsilon: 4, delta: 1e-5 }, batchSize: 20 });
  const wrapped = withPrivacy(of, { ledger, random });
  if (wrapped === null || ledger.plan === null) throw new Error('not private');
  return { ledger, wrapped, plan: ledger.plan };
}

const still: Random = { ...createRandom(1), normal: () => 0 };

describe('a private learner', () => {
  it('gives the sum of clipped gradients of a sample over its expected size', () => {
    const { wrapped, plan } = privately(still);
    const of = learner();
    const parameters = new Float32Array(of.dimension).fill(0.1);
    const [gradient, expected] = [new Float32Array(of.dimension), new Float64Array(of.dimension)];
    const sum = new Float32Array(of.dimension);
    // The same draws again.
    const chance = createRandom(1);
    wrapped.gradient(parameters, gradient);
    of.clipped?.sum(parameters, poissonSample(EXAMPLES, plan.sampling, chance), plan.clip, sum);
    sum.forEach((x, i) => {
      expected[i] = x / 20;
    });
    expect(Math.max(...gradient.map((x, i) => Math.abs(x - expected[i])))).toBeLessThan(1e-6);
    expect(gradient.some((x) => x !== 0)).toBe(true);
  });

  it('adds noise of the planned deviation to each coordinate', () => {
    const none: Learner = {
      ...learner(),
      dimension: 4000,
      clipped: { examples: () => EXAMPLES, sum: (_p, _c, _l, sum) => void sum.fill(0) },
    };
    const { wrapped, plan } = privately(createRandom(2), none);
    const gradient = new Float32Array(4000);
    wrapped.gradient(new Float32Array(4000), gradient);
    const deviation = Math.sqrt(mean([...gradient].map((x) => x * x)));
    // 4000 numbers: within 5 standard errors of 1.1 % each.
    expect((deviation * 20) / (plan.noise * plan.clip)).toBeGreaterThan(0.944);
    expect((deviation * 20) / (plan.noise * plan.clip)).toBeLessThan(1.056);
    expect(Math.abs(mean([...gradient])) / deviation).toBeLessThan(0.08);
  });

  it('tells neither loss nor labels, and has no examples left when the budget is used up', () => {
    const labelled: Learner = {
      ...learner(),
      dimension: 58,
      clipped: { examples: () => EXAMPLES, sum: (_p, _c, _l, sum) => void sum.fill(0) },
      labelCounts: () => [1, 2],
    };
    const { wrapped, ledger, plan } = privately(createRandom(3), labelled);
    const gradient = new Float32Array(58);
    expect(wrapped.labelCounts).toBeUndefined();
    expect(wrapped.adjustLogits).toBeUndefined();
    expect(wrapped.clipped).toBeUndefined();
    for (let step = 0; step < plan.steps; step++) {
      expect(wrapped.hasExamples?.()).toBe(true);
      expect(wrapped.gradient(gradient, gradient)).toBe(0);
    }
    expect(ledger.ended).toBe(true);
    expect(wrapped.hasExamples?.()).toBe(false);
    wrapped.gradient(new Float32Array(58), gradient);
    expect(gradient.every((x) => x === 0)).toBe(true);
    expect(ledger.status?.steps).toBe(plan.steps);
  });

  it('is none where there is no exact way', () => {
    const ledger = new PrivacyLedger({ budget: { epsilon: 4, delta: 1e-5 }, batchSize: 20 });
    expect(withPrivacy({ dimension: 1, gradient: () => 0 }, { ledger, random: still })).toBeNull();
  });
});

describe('Poisson sampling', () => {
  it.each([0.003, 0.1, 0.7])('chooses each with probability %d, independently', (probability) => {
    const random = createRandom(4, probability);
    const [rounds, count] = [4000, 50];
    const times = new Float64Array(count);
    const sizes: number[] = [];
    let together = 0;
    for (let round = 0; round < rounds; round++) {
      const chosen = poissonSample(count, probability, random);
      sizes.push(chosen.length);
      for (const index of chosen) times[index] += 1;
      if (chosen.includes(3) && chosen.includes(4)) together += 1;
    }
    const within = (found: number, p: number): boolean =>
      Math.abs(found - rounds * p) < 5 * Math.sqrt(rounds * p * (1 - p)) + 1;
    expect([...times].every((found) => within(found, probability))).toBe(true);
    expect(within(together, probability ** 2)).toBe(true);
    const variance = mean(sizes.map((size) => (size - count * probability) ** 2));
    expect(variance / (count * probability * (1 - probability))).toBeGreaterThan(0.8);
    expect(variance / (count * probability * (1 - probability))).toBeLessThan(1.2);
  });

  it('takes all where it is certain, and none of none', () => {
    expect([...poissonSample(4, 1, createRandom(1))]).toEqual([0, 1, 2, 3]);
    expect(poissonSample(0, 0.5, createRandom(1)).length).toBe(0);
  });
});

describe('secure randomness', () => {
  it('makes numbers of all bytes that it is given', () => {
    const seeded = createRandom(6, 'bytes');
    let fills = 0;
    const random = secureRandom((bytes) => {
      fills += 1;
      for (let i = 0; i < bytes.length; i++) bytes[i] = seeded.integer(256);
    });
    const numbers = Array.from({ length: 20_000 }, () => random.uniform());
    expect(fills).toBe(3);
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...numbers)).toBeLessThan(1);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(mean(numbers)).toBeCloseTo(0.5, 1);
    const normals = Array.from({ length: 20_000 }, () => random.normal());
    expect(Math.abs(mean(normals))).toBeLessThan(0.04);
    expect(mean(normals.map((x) => x * x))).toBeCloseTo(1, 1);
    expect(mean(normals.map((x) => x ** 4)) / 3).toBeCloseTo(1, 0);
  });
});
