import { expect, it } from 'vitest';
import { OwnStep } from './own-step.ts';

/** Updates of one step of that length each. */
function learn(ownStep: OwnStep, lengths: readonly number[]): void {
  let length = 0;
  const update = ownStep.measured({
    steps: 1,
    begin: () => 0,
    end(parameters) {
      parameters[0] += length;
    },
  });
  const parameters = new Float32Array(2);
  for (length of lengths) update.end(parameters);
}

it('of a peer that goes on after it has learned nearly all is as long as before', () => {
  const before = new OwnStep();
  learn(before, [4, 1, 0.25]);
  expect(before.longest).toBe(4);
  const after = new OwnStep();
  expect(after.memory.restore(before.memory.save())).toBe(true);
  learn(after, [0.001]);
  expect(after.longest).toBe(4);
  expect(after.updateLength).toBeCloseTo((before.updateLength * 3 + 0.001) / 4);
});
