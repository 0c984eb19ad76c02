import { describe, expect, it } from 'vitest';
import type { Learner } from '../learner/learner.ts';
import { delayed, delayOfStage, MAX_DELAY, MAX_STAGES } from './delayed.ts';

/** Its gradient is the parameters themselves; what it was given is kept. */
function recorder(dimension: number): Learner & { readonly seen: number[][] } {
  const seen: number[][] = [];
  return {
    dimension,
    seen,
    gradient(parameters, gradient) {
      seen.push([...parameters]);
      gradient.set(parameters);
      return 0;
    },
  };
}

/** One step, in which mixing adds something to each parameter between its phases. */
function step(update: ReturnType<typeof delayed>, parameters: Float32Array, mixing = 0): void {
  update.begin(parameters);
  for (let i = 0; i < parameters.length; i++) parameters[i] += mixing;
  update.end(parameters);
}

describe('delayed gradients', () => {
  it('are applied that many steps after the weights were read', () => {
    const update = delayed(recorder(1), { steps: 1, rate: 0.5, delay: 2 });
    const x = Float32Array.of(8);
    const course = [8];
    for (let k = 0; k < 6; k++) {
      step(update, x);
      course.push(x[0]);
    }
    // x(k+1) = x(k) - x(k-2) / 2
    expect(course).toEqual([8, 8, 8, 4, 0, -4, -6]);
  });

  it('come the later, the earlier their stage, and are worked out from what each stage read of a batch', () => {
    const learner = recorder(3);
    const update = delayed(learner, { steps: 1, rate: 1, stages: 3 });
    const x = new Float32Array(3);
    // Mixing makes the parameters of step k all k, as long as nothing is learned.
    for (let k = 0; k < 2; k++) step(update, x, 1);
    expect(learner.seen).toEqual([]);
    step(update, x, 1);
    // Batch 0 was at the stages in steps 0, 1 and 2; the last stage learns at once.
    expect(learner.seen).toEqual([[0, 1, 2]]);
    expect([...x]).toEqual([3, 3, 1]);
    step(update, x, 1);
    // Batch 1 is at the last stage; the middle one has its gradient of batch 0, which it read as 1, in step 1.
    expect(learner.seen[1]).toEqual([1, 2, 1]);
    expect([...x]).toEqual([4, 3, 1]);
    step(update, x, 1);
    // The first stage has its gradient of batch 0, which was 0.
    expect([...x]).toEqual([5, 2, 1]);
    step(update, x, 1);
    expect([...x]).toEqual([5, 0, 1]);
  });

  it.each([
    [1, 3],
    [4, 0],
    [3, 5],
    [MAX_STAGES, MAX_DELAY],
  ])('find the optimum with %i stages and a delay of %i, at a small step', (stages, delay) => {
    const learner = recorder(20);
    const update = delayed(learner, { steps: 1, rate: 0.01, stages, delay });
    const x = new Float32Array(20).fill(5);
    for (let k = 0; k < 3000; k++) step(update, x);
    for (const value of x) expect(Math.abs(value)).toBeLessThan(1e-3);
  });

  it('work with more stages than parameters', () => {
    const update = delayed(recorder(2), { steps: 1, rate: 0.1, stages: 5 });
    const x = Float32Array.of(1, 1);
    for (let k = 0; k < 300; k++) step(update, x);
    expect(Math.hypot(...x)).toBeLessThan(1e-3);
  });

  it('have the delays of a pipeline that turns at its last stage', () => {
    expect([0, 1, 2, 3].map((stage) => delayOfStage(stage, 4))).toEqual([6, 4, 2, 0]);
    expect(delayOfStage(0, 1, 5)).toBe(5);
  });
});
