import { learnerSuite } from '@hearsay/shared/gossip/learner/learner.suite.ts';
import { mnistMlp } from '@hearsay/shared/tasks/mnist.ts';
import { initialParameters } from '@hearsay/shared/tasks/task.ts';
import { createRandom } from '@hearsay/shared/util/random/random.ts';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { examplesOf as asExamples, type Examples } from '../data/examples.ts';
import { createTfjsLearner } from './tfjs-learner.ts';

beforeAll(async () => {
  expect(await tf.setBackend('wasm')).toBe(true);
});

function examplesOf(seed: number, labelOf: (example: number) => number): Examples {
  const random = createRandom(seed, 'pixels');
  const targets = new Uint8Array(64).map((_, i) => labelOf(i));
  const inputs = new Uint8Array(64 * 784).map(() => random.integer(256));
  return asExamples({ inputs, divisor: 255, inputLength: 784, targets }, mnistMlp);
}

learnerSuite('tfjs model', {
  create: (seed) =>
    createTfjsLearner(
      mnistMlp,
      examplesOf(seed, (i) => i % 10),
      createRandom(seed),
    ),
  initial: () => initialParameters(mnistMlp, 1),
  rate: 0.05,
  steps: 40,
});

it('leaves labels alone that its logits are shifted away from, and knows which it has', () => {
  const learner = createTfjsLearner(
    mnistMlp,
    examplesOf(1, (i) => i % 2),
    createRandom(1),
  );
  expect(learner.labelCounts?.()).toEqual([32, 32, 0, 0, 0, 0, 0, 0, 0, 0]);
  const parameters = initialParameters(mnistMlp, 1);
  const gradient = new Float32Array(learner.dimension);
  /** How hard the bias of a label that is not there is pushed down. */
  const push = (): number => {
    learner.gradient(parameters, gradient);
    return gradient[gradient.length - 1];
  };
  const before = push();
  learner.adjustLogits?.(Float32Array.from({ length: 10 }, (_, label) => (label < 2 ? 0 : -20)));
  expect(before).toBeGreaterThan(0.01);
  expect(push()).toBeLessThan(1e-6);
  learner.adjustLogits?.(null);
  expect(push()).toBeGreaterThan(0.01);
  learner.learnFrom(
    examplesOf(1, () => 9),
    createRandom(1),
  );
  expect(learner.labelCounts?.()[9]).toBe(64);
  learner.dispose();
});

it('looks at certain examples without changing which it learns from next', () => {
  const examples = examplesOf(7, (i) => i % 10);
  const model = initialParameters(mnistMlp, 1);
  const chosen = Uint32Array.from({ length: 40 }, (_, i) => 2 * i);
  const lossesOf = (looks: boolean): { drawn: number[]; looked: number[] } => {
    const learner = createTfjsLearner(mnistMlp, examples, createRandom(1));
    const gradient = new Float32Array(learner.dimension);
    const looked: number[] = [];
    const drawn = Array.from({ length: 5 }, () => {
      if (looks) looked.push(learner.gradientOn(examples, chosen, model, gradient));
      return learner.gradient(model, gradient);
    });
    return { drawn, looked };
  };
  const { drawn, looked } = lossesOf(true);
  expect(drawn).toEqual(lossesOf(false).drawn);
  expect(new Set(looked).size).toBe(1);
  expect(new Set(drawn).size).toBe(5);
});
