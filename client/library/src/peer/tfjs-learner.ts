/**
 * The learner of a tab: a tfjs model behind the core's interface. The parameters live outside, in one flat
 * vector; the model's own variables are only where tfjs computes.
 */
import type { Learner } from '@hearsay/shared/gossip/learner/learner.ts';
import type { Random } from '@hearsay/shared/gossip/random/random.ts';
import { sizeOf, type Task } from '@hearsay/shared/tasks/task.ts';
import { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import type { Examples } from '../data/mnist.ts';
import type { DetailedEvaluation } from '../session/status.ts';
import { countLabels, createBatchOrder, createBatchReader, normalise } from './batches.ts';
import { createNetwork } from './network.ts';

/** Test examples in one forward pass: bounds the memory and the time the thread is held. */
const EVALUATION_BATCH = 250;

export interface TfjsLearner extends Learner {
  /**
   * The gradient on certain examples, of the loss that is learned. The batches that `gradient` draws stay what they are.
   * @param chosen indices of examples, at most as many as in a batch of an evaluation
   * @param gradient overwritten @returns the mean loss
   */
  gradientOn(
    examples: Examples,
    chosen: Uint32Array,
    parameters: Float32Array,
    gradient: Float32Array,
  ): number;
  /** The parameters on the test subset. Gives way between batches. */
  evaluate(
    parameters: Float32Array,
    test: Examples,
    giveWay: () => Promise<void>,
  ): Promise<DetailedEvaluation>;
  /** The probability of each class for one example. @param pixels 0 to 1 */
  predict(parameters: Float32Array, pixels: Float32Array): number[];
  /** Learns from these from now on. @param random as in `createTfjsLearner` */
  learnFrom(examples: Examples, random: Random): void;
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
  let learned = examples;
  let counts = countLabels(examples);
  let shift: Float32Array | null = null;
  let nextBatch = createBatchOrder(examples.labels.length, task.batchSize, random);
  const { pixelsEach } = examples;
  const reader = createBatchReader(Math.max(task.batchSize, EVALUATION_BATCH), pixelsEach);

  // A tensor of its own for each variable, each time: wasm's products keep their second factor in another order, and
  // would not notice that it has changed in place. tfjs reads the values before this thread does anything else.
  const load = (parameters: Float32Array): void => {
    let offset = 0;
    variables.forEach((variable, i) => {
      const tensor = tf.tensor(parameters.subarray(offset, offset + sizes[i]), variable.shape);
      variable.assign(tensor);
      tensor.dispose();
      offset += sizes[i];
    });
  };

  const toTensors = (of: Examples, chosen: Uint32Array): { pixels: tf.Tensor2D; labels: tf.Tensor1D } => {
    const { pixels, labels } = reader.read(of, chosen);
    return {
      pixels: tf.tensor2d(pixels, [chosen.length, pixelsEach]),
      labels: tf.tensor1d(labels, 'int32'),
    };
  };

  const lossOf = (logits: tf.Tensor2D, labels: tf.Tensor1D): tf.Scalar =>
    tf.losses.softmaxCrossEntropy(tf.oneHot(labels, classes), logits);

  // A tensor of its own each time, since what tfjs computes with may go away and be another.
  const shifted = (logits: tf.Tensor2D): tf.Tensor2D =>
    shift === null ? logits : tf.add(logits, tf.tensor1d(shift));

  const gradientOn: TfjsLearner['gradientOn'] = (of, chosen, parameters, gradient) => {
    load(parameters);
    return tf.tidy(() => {
      const { pixels, labels } = toTensors(of, chosen);
      const { value, grads } = tf.variableGrads(
        () => lossOf(shifted(model.apply(pixels) as tf.Tensor2D), labels),
        variables,
      );
      let offset = 0;
      variables.forEach((variable, i) => {
        gradient.set(valuesOf(grads[variable.name]), offset);
        offset += sizes[i];
      });
      return valuesOf(value)[0];
    });
  };

  return {
    dimension,
    labelCounts: () => counts,
    adjustLogits(by) {
      shift = by;
    },

    gradientOn,

    gradient: (parameters, gradient) => gradientOn(learned, nextBatch(), parameters, gradient),

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
          const { pixels, labels } = toTensors(test, range(from, to));
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

    predict(parameters, pixels) {
      load(parameters);
      return tf.tidy(() => {
        const input = tf.tensor2d(pixels.map(normalise), [1, pixelsEach]);
        return [...tf.softmax(model.apply(input) as tf.Tensor2D).dataSync()];
      });
    },
    learnFrom(others, chance) {
      learned = others;
      counts = countLabels(others);
      nextBatch = createBatchOrder(others.labels.length, task.batchSize, chance);
    },

    dispose: () => {
      model.dispose();
    },
  };
}

/** The numbers themselves where they lie in memory, on wasm, and copies elsewhere: to be read at once. */
function valuesOf(tensor: tf.Tensor): ArrayLike<number> {
  const backend = tf.backend();
  return backend instanceof BackendWasm ? backend.typedArrayFromHeap(tensor) : tensor.dataSync();
}

function range(from: number, to: number): Uint32Array {
  return Uint32Array.from({ length: to - from }, (_, i) => from + i);
}
