import { clippedSuite } from '@hearsay/shared/gossip/learner/clipped.suite.ts';
import { mnistCnn, mnistMlp } from '@hearsay/shared/tasks/mnist.ts';
import { initialParameters, type Task } from '@hearsay/shared/tasks/task.ts';
import { createRandom } from '@hearsay/shared/util/random/random.ts';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Examples, examplesOf } from '../data/examples.ts';
import { problemOf } from '../problems.ts';
import { networkOfModel } from '../training/model-network.ts';
import { anyNetworkOf } from './any-network.ts';
import { clippedGradientsOf } from './clipped-gradients.ts';
import { type Network, networkOf } from './network.ts';
import { createTfjsLearner, type TfjsLearner } from './tfjs-learner.ts';
import './kernels/wasm-kernels.ts';

const ROWS = 12;
const started = await tf.setBackend('wasm');

beforeAll(() => {
  expect(started).toBe(true);
});

function drawExamples(task: Task): Examples {
  const random = createRandom(2, 'inputs');
  const inputLength = task.input.reduce((product, length) => product * length, 1);
  const isClasses = task.loss === 'softmaxCrossEntropy';
  const inputs = Float32Array.from({ length: ROWS * inputLength }, () => 0.4 * random.normal());
  const targets = isClasses
    ? new Uint8Array(ROWS).map((_, i) => i % task.outputs)
    : Float32Array.from({ length: ROWS * task.outputs }, () => random.normal());
  return examplesOf({ inputs, divisor: 1, inputLength, targets }, task);
}

/** Clipped by the network's layers, and beside it one example at a time, by tfjs. */
function caseOf(name: string, task: Task, network: () => Network): void {
  const examples = drawExamples(task);
  const learnerOf = (): TfjsLearner => {
    const built = network();
    return createTfjsLearner(task, examples, createRandom(1), built, clippedGradientsOf(task, built));
  };
  const single = learnerOf();
  clippedSuite(name, {
    create: learnerOf,
    parameters: (dimension) => {
      const random = createRandom(3, 'biases');
      const parameters = initialParameters(task, 1);
      expect(parameters.length).toBe(dimension);
      return parameters.map((x) => x + 0.05 * random.normal());
    },
    ofExample(index, parameters) {
      const gradient = new Float32Array(single.dimension);
      single.gradientOn(examples, Uint32Array.of(index), parameters, gradient);
      return gradient;
    },
    precision: 2e-5,
  });
}

caseOf('dense layers of a tab', mnistMlp, () => networkOf(mnistMlp));
caseOf('convolutions of a tab', mnistCnn, () => networkOf(mnistCnn));

const SIDE = 9;

/** All that a convolution can be, in two branches that meet. */
function branches(): tf.LayersModel {
  const input = tf.input({ shape: [SIDE, SIDE, 2] });
  const one = tf.layers
    .conv2d({ filters: 3, kernelSize: [3, 2], strides: 2, padding: 'same', activation: 'tanh' })
    .apply(input);
  const other = tf.layers
    .conv2d({ filters: 4, kernelSize: 2, strides: [1, 2], padding: 'valid', useBias: false })
    .apply(input);
  const flat = [
    tf.layers.flatten().apply(tf.layers.averagePooling2d({ poolSize: 2 }).apply(one)),
    tf.layers.globalAveragePooling2d({}).apply(tf.layers.reLU().apply(other)),
  ];
  const both = tf.layers.concatenate().apply(flat as tf.SymbolicTensor[]);
  const inner = tf.sequential({
    layers: [
      tf.layers.dense({ units: 8, activation: 'elu', inputShape: [16], trainable: false }),
      tf.layers.dense({ units: 6, activation: 'sigmoid' }),
    ],
  });
  const output = tf.layers.dense({ units: 3, useBias: false }).apply(inner.apply(both));
  return tf.model({ inputs: input, outputs: output as tf.SymbolicTensor });
}

async function readModel(
  model: tf.LayersModel,
  loss: Task['loss'],
): Promise<{ task: Task; frozen: Float32Array }> {
  const of = await networkOfModel(model, loss);
  const { network, input, outputs } = of;
  const names = Array.from({ length: outputs }, (_, i) => String(i));
  const named = loss === 'softmaxCrossEntropy' ? { classes: names } : { units: names };
  const task: Task = {
    ...{ name: 'own', title: '', input, network, loss, normalisation: null },
    ...{ ...named, outputs, layout: network.tensors, batchSize: 16 },
  };
  return { task, frozen: of.frozen };
}

