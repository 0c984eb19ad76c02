import { expect, it } from 'vitest';
import { createRandom } from '../../util/random/random.ts';
import { nothing } from './objective.ts';

it('nothing has no parameters and no loss', () => {
  const objective = nothing(3);
  const learner = objective.learner(2, createRandom(1));
  const empty = new Float32Array(0);
  expect(objective.dimension).toBe(0);
  expect(learner.gradient(empty, empty)).toBe(0);
  expect(objective.evaluate(empty)).toEqual({ loss: 0 });
  expect(() => objective.learner(3, createRandom(1))).toThrow(RangeError);
});
