import { learnerSuite } from '@hearsay/shared/gossip/learner/learner.suite.ts';
import type { Task } from '@hearsay/shared/tasks/task.ts';
import { createRandom } from '@hearsay/shared/util/random/random.ts';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { beforeAll, describe, expect, it } from 'vitest';
import { examplesOf } from '../data/examples.ts';
import { type NetworkOfModel, networkOfModel } from '../training/model-network.ts';
import { anyNetworkOf } from './any-network.ts';
import { createTfjsLearner, type TfjsLearner } from './tfjs-learner.ts';
import './kernels/wasm-kernels.ts';

beforeAll(async () => {
  expect(await tf.setBackend('wasm')).toBe(true);
});

const SIDE = 6;
const ROWS = 48;

/** Two branches that meet, batch normalisation, and a first layer that is not to be trained. */
function functionalModel(): tf.LayersModel {
  const input = tf.input({ shape: [SIDE, SIDE, 1] });
  const frozen = tf.layers.conv2d({ filters: 3, kernelSize: 3, trainable: false }).apply(input);
  const normal = tf.layers.batchNormalization().apply(frozen);
  const one = tf.layers.flatten().apply(normal);
  const other = tf.layers.globalAveragePooling2d({}).apply(normal);
  const both = tf.layers.concatenate().apply([one as tf.SymbolicTensor, other as tf.SymbolicTensor]);
  const inner = tf.sequential({
    layers: [tf.layers.dense({ units: 8, activation: 'relu', inputShape: [51] })],
  });
  const output = tf.layers.dense({ units: 3, activation: 'softmax' }).apply(inner.apply(both));
  return tf.model({ inputs: input, outputs: output as tf.SymbolicTensor });
}

function taskOf({ network, input, loss }: NetworkOfModel): Task {
  return {
    ...{ name: 'own', title: '', input, network, loss: loss ?? 'softmaxCrossEntropy', normalisation: null },
    ...{ classes: ['a', 'b', 'c'], outputs: 3, layout: network.tensors, batchSize: 16 },
  };
}

async function learnerOf(
  model: tf.LayersModel,
  seed = 1,
): Promise<{ learner: TfjsLearner; of: NetworkOfModel }> {
  const of = await networkOfModel(model);
  const task = taskOf(of);
  const random = createRandom(seed, 'inputs');
  const targets = new Uint8Array(ROWS).map((_, i) => i % 3);
  const inputs = new Float32Array(ROWS * SIDE * SIDE).map(
    (_, i) => targets[Math.floor(i / (SIDE * SIDE))] + random.normal(),
  );
  const examples = examplesOf({ inputs, divisor: 1, inputLength: SIDE * SIDE, targets }, task);
  const learner = createTfjsLearner(task, examples, createRandom(seed), await anyNetworkOf(task, of.frozen));
  return { learner, of };
}

describe('a functional model', () => {
  it('is read without changing it, under names that do not depend on what was made before', async () => {
    const first = functionalModel();
    const before = first.getWeights().map((weight) => weight.dataSync().slice());
    const tensors = tf.memory().numTensors;
    const [one, two] = [await networkOfModel(first), await networkOfModel(functionalModel())];
    expect(first.getWeights().map((weight) => weight.dataSync())).toEqual(before);
    expect(tf.memory().numTensors - tensors).toBe(before.length);
    expect(two.network.topology).toEqual(one.network.topology);
    expect(two.network.tensors).toEqual(one.network.tensors);
    expect(two.network.frozen?.sha256).not.toBe(one.network.frozen?.sha256);
    expect(one.network.frozen?.tensors.map(({ shape }) => shape)).toEqual([[3, 3, 1, 3], [3]]);
    expect(one.loss).toBe('softmaxCrossEntropy');
  });

  it('gives what it gives in plain tfjs, as probabilities', async () => {
    const model = functionalModel();
    const { learner, of } = await learnerOf(model);
    const input = new Float32Array(SIDE * SIDE).map((_, i) => Math.sin(i));
    const plain = model.predict(tf.tensor(input, [1, SIDE, SIDE, 1])) as tf.Tensor;
    const answer = learner.predict(of.parameters, input);
    plain.dataSync().forEach((value, i) => {
      expect(answer[i]).toBeCloseTo(value, 5);
    });
    learner.dispose();
  });

  it('moves what batch normalisation keeps towards the batches', async () => {
    const { learner, of } = await learnerOf(functionalModel());
    const gradient = new Float32Array(learner.dimension);
    const parameters = of.parameters.slice();
    const at = of.network.tensors.findIndex(({ name }) => name.endsWith('moving_variance'));
    const offset = of.network.tensors
      .slice(0, at)
      .reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
    learner.gradient(parameters, gradient);
    const variance = parameters[offset] - gradient[offset];
    expect(parameters[offset]).toBe(1);
    expect(variance).toBeGreaterThan(0.01);
    for (let step = 0; step < 60; step++) {
      learner.gradient(parameters, gradient);
      for (let i = 0; i < parameters.length; i++) parameters[i] -= 0.1 * gradient[i];
    }
    expect(parameters[offset]).toBeGreaterThan(0.3 * variance);
    expect(parameters[offset]).toBeLessThan(3 * variance);
    learner.dispose();
  });
});

const models = [functionalModel];
const prepared: { learner: TfjsLearner; of: NetworkOfModel }[] = [];
beforeAll(async () => {
  await tf.setBackend('wasm');
  const model = models[0]();
  for (let i = 0; i < 40; i++) prepared.push(await learnerOf(model));
});
describe('as a learner', () => {
  learnerSuite('a functional model of the caller’s', {
    create: () => prepared.pop()?.learner ?? expect.fail('more learners than were made'),
    initial: () => prepared[0].of.parameters.slice(),
    rate: 0.05,
    steps: 40,
  });
});