const sequence = tf.sequential({
  layers: [
    tf.layers.reshape({ targetShape: [2, 10], inputShape: [20] }),
    tf.layers.dense({ units: 6, activation: 'tanh' }),
    tf.layers.flatten(),
    tf.layers.dense({ units: 2 }),
  ],
});

for (const [name, model, loss] of [
  ['branches, strides, dilation and frozen layers', branches(), 'softmaxCrossEntropy'],
  ['a dense layer at several places, several values', sequence, 'meanSquaredError'],
] as const) {
  const { task, frozen } = await readModel(model, loss);
  const networks = await Promise.all([anyNetworkOf(task, frozen), anyNetworkOf(task, frozen)]);
  caseOf(name, task, () => {
    const network = networks.pop();
    if (network === undefined) throw new Error('only two');
    return network;
  });
}

describe('what cannot be clipped exactly', () => {
  const refused = async (model: tf.LayersModel): Promise<unknown> => {
    const { task, frozen } = await readModel(model, 'softmaxCrossEntropy');
    const network = await anyNetworkOf(task, frozen);
    try {
      clippedGradientsOf(task, network);
    } catch (error) {
      return problemOf(error, (what) => ({ code: 'worker-failed', what }));
    }
    return null;
  };
  const withLayer = (layer: tf.layers.Layer): tf.LayersModel =>
    tf.sequential({
      layers: [tf.layers.dense({ units: 6, inputShape: [4] }), layer, tf.layers.dense({ units: 2 })],
    });

  it.each([
    ['BatchNormalization', tf.layers.batchNormalization()],
    ['BatchNormalization', tf.layers.batchNormalization({ trainable: false })],
    ['LayerNormalization', tf.layers.layerNormalization()],
  ])('is refused by name: %s', async (kind, layer) => {
    expect(await refused(withLayer(layer))).toEqual({
      code: 'cannot-be-private',
      reason: 'layer',
      layer: 'layer3',
      kind,
    });
  });

  it('is a layer that is used twice', async () => {
    const input = tf.input({ shape: [4] });
    const shared = tf.layers.dense({ units: 4 });
    const output = tf.layers
      .dense({ units: 2 })
      .apply(shared.apply(shared.apply(input)) as tf.SymbolicTensor);
    const model = tf.model({ inputs: input, outputs: output as tf.SymbolicTensor });
    expect(await refused(model)).toMatchObject({ layer: 'layer3', kind: 'Dense' });
  });

  it('is nothing else', async () => {
    expect(await refused(withLayer(tf.layers.dropout({ rate: 0.2 })))).toBeNull();
  });
});

it('lets an example that is not finite count for nothing, and the others as without it', () => {
  const network = networkOf(mnistMlp);
  const inputs = new Float32Array(3 * 784).map((_, i) => (i % 7) / 7);
  const examples = examplesOf(
    { inputs, divisor: 1, inputLength: 784, targets: Uint8Array.of(1, 2, 3) },
    mnistMlp,
  );
  const broken: Examples = {
    ...examples,
    read(chosen, into, targets) {
      examples.read(chosen, into, targets);
      chosen.forEach((index, row) => {
        if (index === 1) into[row * 784] = Number.NaN;
      });
    },
  };
  const learner = createTfjsLearner(
    mnistMlp,
    broken,
    createRandom(1),
    network,
    clippedGradientsOf(mnistMlp, network),
  );
  const parameters = initialParameters(mnistMlp, 1);
  const [all, two] = [new Float32Array(learner.dimension), new Float32Array(learner.dimension)];
  learner.clipped?.sum(parameters, Uint32Array.of(0, 1, 2), 1, all);
  learner.clipped?.sum(parameters, Uint32Array.of(0, 2), 1, two);
  expect(all).toEqual(two);
  expect(all.some((x) => x !== 0)).toBe(true);
  const before = tf.memory().numTensors;
  learner.clipped?.sum(parameters, Uint32Array.of(0, 1, 2), 1, all);
  expect(tf.memory().numTensors).toBe(before);
});
