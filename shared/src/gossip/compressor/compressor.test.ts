import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../random/random.ts';
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
