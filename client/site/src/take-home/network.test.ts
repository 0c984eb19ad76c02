import { denseLayers } from '@hearsay/shared/tasks/layers.ts';
import { mnistCnn, mnistMlp } from '@hearsay/shared/tasks/mnist.ts';
import { createTask, dimensionOf, lengthOf, type Task } from '@hearsay/shared/tasks/task.ts';
import { createRandom } from '@hearsay/shared/util/random/random.ts';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { networkOf } from 'hearsay/internal/peer/network.ts';
import { expect, it } from 'vitest';
import { outputsOf, softmax } from './network.ts';

const curved = createTask({
  name: 'curved',
  title: '',
  input: [7, 6, 3],
  layers: [
    { kind: 'convolution', filters: 4, kernel: 2, activation: 'tanh' },
    { kind: 'max-pooling', size: 2 },
    { kind: 'flatten' },
    { kind: 'dense', units: 5, activation: 'sigmoid' },
    ...denseLayers([3, 2]),
  ],
  loss: 'meanSquaredError',
  units: ['', ''],
  normalisation: null,
  batchSize: 1,
});

it.each<[string, Task]>([
  ['a dense network', mnistMlp],
  ['convolutions', mnistCnn],
  ['every kind of layer and activation', curved],
])('computes %s as tfjs does', async (_, task) => {
  await tf.setBackend('cpu');
  const random = createRandom(1, task.name);
  const draw = (length: number, scale: number) =>
    Float32Array.from({ length }, () => scale * random.normal());
  const parameters = draw(dimensionOf(task), 0.1);
  const example = draw(lengthOf(task.input), 1);
  const network = networkOf(task);
  let offset = 0;
  for (const { variable } of network.weights) {
    variable.assign(tf.tensor(parameters.subarray(offset, offset + variable.size), variable.shape));
    offset += variable.size;
  }
  const expected = network.apply(tf.tensor2d(example, [1, example.length]), false).dataSync();
  const actual = outputsOf({ input: task.input, layers: task.layers ?? [], parameters }, example);
  expect(actual.length).toBe(expected.length);
  actual.forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i], 4);
  });
  network.dispose();
});

it('gives shares that add up to 1, also of large logits', () => {
  expect(softmax(Float32Array.of(1000, 1000))).toEqual([0.5, 0.5]);
  expect(softmax(Float32Array.of(0, Math.log(3)))[1]).toBeCloseTo(0.75);
});
