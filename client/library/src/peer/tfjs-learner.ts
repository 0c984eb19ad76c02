/**
 * The learner of a tab: a tfjs network behind the core's interface. The parameters live outside, in one flat
 * vector; the network's own variables are only where tfjs computes.
 */
import type { ClippedGradients, Learner } from '@hearsay/shared/gossip/learner/learner.ts';
import { lengthOf, sizeOf, type Task } from '@hearsay/shared/tasks/task.ts';
import type { Random } from '@hearsay/shared/util/random/random.ts';
import { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { type Examples, standardised } from '../data/examples.ts';
import type { DetailedEvaluation } from '../session/status.ts';
import { countLabels, createBatchOrder, createBatchReader } from './batches.ts';
import { answerOf, lossOf, targetTensor } from './losses.ts';
import { type Network, networkOf } from './network.ts';
import { createScore } from './score.ts';

/** Test examples in one forward pass: bounds the memory and the time the thread is held. */
const EVALUATION_BATCH = 250;
/** Examples whose gradients are clipped at a time. */
const CLIPPED_BATCH = 128;

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
  /** The probability of each class, or each value. @param inputs of one example or more, not standardised @returns row after row */
  predict(parameters: Float32Array, inputs: Float32Array): number[];
  /** Learns from these from now on. @param random as in `createTfjsLearner` */
  learnFrom(examples: Examples, random: Random): void | Promise<void>;
  /** Frees what tfjs holds. */
  dispose(): void;
}

/**
 * Adds the clipped gradients of a batch's examples to a sum: see `ClippedGradients`.
 * @param inputs a row for each example @param targets see `targetTensor`
 */
export type AddClipped = (inputs: tf.Tensor2D, targets: tf.Tensor, clip: number, sum: Float32Array) => void;

/**
 * @param examples this peer's own data; batches are drawn in a shuffled order, anew each time through
 * @param network of the task; disposed of with the learner
 * @param addClipped of the network, where gradients are to be clipped one by one: see `clipped-gradients.ts`
 */
