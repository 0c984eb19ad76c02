import { expect, it } from 'vitest';
import type { Learner } from '../learner/learner.ts';
import { decreasingStep } from './decreasing-step.ts';

it('has all steps of an update alike, half as long after K updates, and as 1/k in the end', () => {
  const slope: Learner = {
    dimension: 1,
    gradient(_, gradient) {
      gradient[0] = -1;
      return 0;
    },
  };
  const offset = 4;
  const update = decreasingStep(slope, { steps: 2, rate: 1, offset });
  const parameters = new Float32Array(1);
  const lengths: number[] = [];
  for (let step = 0; step < 2 * 400; step++) {
    const before = parameters[0];
    update.begin(parameters);
    update.end(parameters);
    lengths.push(parameters[0] - before);
  }
  const ofUpdate = (k: number): number[] => lengths.slice(2 * k, 2 * k + 2);
  for (const k of [0, 1, 4, 396]) {
    for (const length of ofUpdate(k)) expect(length).toBeCloseTo(offset / (k + offset), 4);
  }
});
