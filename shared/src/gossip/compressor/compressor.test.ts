import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../util/random/random.ts';
import { type Compressor, compress, keptOf } from './compressor.ts';
import { randomK } from './random-k.ts';
import { topK } from './top-k.ts';

/** Every compressor passes this suite: how it is made for a share that is kept. */
const compressors: Record<string, (share: number) => Compressor> = { topK, randomK };

const vectors = fc.float32Array({ noNaN: true, noDefaultInfinity: true, minLength: 1, maxLength: 40 });
const shares = fc.constantFrom(0.01, 0.1, 0.5, 1);
const compressed = (compressor: Compressor, vector: Float32Array, seed = 1): Float32Array => {
  const copy = vector.slice();
  compress(compressor, copy, createRandom(seed), new Uint32Array(copy.length));
  return copy;
};

describe.each(Object.entries(compressors))('compressor: %s', (_, create) => {
  it('leaves the numbers that travel as they are, and no others', () => {
    fc.assert(
      fc.property(vectors, shares, (vector, share) => {
        const result = compressed(create(share), vector);
        result.forEach((value, i) => {
          expect(value === 0 || Object.is(value, vector[i])).toBe(true);
        });
        expect(result.filter((value) => value !== 0).length).toBeLessThanOrEqual(
          keptOf(share, vector.length),
        );
      }),
    );
  });

  it('keeps that share of the squared length, on average', () => {
    const random = createRandom(3);
    const vector = new Float32Array(50).map(() => random.normal());
    const square = (values: Float32Array): number => values.reduce((sum, value) => sum + value * value, 0);
    for (const share of [0.1, 0.5]) {
      const compressor = create(share);
      let sum = 0;
      for (let seed = 0; seed < 400; seed++) sum += square(compressed(compressor, vector, seed));
      expect(sum / 400).toBeGreaterThan(0.9 * share * square(vector));
    }
  });

  it('takes any numbers, and none', () => {
    const odd = Float32Array.of(Number.NaN, 1, Number.POSITIVE_INFINITY, -2, Number.NEGATIVE_INFINITY, -0);
    expect(() => compressed(create(0.5), odd)).not.toThrow();
    expect(compressed(create(0.5), new Float32Array(0))).toEqual(new Float32Array(0));
  });
});

describe('top-k', () => {
  it('keeps the largest, just so many', () => {
    fc.assert(
      fc.property(vectors, shares, (vector, share) => {
        const kept = keptOf(share, vector.length);
        const largest = [...vector].map(Math.abs).sort((a, b) => b - a);
        const result = [...compressed(topK(share), vector)].map(Math.abs).sort((a, b) => b - a);
        expect(result).toEqual(largest.map((value, i) => (i < kept ? value : 0)));
      }),
    );
  });

  /** The positions of the largest, the first of those alike, by sorting. */
  const largestOf = (vector: Float32Array, kept: number): number[] =>
    [...vector.keys()]
      .filter((i) => vector[i] !== 0)
      .sort((i, j) => Math.abs(vector[j]) - Math.abs(vector[i]) || i - j)
      .slice(0, kept)
      .sort((i, j) => i - j);

  it('keeps the largest of long vectors, also where a sample of them misleads', () => {
    const random = createRandom(5);
    const length = 20_011;
    const made: Record<string, (i: number) => number> = {
      ordinary: () => random.normal(),
      'of a few magnitudes': () => random.integer(5) - 2,
      'mostly 0': () => (random.uniform() < 0.1 ? random.normal() : 0),
      'all alike': (i) => (i % 2 === 0 ? 3 : -3),
      'all 0': () => 0,
      'falling off': (i) => 2 ** (-i / 100),
      ...Object.fromEntries(
        // Of each so many numbers one is larger, or smaller: which may be just those that are looked at.
        [2, 3, 4, 7, 8, 9].flatMap((period) => [
          [`one in ${period} larger`, (i: number) => random.normal() + (i % period === 0 ? 100 : 0)],
          [`one in ${period} smaller`, (i: number) => random.normal() * (i % period === 0 ? 1e-9 : 1)],
        ]),
      ),
    };
    const into = new Uint32Array(length);
    for (const share of [0.0001, 0.01, 0.25, 0.9, 1]) {
      const compressor = topK(share);
      for (const [name, make] of Object.entries(made)) {
        const vector = Float32Array.from({ length }, (_, i) => make(i));
        const expected = largestOf(vector, keptOf(share, length));
        const positions = [...into.subarray(0, compressor.choose(vector, random, into))];
        expect(positions, `${share} of numbers ${name}`).toEqual(expected);
      }
    }
  });

  it('takes what is not a number for the largest', () => {
    const vector = new Float32Array(10_000).map((_, i) => Math.sin(i));
    vector[77] = Number.NaN;
    vector[9_999] = Number.NEGATIVE_INFINITY;
    const into = new Uint32Array(vector.length);
    const count = topK(0.0002).choose(vector, createRandom(1), into);
    expect([...into.subarray(0, count)]).toEqual([77, 9_999]);
  });

  it('keeps the first of those alike', () => {
    expect([...compressed(topK(0.5), Float32Array.of(1, -2, 2, -1, 1, 1))]).toEqual([1, -2, 2, 0, 0, 0]);
  });
});

it('random-k keeps each number as often', () => {
  const counts = new Float64Array(10);
  for (let seed = 0; seed < 4000; seed++) {
    compressed(randomK(0.3), new Float32Array(10).fill(1), seed).forEach((value, i) => {
      counts[i] += value;
    });
  }
  for (const count of counts) expect(Math.abs(count - 1200)).toBeLessThan(150);
});
