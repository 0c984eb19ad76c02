import { describe, expect, it } from 'vitest';
import { mean } from '../numbers.ts';
import { exponentiate } from './exponentiate.ts';
import { logarithm } from './logarithm.ts';
import { createRandom, hashSeed, shuffle } from './random.ts';

const draw = (n: number, next: () => number): number[] => Array.from({ length: n }, next);

describe('createRandom', () => {
  it('gives the same stream for the same seed and names, and another for others', () => {
    const stream = (seed: number, name: string): number[] => draw(5, createRandom(seed, name).uniform);
    expect(stream(1, 'a')).toEqual(stream(1, 'a'));
    expect(stream(1, 'a')).not.toEqual(stream(2, 'a'));
    expect(stream(1, 'a')).not.toEqual(stream(1, 'b'));
  });

  it('draws with the right means', () => {
    const random = createRandom(3);
    expect(mean(draw(50_000, random.uniform))).toBeCloseTo(0.5, 2);
    expect(mean(draw(50_000, () => random.exponential(4)))).toBeCloseTo(0.25, 2);
    const normals = draw(50_000, random.normal);
    expect(mean(normals)).toBeCloseTo(0, 1);
    expect(mean(normals.map((value) => value * value))).toBeCloseTo(1, 1);
    const digits = draw(50_000, () => random.integer(10));
    expect(Math.min(...digits)).toBe(0);
    expect(Math.max(...digits)).toBe(9);
    expect(mean(digits)).toBeCloseTo(4.5, 1);
  });

  it('never rings an exponential clock of rate 0', () => {
    expect(createRandom(1).exponential(0)).toBe(Number.POSITIVE_INFINITY);
  });

  it('has unrelated first values for neighbouring seeds', () => {
    const firsts = draw(2000, () => 0).map((_, seed) => createRandom(seed).uniform());
    expect(mean(firsts)).toBeCloseTo(0.5, 1);
    expect(new Set(firsts).size).toBeGreaterThan(1990);
  });
});

it('logarithm is the natural logarithm', () => {
  const random = createRandom(8);
  let worst = 0;
  for (let i = 0; i < 20_000; i++) {
    for (const x of [random.uniform() + 1e-10, 1 + random.uniform() / 1e6, 1e6 * random.uniform() + 1e-300]) {
      const [ours, theirs] = [logarithm(x), Math.log(x)];
      // Math.max keeps a NaN.
      worst = Math.max(worst, Math.abs(ours - theirs) / Math.max(1, Math.abs(theirs)));
    }
  }
  expect(worst).toBeLessThanOrEqual(1e-15);
  expect(Math.abs(logarithm(1))).toBeLessThan(1e-15);
});

it('hashSeed keeps names apart', () => {
  expect(hashSeed('a', 'bc')).not.toBe(hashSeed('ab', 'c'));
  expect(hashSeed(1, 2)).toBe(hashSeed(1, 2));
});

it('shuffle keeps every value', () => {
  const values = Uint32Array.from({ length: 100 }, (_, i) => i);
  shuffle(values, createRandom(5));
  expect([...values]).not.toEqual([...values].sort((a, b) => a - b));
  expect(new Set(values).size).toBe(100);
});

it('exponentiate is e to the power of x', () => {
  const random = createRandom(9);
  let worst = 0;
  for (let i = 0; i < 20_000; i++) {
    for (const x of [
      random.uniform() - 0.5,
      80 * (random.uniform() - 0.5),
      1400 * (random.uniform() - 0.5),
    ]) {
      worst = Math.max(worst, Math.abs(exponentiate(x) / Math.exp(x) - 1));
    }
  }
  expect(worst).toBeLessThanOrEqual(2e-15);
  expect(exponentiate(0)).toBe(1);
});
