import { expect, it } from 'vitest';
import { withFiniteSteps } from './finite.ts';
import type { Learner } from './learner.ts';

const learnerOf = (...gradients: number[]): Learner => ({
  dimension: 2,
  gradient(_, gradient) {
    gradient.fill(1);
    gradient[1] = gradients.shift() ?? 0;
    return 0.5;
  },
});

it('skips the steps that are not finite, and no others', () => {
  const learner = withFiniteSteps(learnerOf(2, Number.NaN, Number.NEGATIVE_INFINITY, 3));
  const gradient = new Float32Array(2);
  const seen = Array.from({ length: 4 }, () => {
    expect(learner.gradient(new Float32Array(2), gradient)).toBe(0.5);
    return [...gradient];
  });
  expect(seen).toEqual([
    [1, 2],
    [0, 0],
    [0, 0],
    [1, 3],
  ]);
  expect(learner.skipped).toBe(2);
});
