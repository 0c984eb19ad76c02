import { describe, expect, it } from 'vitest';
import { createRandom } from '../util/random/random.ts';
import { consensusDistance, readSketch, SKETCH_LENGTH, sketchOf, writeSketch } from './sketch.ts';

const DIMENSION = 3000;

function vector(seed: number, scale = 1): Float32Array {
  const random = createRandom(seed, 'vector');
  return Float32Array.from({ length: DIMENSION }, () => scale * random.normal());
}

const squaredDistance = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, i) => sum + (value - b[i]) ** 2, 0);

describe('a sketch', () => {
  it('tells distances without bias, and with the deviation that it says', () => {
    const [a, b] = [vector(1), vector(2, 0.5)];
    const real = squaredDistance(a, b);
    const ratios = Array.from(
      { length: 400 },
      (_, seed) => squaredDistance(sketchOf(a, seed), sketchOf(b, seed)) / real,
    );
    const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
    const deviation = Math.sqrt(ratios.reduce((sum, ratio) => sum + (ratio - mean) ** 2, 0) / ratios.length);
    const most = Math.sqrt(2 / SKETCH_LENGTH);
    // Four standard errors of the mean.
    expect(Math.abs(mean - 1)).toBeLessThan((4 * most) / Math.sqrt(ratios.length));
    expect(deviation).toBeLessThan(1.15 * most);
    expect(deviation).toBeGreaterThan(0.7 * most);
  });

  it('is the same for the same seed, and linear', () => {
    const [a, b] = [vector(1), vector(2)];
    expect(sketchOf(a, 7)).toEqual(sketchOf(a, 7));
    expect(sketchOf(a, 7)).not.toEqual(sketchOf(a, 8));
    const mean = sketchOf(
      a.map((value, i) => (value + b[i]) / 2),
      7,
    );
    const [s, t] = [sketchOf(a, 7), sketchOf(b, 7)];
    mean.forEach((value, k) => {
      expect(value).toBeCloseTo((s[k] + t[k]) / 2, 4);
    });
  });

  it('spreads parameters over all sums alike, with as many signs of each kind', () => {
    const sums = sketchOf(new Float32Array(160_000).fill(1), 3);
    // Each is a walk of 10,000 steps.
    for (const sum of sums) expect(Math.abs(sum)).toBeLessThan(400);
    const squares = sums.reduce((total, sum) => total + sum * sum, 0);
    expect(squares / 160_000).toBeGreaterThan(0.3);
    expect(squares / 160_000).toBeLessThan(2);
  });

  it('travels as text, and nothing else is read', () => {
    const sketch = sketchOf(vector(3), 1);
    expect(readSketch(writeSketch(sketch))).toEqual(sketch);
    expect(readSketch('')).toBeNull();
    expect(readSketch('A'.repeat(85))).toBeNull();
    expect(readSketch(writeSketch(new Float32Array(SKETCH_LENGTH).fill(Number.NaN)))).toBeNull();
  });
});

describe('the consensus distance', () => {
  it('is how far peers are from their mean', () => {
    const centre = vector(5);
    const peers = Array.from({ length: 40 }, (_, i) =>
      vector(100 + i, 0.1).map((value, j) => value + centre[j]),
    );
    const mean = centre.map((_, j) => peers.reduce((sum, peer) => sum + peer[j], 0) / peers.length);
    const real = Math.sqrt(peers.reduce((sum, peer) => sum + squaredDistance(peer, mean), 0) / peers.length);
    const estimated = consensusDistance(peers.map((peer) => sketchOf(peer, 1)));
    // The deviations of so many peers go different ways, so that it is known better than that of two.
    expect(Math.abs(estimated / real - 1)).toBeLessThan(0.12);
    expect(consensusDistance([])).toBe(0);
    expect(consensusDistance([sketchOf(centre, 1)])).toBe(0);
  });
});
