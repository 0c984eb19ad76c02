import { describe, expect, it } from 'vitest';
import { quadratic } from '../simulation/learners/quadratic.ts';
import { createRandom } from '../util/random/random.ts';
import { curvatureOf, type GradientAt, randomDirection } from './curvature.ts';

/** 1/2 x' A x with A = sum of c v v' over unit vectors v that share no coordinate. */
const bowl = (parts: readonly { curvature: number; v: readonly number[] }[]): GradientAt => {
  return (parameters, gradient) => {
    gradient.fill(0);
    for (const { curvature, v } of parts) {
      const along = v.reduce((sum, value, i) => sum + value * parameters[i], 0);
      v.forEach((value, i) => {
        gradient[i] += curvature * along * value;
      });
    }
  };
};

describe('curvature', () => {
  it('is the largest of a quadratic, wherever one stands', () => {
    const { learner, dimension } = quadratic({ peers: 1, seed: 3, dimension: 20, conditionNumber: 50 });
    const of = learner(0, createRandom(1));
    const at = new Float32Array(dimension).map((_, i) => 10 - i);
    const direction = randomDirection(dimension, createRandom(2, 'direction'));
    const found = curvatureOf((x, g) => void of.gradient(x, g), at, direction, 40);
    expect(found).toBeCloseTo(1, 2);
    expect(Math.abs(direction[0])).toBeGreaterThan(0.99);
  });

  it('is found across coordinates, from below, and a call goes on where the last one ended', () => {
    const gradientAt = bowl([
      { curvature: 40, v: [0.6, 0, 0.8, 0] },
      { curvature: 20, v: [0, 1, 0, 0] },
    ]);
    const direction = randomDirection(4, createRandom(5, 'direction'));
    const found = Array.from({ length: 12 }, () =>
      curvatureOf(gradientAt, new Float32Array(4), direction, 1),
    );
    expect(found.every((value, k) => k === 0 || value > found[k - 1] - 1e-3)).toBe(true);
    expect(found[0]).toBeLessThan(39);
    expect(found[11]).toBeCloseTo(40, 2);
  });

  it('is below 0 where the loss bends down, 0 where it is flat, and no number where gradients are none', () => {
    const down = bowl([{ curvature: -3, v: [1, 0] }]);
    const beginning = (): Float32Array => randomDirection(2, createRandom(1, 'direction'));
    expect(curvatureOf(down, new Float32Array(2), beginning(), 5)).toBeCloseTo(-3, 3);
    expect(curvatureOf((_, g) => void g.fill(7), new Float32Array(2), beginning(), 5)).toBe(0);
    const direction = beginning();
    expect(curvatureOf((_, g) => void g.fill(Number.NaN), new Float32Array(2), direction, 5)).toBeNaN();
    expect(direction).toEqual(beginning());
  });
});
