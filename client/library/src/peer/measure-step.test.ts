import { expect, it } from 'vitest';
import { millisecondsOfStep } from './measure-step.ts';
import type { TfjsLearner } from './tfjs-learner.ts';

/** A learner whose steps take so many seconds of a clock of its own. */
function timed(seconds: readonly number[]): { learner: TfjsLearner; now: () => number; steps: () => number } {
  let now = 0;
  let steps = 0;
  const learner: TfjsLearner = {
    dimension: 2,
    gradient() {
      now += seconds[Math.min(steps, seconds.length - 1)];
      steps += 1;
      return 0;
    },
    gradientOn: () => 0,
    evaluate: () => Promise.reject(new Error('Nobody evaluates.')),
    predict: () => [],
    learnFrom: () => {},
    dispose: () => {},
  };
  return { learner, now: () => now, steps: () => steps };
}

it('is the median of the steps after the first few', () => {
  const { learner, now, steps } = timed([0.5, 0.03, 0.02, 0.001, 0.002, 0.05, 0.002, 0.002, 0.001, 0.003]);
  expect(millisecondsOfStep(learner, now)).toBeCloseTo(2, 9);
  expect(steps()).toBe(10);
});

it('takes what there is of something slow', () => {
  const { learner, now, steps } = timed([2]);
  expect(millisecondsOfStep(learner, now)).toBeCloseTo(2000, 9);
  expect(steps()).toBe(1);
});
