/** A Worker that trains mnist-mlp: as a tab does, or as tfjs does by itself. */

import { sgd } from '@hearsay/shared/gossip/local-update/sgd.ts';
import { mnistMlp } from '@hearsay/shared/tasks/mnist.ts';
import { initialParameters, lengthOf, sizeOf } from '@hearsay/shared/tasks/task.ts';
import { createRandom } from '@hearsay/shared/util/random/random.ts';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import wasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import wasmSimdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import * as tf from '@tensorflow/tfjs-core';
import { layers } from '@tensorflow/tfjs-layers';
import { createBatchOrder, createBatchReader } from 'hearsay/internal/peer/batches.ts';
import { createNetwork } from 'hearsay/internal/peer/network.ts';
import { createTfjsLearner } from 'hearsay/internal/peer/tfjs-learner.ts';
import { answer } from '../browser/answer.ts';
import { madeUpDigits } from '../browser/digits.ts';

/** `tab`: flat vector in, SGD on the flat vector, out. `plain`: `trainOnBatch` with tfjs' own SGD. `plain, quick`: the same,
 * with the tab's way to multiply. */
export type Side = 'tab' | 'plain' | 'plain, quick';
export type StepQuestion = { readonly side: Side } | { readonly steps: number };
export interface Steps {
  readonly milliseconds: number;
  /** Of the last of them. */
  readonly loss: number;
}

const EXAMPLES = 2048;
const RATE = 0.02;
const SEED = 1;

let step: () => Promise<number>;

answer<StepQuestion>(async (question) => {
  if ('side' in question) {
    step = question.side === 'tab' ? await startTab() : await startPlain(question.side === 'plain, quick');
    return null;
  }
  let loss = Number.NaN;
  const began = performance.now();
  for (let i = 0; i < question.steps; i++) loss = await step();
  const result: Steps = { milliseconds: performance.now() - began, loss };
  return result;
});

async function startTab(): Promise<() => Promise<number>> {
  await startAsTabsDo();
  const learner = createTfjsLearner(mnistMlp, madeUpDigits(EXAMPLES, mnistMlp), createRandom(SEED));
  const parameters = initialParameters(mnistMlp, SEED);
  let loss = Number.NaN;
  const gradient = (of: Float32Array, into: Float32Array): number => {
    loss = learner.gradient(of, into);
    return loss;
  };
  const update = sgd({ dimension: learner.dimension, gradient }, { steps: 1, rate: RATE });
  return async () => {
    update.begin(parameters);
    update.end(parameters);
    return loss;
  };
}

/** Loaded late, since it brings kernels that plain tfjs does not have. */
async function startAsTabsDo(): Promise<void> {
  const { startBackend } = await import('hearsay/internal/peer/backend.ts');
  await startBackend('wasm', () => Promise.reject(new Error('There is nothing to compare.')));
}

/** With its batches ready as tensors, which spares it what a tab has to do for them. */
async function startPlain(quick: boolean): Promise<() => Promise<number>> {
  if (quick) {
    await startAsTabsDo();
  } else {
    setWasmPaths({
      'tfjs-backend-wasm.wasm': wasmUrl,
      'tfjs-backend-wasm-simd.wasm': wasmSimdUrl,
      'tfjs-backend-wasm-threaded-simd.wasm': wasmSimdUrl,
    });
    await tf.setBackend('wasm');
  }
  const { batchSize, layout } = mnistMlp;
  const model = createNetwork(mnistMlp);
  model.add(layers.softmax());
  const initial = initialParameters(mnistMlp, SEED);
  let offset = 0;
  model.setWeights(
    layout.map((tensor) => {
      const values = initial.slice(offset, offset + sizeOf(tensor));
      offset += values.length;
      return tf.tensor(values, [...tensor.shape]);
    }),
  );
  model.compile({ optimizer: tf.train.sgd(RATE), loss: 'categoricalCrossentropy' });
  const digits = madeUpDigits(EXAMPLES, mnistMlp);
  const nextBatch = createBatchOrder(EXAMPLES, batchSize, createRandom(SEED));
  const inputLength = lengthOf(mnistMlp.input);
  const reader = createBatchReader(batchSize, mnistMlp);
  const batches = Array.from({ length: EXAMPLES / batchSize }, () => {
    const { inputs, targets } = reader.read(digits, nextBatch());
    const oneHot = tf.oneHot(tf.tensor1d(targets, 'int32'), mnistMlp.outputs);
    return { x: tf.tensor2d(inputs.slice(), [batchSize, inputLength]), y: tf.cast(oneHot, 'float32') };
  });
  let steps = 0;
  return async () => {
    const { x, y } = batches[steps % batches.length];
    steps += 1;
    const loss = await model.trainOnBatch(x, y);
    return Array.isArray(loss) ? loss[0] : loss;
  };
}
