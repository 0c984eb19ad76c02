import { expect, it } from 'vitest';
import type { Learner } from '../learner/learner.ts';
import { gradientUpdate } from './gradient.ts';

const identity: Learner = {
  dimension: 2,
  gradient(parameters, gradient) {
    gradient.set(parameters);
    return 0;
  },
};

it('leaves the mean gradient to be taken, once, and the parameters alone', () => {
  const update = gradientUpdate(identity, { steps: 2 });
  expect(update.take()).toBeNull();
  const parameters = Float32Array.of(1, 2);
  update.begin(parameters);
  parameters[0] = 3;
  update.end(parameters);
  update.begin(parameters);
  update.end(parameters);
  expect([...parameters]).toEqual([3, 2]);
  expect(update.take()).toEqual(Float32Array.of(2, 2));
  expect(update.take()).toBeNull();
});

it('does not count a step that was given up', () => {
  const update = gradientUpdate(identity, { steps: 1 });
  update.begin(Float32Array.of(100, 100));
  expect(update.take()).toBeNull();
  update.begin(Float32Array.of(1, 2));
  update.end(Float32Array.of(1, 2));
  expect(update.take()).toEqual(Float32Array.of(1, 2));
});
