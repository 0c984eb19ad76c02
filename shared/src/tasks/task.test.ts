import { describe, expect, it } from 'vitest';
import { taskDigest } from './digest.ts';
import { denseLayers } from './layers.ts';
import { mnistCnn, mnistMlp } from './mnist.ts';
import { createTask, dimensionOf, initialParameters, sizeOf } from './task.ts';
import { TASK_NAMES, taskNamed } from './tasks.ts';

it('mnist-mlp has 784-128-64-10 units', () => {
  expect(dimensionOf(mnistMlp)).toBe(784 * 128 + 128 + 128 * 64 + 64 + 64 * 10 + 10);
  expect(mnistMlp.outputs).toBe(10);
});

it('mnist-cnn is two convolutions and two dense layers, and small', () => {
  expect(mnistCnn.layout).toEqual([
    { name: 'convolution1/kernel', shape: [3, 3, 1, 8] },
    { name: 'convolution1/bias', shape: [8] },
    { name: 'convolution2/kernel', shape: [3, 3, 8, 16] },
    { name: 'convolution2/bias', shape: [16] },
    { name: 'dense1/kernel', shape: [400, 64] },
    { name: 'dense1/bias', shape: [64] },
    { name: 'dense2/kernel', shape: [64, 10] },
    { name: 'dense2/bias', shape: [10] },
  ]);
  expect(mnistCnn.outputs).toBe(10);
  expect(dimensionOf(mnistCnn)).toBe(27_562);
});

it('a task is found by its name', () => {
  expect(TASK_NAMES.map((name) => taskNamed(name).name)).toEqual(['mnist-mlp', 'mnist-cnn']);
  expect(() => taskNamed('mnist')).toThrow(RangeError);
});

const plain = {
  name: 'a',
  title: 'a',
  input: [2],
  loss: 'softmaxCrossEntropy',
  classes: ['x', 'y', 'z'],
  layers: denseLayers([3]),
  normalisation: null,
  batchSize: 1,
} as const;

describe('a description whose parts do not fit each other is refused', () => {
  const convolution = { kind: 'convolution', filters: 2, kernel: 3, activation: 'relu' } as const;
  it.each([
    [{ input: [9, 9, 1] }, /dense/],
    [{ input: [81], layers: [convolution] }, /convolution/],
    [{ input: [9, 9, 1], layers: [convolution] }, /one row of outputs/],
    [{ classes: ['x', 'y'] }, /names 2 outputs, and its layers give 3/],
    [{ units: ['m'] }, /either its classes or the units/],
    [{ classes: undefined }, /either its classes or the units/],
    [{ loss: 'meanSquaredError' }, /meanSquaredError .* not for classes/],
    [{ classes: undefined, units: ['m', 'm', 's'] }, /softmaxCrossEntropy .* not for values/],
    [{ layers: undefined }, /either layers or a network/],
    [{ input: [0] }, /empty/],
    [{ normalisation: { mean: [1], deviation: 1 } }, /a number for each column/],
  ] as const)('%j', (change, words) => {
    expect(() => createTask({ ...plain, ...change })).toThrow(words);
  });
});

describe('the digest', () => {
  it('is one of everything that the description says, whatever its order', () => {
    const digest = taskDigest(plain);
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(taskDigest(createTask(plain))).toBe(digest);
    const { name, ...rest } = plain;
    expect(taskDigest({ ...rest, name })).toBe(digest);
  });

  it.each([
    { layers: denseLayers([4, 3]) },
    { layers: denseLayers([5, 3]) },
    { input: [3] },
    { classes: ['x', 'y', 'w'] },
    { normalisation: { mean: 0, deviation: 2 } },
    { batchSize: 2 },
    { title: 'b' },
  ])('is another one where it differs in %j', (change) => {
    expect(taskDigest({ ...plain, ...change })).not.toBe(taskDigest(plain));
  });
});

describe('a room begins with the same parameters everywhere', () => {
  it('and with others for another seed', () => {
    const parameters = initialParameters(mnistMlp, 7);
    expect(parameters).toEqual(initialParameters(mnistMlp, 7));
    expect(parameters).not.toEqual(initialParameters(mnistMlp, 8));
  });

  it('to the bit, whichever version of the page a tab has', () => {
    const parameters = initialParameters(mnistMlp, 7);
    expect([parameters[0], parameters[784 * 128 + 128]]).toEqual([0.017101632431149483, -0.1307632029056549]);
  });

  it.each([mnistMlp, mnistCnn])('of a size that fits what an output of $name sees', (task) => {
    const parameters = initialParameters(task, 7);
    let offset = 0;
    for (const tensor of task.layout) {
      const values = parameters.subarray(offset, offset + sizeOf(tensor));
      const inputs = sizeOf(tensor) / tensor.shape[tensor.shape.length - 1];
      const bound = Math.sqrt(6 / inputs);
      const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      if (tensor.shape.length === 1) expect(largest).toBe(0);
      else {
        expect(largest).toBeLessThan(bound);
        expect(largest).toBeGreaterThan(0.9 * bound);
        const variance = values.reduce((sum, value) => sum + value * value, 0) / values.length;
        expect((variance * inputs) / 2).toBeCloseTo(1, values.length > 1000 ? 1 : 0);
      }
      offset += values.length;
    }
    expect(offset).toBe(parameters.length);
  });
});