export function createTfjsLearner(
  task: Task,
  examples: Examples,
  random: Random,
  network: Network = networkOf(task),
  addClipped: AddClipped | null = null,
): TfjsLearner {
  const { weights } = network;
  const trained = weights.flatMap(({ variable, statistic }) => (statistic === null ? [variable] : []));
  const sizes = task.layout.map(sizeOf);
  const inputLength = lengthOf(task.input);
  let learned = examples;
  let counts = countLabels(examples, task);
  let shift: Float32Array | null = null;
  let nextBatch = createBatchOrder(examples.count, task.batchSize, random);
  const reader = createBatchReader(Math.max(task.batchSize, EVALUATION_BATCH), task);

  // A tensor of its own for each variable, each time: wasm's products keep their second factor in another order, and
  // would not notice that it has changed in place. tfjs reads the values before this thread does anything else.
  const load = (parameters: Float32Array): void => {
    let offset = 0;
    weights.forEach(({ variable }, i) => {
      const tensor = tf.tensor(parameters.subarray(offset, offset + sizes[i]), variable.shape);
      variable.assign(tensor);
      tensor.dispose();
      offset += sizes[i];
    });
  };

  const toTensors = (of: Examples, chosen: Uint32Array): { inputs: tf.Tensor2D; targets: tf.Tensor } => {
    const { inputs, targets } = reader.read(of, chosen);
    return {
      inputs: tf.tensor2d(inputs, [chosen.length, inputLength]),
      targets: targetTensor(task, targets),
    };
  };

  // A tensor of its own each time, since what tfjs computes with may go away and be another.
  const shifted = (logits: tf.Tensor2D): tf.Tensor2D =>
    shift === null ? logits : tf.add(logits, tf.tensor1d(shift));

  const gradientOn: TfjsLearner['gradientOn'] = (of, chosen, parameters, gradient) => {
    load(parameters);
    return tf.tidy(() => {
      const { inputs, targets } = toTensors(of, chosen);
      const { value, grads } = tf.variableGrads(
        () => lossOf(task, shifted(network.apply(inputs, true)), targets),
        trained,
      );
      let offset = 0;
      weights.forEach(({ variable, statistic }, i) => {
        const into = gradient.subarray(offset, offset + sizes[i]);
        if (statistic === null) into.set(valuesOf(grads[variable.name]));
        else moveOf(parameters.subarray(offset, offset + sizes[i]), valuesOf(variable), statistic, into);
        offset += sizes[i];
      });
      return valuesOf(value)[0];
    });
  };

  // One row of each example: more would count for more than one.
  const rowOf = (example: number): number => {
    const { rowsEach = 1 } = learned;
    return example * rowsEach + (rowsEach > 1 ? random.integer(rowsEach) : 0);
  };

  const sum: ClippedGradients['sum'] = (parameters, chosen, clip, into) => {
    load(parameters);
    into.fill(0);
    for (let from = 0; from < chosen.length; from += CLIPPED_BATCH) {
      tf.tidy(() => {
        const rows = chosen.subarray(from, from + CLIPPED_BATCH).map(rowOf);
        const { inputs, targets } = toTensors(learned, rows);
        addClipped?.(inputs, targets, clip, into);
      });
    }
  };

  return {
    dimension: sizes.reduce((a, b) => a + b, 0),
    ...(addClipped && { clipped: { examples: () => learned.count / (learned.rowsEach ?? 1), sum } }),
    ...(task.loss === 'softmaxCrossEntropy' && { labelCounts: () => counts }),
    hasExamples: () => learned.count > 0,
    adjustLogits(by) {
      shift = by;
    },

    gradientOn,

    gradient(parameters, gradient) {
      if (learned.count > 0) return gradientOn(learned, nextBatch(), parameters, gradient);
      // They went while an update was under way.
      gradient.fill(0);
      return 0;
    },

    async evaluate(parameters, test, giveWay) {
      const snapshot = parameters.slice();
      const score = createScore(task);
      let lossSum = 0;
      for (let from = 0; from < test.count; from += EVALUATION_BATCH) {
        await giveWay();
        // A training step may have used the variables while this gave way.
        load(snapshot);
        const to = Math.min(from + EVALUATION_BATCH, test.count);
        tf.tidy(() => {
          const { inputs, targets } = toTensors(test, range(from, to));
          const outputs = network.apply(inputs, false);
          lossSum += lossOf(task, outputs, targets).dataSync()[0] * (to - from);
          score.add(outputs.dataSync(), targets.dataSync());
        });
      }
      return { ...score.result(), loss: lossSum / test.count };
    },

    predict(parameters, inputs) {
      load(parameters);
      return tf.tidy(() => {
        const rows = tf.tensor2d(standardised(inputs, task), [inputs.length / inputLength, inputLength]);
        return [...answerOf(task, network.apply(rows, false)).dataSync()];
      });
    },
    learnFrom(others, chance) {
      learned = others;
      counts = countLabels(others, task);
      nextBatch = createBatchOrder(others.count, task.batchSize, chance);
    },

    dispose: () => network.dispose(),
  };
}

/**
 * What a layer has moved a statistic by is a gradient: a step down it moves the statistic towards that of the batch, by
 * the step size. So it is mixed, and goes on, as all else does.
 * @param after as the layer has left it @param share see `NetworkWeight`
 */
function moveOf(
  before: ArrayLike<number>,
  after: ArrayLike<number>,
  share: number,
  gradient: Float32Array,
): void {
  for (let i = 0; i < gradient.length; i++) gradient[i] = (before[i] - after[i]) / share;
}

/** The numbers themselves where they lie in memory, on wasm, and copies elsewhere: to be read at once. */
function valuesOf(tensor: tf.Tensor): ArrayLike<number> {
  const backend = tf.backend();
  return backend instanceof BackendWasm ? backend.typedArrayFromHeap(tensor) : tensor.dataSync();
}

function range(from: number, to: number): Uint32Array {
  return Uint32Array.from({ length: to - from }, (_, i) => from + i);
}
