import { expect, it } from 'vitest';
import type { Learner } from '../learner/learner.ts';
import { debiasedSgd, ratio } from './debiased.ts';
import { createDeltaSum, deltaSgd } from './delta.ts';
import { sgd } from './sgd.ts';

/** The gradient of x^2 / 2 in each of two parameters. */
const bowl: Learner = {
  dimension: 2,
  gradient(parameters, gradient) {
    expect(parameters.length).toBe(2);
    gradient.set(parameters);
    return 0;
  },
};

function run(
  update: { begin(x: Float32Array): void; end(x: Float32Array): void },
  state: Float32Array,
): void {
  update.begin(state);
  update.end(state);
}

it('a delta is what all steps of an update made of a copy; the parameters take their share of it', () => {
  const gathered = createDeltaSum(2);
  const update = deltaSgd(bowl, { steps: 2, rate: 0.5, gathered, ownShare: () => 0.25 });
  const state = Float32Array.of(8, -4);
  const sent = new Float32Array(2);
  run(update, state);
  expect(gathered.take(sent)).toBe(false);
  run(update, state);
  // The copy goes 8, 4, 2: the second step is from where the first one led it, not from the parameters.
  expect([...state]).toEqual([6.5, -3.25]);
  expect(gathered.take(sent)).toBe(true);
  expect([...sent]).toEqual([-6, 3]);
  expect(gathered.take(sent)).toBe(false);
});

it('deltas of several updates add up until they are taken', () => {
  const gathered = createDeltaSum(2);
  const update = deltaSgd(bowl, { steps: 1, rate: 0.5, gathered, ownShare: () => 0.5 });
  const state = Float32Array.of(8, 0);
  run(update, state);
  run(update, state);
  const sent = new Float32Array(2);
  gathered.take(sent);
  expect([...sent]).toEqual([-7, 0]);
});

it('an update that was paused goes on from its last whole step', () => {
  const gathered = createDeltaSum(2);
  const update = deltaSgd(bowl, { steps: 2, rate: 0.5, gathered, ownShare: () => 0.5 });
  const state = Float32Array.of(8, 0);
  run(update, state);
  update.begin(state);
  // Paused here, and mixed meanwhile: the step that had begun begins again, on the same copy.
  state[0] = 16;
  run(update, state);
  const sent = new Float32Array(2);
  expect(gathered.take(sent)).toBe(true);
  expect(sent[0]).toBe(-6);
});

it('alone a peer takes its steps in full, and gathers nothing', () => {
  const gathered = createDeltaSum(2);
  const state = Float32Array.of(8, 4);
  run(deltaSgd(bowl, { steps: 1, rate: 0.5, gathered, ownShare: () => 1 }), state);
  expect([...state]).toEqual([4, 2]);
  expect(gathered.take(new Float32Array(2))).toBe(false);
});

it('what lies behind the model is no business of SGD', () => {
  const state = Float32Array.of(8, 4, 3);
  run(sgd(bowl, { steps: 1, rate: 0.5 }), state);
  expect([...state]).toEqual([4, 2, 3]);
});

it('the de-biased model moves by the step size whatever the weight', () => {
  for (const weight of [0.25, 1, 4]) {
    const state = Float32Array.of(8 * weight, 4 * weight, weight);
    run(debiasedSgd(bowl, { steps: 1, rate: 0.5 }), state);
    expect([...ratio(2)(state)]).toEqual([4, 2]);
    expect(state[2]).toBe(weight);
  }
});
