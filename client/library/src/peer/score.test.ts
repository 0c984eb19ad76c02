import { mnistMlp } from '@hearsay/shared/tasks/mnist.ts';
import type { Loss } from '@hearsay/shared/tasks/task.ts';
import { expect, it } from 'vitest';
import { createScore } from './score.ts';

const scoreOf = (loss: Loss, outputs: number) => createScore({ ...mnistMlp, loss, outputs });

it('counts the classes that are right, batch by batch', () => {
  const score = scoreOf('softmaxCrossEntropy', 3);
  score.add([1, 0, 0, 0, 1, 0], [0, 2]);
  score.add([0, 0, 5], [2]);
  expect(score.result()).toEqual({
    accuracy: 2 / 3,
    perClass: [1, 0, 0.5],
    confusion: [
      [1, 0, 0],
      [0, 0, 0],
      [0, 1, 1],
    ],
  });
  expect(scoreOf('softmaxCrossEntropy', 33).result()).not.toHaveProperty('confusion');
});

it('counts the decisions that are right, where an example may be of several classes', () => {
  const score = scoreOf('sigmoidCrossEntropy', 2);
  score.add([3, -1, -2, 4], [1, 1, 0, 1]);
  expect(score.result()).toEqual({ accuracy: 0.75, perClass: [1, 0.5] });
});

it('says how much of the variance of values is explained', () => {
  const score = scoreOf('meanSquaredError', 2);
  // The first value is off by 1 of a spread of 4; the second is only its mean.
  score.add([1, 5, 3, 5], [0, 4, 4, 6]);
  expect(score.result().perClass[0]).toBeCloseTo(1 - 2 / 8);
  expect(score.result().perClass[1]).toBe(0);
  expect(score.result().accuracy).toBeCloseTo(0.375);
});

it('is 0 before anything is tested', () => {
  expect(scoreOf('softmaxCrossEntropy', 2).result()).toMatchObject({ accuracy: 0, perClass: [0, 0] });
  expect(scoreOf('meanSquaredError', 1).result()).toEqual({ accuracy: 0, perClass: [0] });
});
