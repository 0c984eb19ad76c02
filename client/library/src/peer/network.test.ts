import { learnerSuite } from '@hearsay/shared/gossip/learner/learner.suite.ts';
import { mnistCnn, mnistMlp } from '@hearsay/shared/tasks/mnist.ts';
import { initialParameters } from '@hearsay/shared/tasks/task.ts';
import { createRandom } from '@hearsay/shared/util/random/random.ts';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import './kernels/wasm-kernels.ts';
import { examplesOf } from '../data/examples.ts';
import { createNetwork } from './network.ts';
import { createTfjsLearner } from './tfjs-learner.ts';

beforeAll(async () => {
  expect(await tf.setBackend('wasm')).toBe(true);
});

it.each([mnistMlp, mnistCnn])('the model of $name has the weights of its layout', (task) => {
  const model = createNetwork(task);
  expect(model.trainableWeights.map(({ shape }) => shape)).toEqual(task.layout.map(({ shape }) => shape));
  const logits = model.predict(tf.zeros([3, 784]));
  expect(logits).toMatchObject({ shape: [3, task.outputs] });
});

learnerSuite('tfjs model of mnist-cnn', {
  create(seed) {
    const random = createRandom(seed, 'pixels');
    const targets = new Uint8Array(64).map((_, i) => i % 10);
    const inputs = new Uint8Array(64 * 784).map(() => random.integer(256));
    const examples = examplesOf({ inputs, divisor: 255, inputLength: 784, targets }, mnistCnn);
    return createTfjsLearner(mnistCnn, examples, createRandom(seed));
  },
  initial: () => initialParameters(mnistCnn, 1),
  rate: 0.05,
  steps: 40,
});
