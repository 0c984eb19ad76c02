/**
 * The learner of a tab: a tfjs model behind the core's interface. The parameters live outside, in one flat
 * vector; the model's own variables are only where tfjs computes.
 */
import type { Learner } from '@hearsay/shared/gossip/learner/learner.ts';
import { type Random, shuffle } from '@hearsay/shared/gossip/random/random.ts';
import { sizeOf, type Task } from '@hearsay/shared/tasks/task.ts';
import * as tf from '@tensorflow/tfjs-core';
import type { Examples } from '../data/mnist.ts';
import type { DetailedEvaluation } from '../status.ts';
import { createNetwork } from './network.ts';

/** Test examples in one forward pass: bounds the memory and the time the thread is held. */
const EVALUATION_BATCH = 250;

/** Mean and standard deviation of MNIST's training pixels, scaled to 0..1. */
const MNIST_MEAN = 0.1307;
const MNIST_DEVIATION = 0.3081;

export interface TfjsLearner extends Learner {
  /** The parameters on the test subset. Gives way between batches. */
  evaluate(
    parameters: Float32Array,
    test: Examples,
    giveWay: () => Promise<void>,
  ): Promise<DetailedEvaluation>;
  /** Frees what tfjs holds. */
  dispose(): void;
}

/** @param examples this peer's own data; batches are drawn in a shuffled order, anew each time through */
export function createTfjsLearner(task: Task, examples: Examples, random: Random): TfjsLearner {
  const model = createNetwork(task);
  const { classes } = task;
  const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
  const sizes = task.layout.map(sizeOf);
  const dimension = sizes.reduce((a, b) => a + b, 0);
  const nextBatch = createBatches(examples, task.batchSize, random);

  const load = (parameters: Float32Array): void => {
    let offset = 0;
    variables.forEach((variable, i) => {
      const values = parameters.subarray(offset, offset + sizes[i]);
      const tensor = tf.tensor(values.slice(), variable.shape);
      variable.assign(tensor);
      tensor.dispose();
      offset += sizes[i];
    });
  };

  const lossOf = (logits: tf.Tensor2D, labels: tf.Tensor1D): tf.Scalar =>
    tf.losses.softmaxCrossEntropy(tf.oneHot(labels, classes), logits);

  return {
    dimension,

    gradient(parameters, gradient) {
      load(parameters);
      return tf.tidy(() => {
        const { pixels, labels } = nextBatch();
        const { value, grads } = tf.variableGrads(
          () => lossOf(model.apply(pixels) as tf.Tensor2D, labels),
          variables,
        );
        let offset = 0;
        variables.forEach((variable, i) => {
          gradient.set(grads[variable.name].dataSync(), offset);
          offset += sizes[i];
        });
        return value.dataSync()[0];
      });
    },

    async evaluate(parameters, test, giveWay) {
      const snapshot = parameters.slice();
      const right = new Array<number>(classes).fill(0);
      const seen = new Array<number>(classes).fill(0);
      let lossSum = 0;
      for (let from = 0; from < test.labels.length; from += EVALUATION_BATCH) {
        await giveWay();
        // A training step may have used the variables while this gave way.
        load(snapshot);
        const to = Math.min(from + EVALUATION_BATCH, test.labels.length);
        tf.tidy(() => {
          const pixels = toTensor(test, range(from, to));
          const labels = tf.tensor1d(test.labels.slice(from, to), 'int32');
          const logits = model.apply(pixels) as tf.Tensor2D;
          lossSum += lossOf(logits, labels).dataSync()[0] * (to - from);
          const guesses = tf.argMax(logits, 1).dataSync();
          for (let i = from; i < to; i++) {
            seen[test.labels[i]] += 1;
            if (guesses[i - from] === test.labels[i]) right[test.labels[i]] += 1;
          }
        });
      }
      const total = test.labels.length;
      return {
        accuracy: right.reduce((a, b) => a + b, 0) / total,
        loss: lossSum / total,
        perClass: right.map((count, label) => (seen[label] === 0 ? 0 : count / seen[label])),
      };
    },

    dispose: () => {
      model.dispose();
    },
  };
}

function createBatches(
  examples: Examples,
  batchSize: number,
  random: Random,
): () => { pixels: tf.Tensor2D; labels: tf.Tensor1D } {
  const order = range(0, examples.labels.length);
  const size = Math.min(batchSize, order.length);
  let next = order.length;
  return () => {
    if (next + size > order.length) {
      shuffle(order, random);
      next = 0;
    }
    const chosen = order.subarray(next, next + size);
    next += size;
    const labels = Int32Array.from(chosen, (index) => examples.labels[index]);
    return { pixels: toTensor(examples, chosen), labels: tf.tensor1d(labels, 'int32') };
  };
}

/**
 * Pixels with mean 0 and variance 1 over MNIST. Not just for speed: where no pixel is negative, what a tab learns
 * of its own digits spills over onto digits it never sees, and peers with different digits drift apart faster.
 */
function toTensor({ pixels, pixelsEach }: Examples, chosen: Uint32Array): tf.Tensor2D {
  const values = new Float32Array(chosen.length * pixelsEach);
  for (let row = 0; row < chosen.length; row++) {
    const from = chosen[row] * pixelsEach;
    for (let i = 0; i < pixelsEach; i++)
      values[row * pixelsEach + i] = (pixels[from + i] / 255 - MNIST_MEAN) / MNIST_DEVIATION;
  }
  return tf.tensor2d(values, [chosen.length, pixelsEach]);
}

function range(from: number, to: number): Uint32Array {
  return Uint32Array.from({ length: to - from }, (_, i) => from + i);
}
