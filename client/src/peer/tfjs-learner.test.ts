import { learnerSuite } from '@hearsay/shared/gossip/learner/learner.suite.ts';
import { createRandom } from '@hearsay/shared/gossip/random/random.ts';
import { mnistMlp } from '@hearsay/shared/tasks/mnist-mlp.ts';
import { initialParameters } from '@hearsay/shared/tasks/task.ts';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect } from 'vitest';
import { createTfjsLearner } from './tfjs-learner.ts';

beforeAll(async () => {
  expect(await tf.setBackend('wasm')).toBe(true);
});

learnerSuite('tfjs model', {
  create(seed) {
    const random = createRandom(seed, 'pixels');
    const labels = new Uint8Array(64).map((_, i) => i % 10);
    const pixels = new Uint8Array(64 * 784).map(() => random.integer(256));
    return createTfjsLearner(mnistMlp, { pixels, pixelsEach: 784, labels }, createRandom(seed));
  },
  initial: () => initialParameters(mnistMlp, 1),
  rate: 0.05,
  steps: 40,
});
