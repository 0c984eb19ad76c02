import { taskDigest } from '@hearsay/shared/tasks/digest.ts';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { prepare, type Training } from './training.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const dense = (units: number, activation: 'linear' | 'softmax' | 'sigmoid' = 'linear') =>
  tf.sequential({ layers: [tf.layers.dense({ units, activation, inputShape: [2] })] });
const data = { xs: [[1, 2]], ys: [1] };
const problemOf = (training: unknown): Promise<unknown> =>
  prepare(training as Training).then(
    () => 'prepared',
    (error) => error.problem,
  );

describe('the loss of a model', () => {
  it.each([
    ['its last activation', dense(3, 'softmax'), {}, 'softmaxCrossEntropy'],
    ['its last activation', dense(3, 'sigmoid'), {}, 'sigmoidCrossEntropy'],
    ['classes as targets', dense(3), {}, 'softmaxCrossEntropy'],
    ['values as targets', dense(3), { data: { xs: [[1, 2]], ys: [[0.5, 1, 2]] } }, 'meanSquaredError'],
    ['one output', dense(1), { data: { xs: [[1, 2]], ys: [7] } }, 'meanSquaredError'],
    [
      'what is asked for, of what it gives',
      dense(3, 'sigmoid'),
      { loss: 'meanSquaredError' },
      'meanSquaredError',
    ],
    ['what is asked for', dense(1), { loss: 'huberLoss' }, 'huberLoss'],
  ] as const)('follows from %s', async (_, model, given, loss) => {
    const { task } = await prepare({ model, data, ...given });
    expect(task.loss).toBe(loss);
  });

  it('has to be named where there are no examples to see it from', async () => {
    expect(await problemOf({ model: dense(3), data: null })).toMatchObject({ code: 'bad-task' });
    expect((await prepare({ model: dense(3), data: null, loss: 'meanSquaredError' })).task.outputs).toBe(3);
    expect((await prepare({ model: dense(3, 'softmax'), data: null })).task.outputs).toBe(3);
  });

  it('follows from what it was compiled with', async () => {
    const model = dense(2);
    model.compile({ optimizer: 'sgd', loss: 'meanAbsoluteError' });
    expect((await prepare({ model, data })).task.loss).toBe('absoluteDifference');
  });
});

describe('a task', () => {
  it('of a model has numbered outputs, the model’s weights, and one digest in every page', async () => {
    const model = dense(3, 'softmax');
    const one = await prepare({ model, data });
    const digest = taskDigest(one.task);
    const digestOf = async (training: Training): Promise<string> =>
      taskDigest((await prepare(training)).task);
    expect(one.task).toMatchObject({ name: 'own', input: [2], classes: ['0', '1', '2'], batchSize: 32 });
    expect([...(one.initialParameters ?? [])]).toEqual([
      ...model.getWeights().flatMap((weight) => [...weight.dataSync()]),
    ]);
    // Made later, and with other weights.
    dense(5);
    expect(await digestOf({ model: dense(3, 'softmax'), data })).toBe(digest);
    expect(await digestOf({ model: dense(4, 'softmax'), data })).not.toBe(digest);
    expect(await digestOf({ model, data, batchSize: 16 })).not.toBe(digest);
  });

  it('of plain data is what it says, and what is given beside it', async () => {
    const task = {
      name: 'line',
      input: [2],
      units: ['m'],
      loss: 'meanSquaredError',
      layers: [{ kind: 'dense', units: 1, activation: 'linear' }],
    } as const;
    const { task: read, initialParameters } = await prepare({ task, data, batchSize: 8 });
    expect(read).toMatchObject({ name: 'line', units: ['m'], batchSize: 8, outputs: 1 });
    expect(initialParameters).toBeUndefined();
  });
});

it.each([
  ['no model', { model: {}, data }, { code: 'cannot-be-trained', reason: 'not-a-model' }],
  [
    'one with nothing to train',
    { model: tf.sequential({ layers: [tf.layers.flatten({ inputShape: [2, 2] })] }), data },
    { code: 'cannot-be-trained', reason: 'nothing-to-train' },
  ],
  [
    'one of open shape',
    {
      model: tf.sequential({
        layers: [tf.layers.conv1d({ filters: 1, kernelSize: 1, inputShape: [null, 2] })],
      }),
      data,
    },
    { code: 'cannot-be-trained', reason: 'open-shape' },
  ],
  [
    'names that are not as many as the outputs of a model',
    { model: dense(3, 'softmax'), data, classes: ['a', 'b'] },
    { code: 'bad-task', reason: 'The task own names 2 outputs, and its network gives 3.' },
  ],
  ['neither model nor task', { data }, { code: 'bad-task' }],
  [
    'a task without a loss',
    { task: { name: 'a', input: [1], layers: [], units: ['m'] }, data },
    { code: 'bad-task' },
  ],
  [
    'a task whose outputs are not as many as its names',
    {
      task: {
        ...{ name: 'a', input: [2], units: ['m', 's'], loss: 'meanSquaredError' },
        layers: [{ kind: 'dense', units: 1, activation: 'linear' }],
      },
      data,
    },
    { code: 'bad-task', reason: 'The task a names 2 outputs, and its layers give 1.' },
  ],
])('is refused: %s', async (_, training, problem) => {
  expect(await problemOf(training)).toMatchObject(problem);
});

it('a loss that is of what the last activation gives leaves that as it is', async () => {
  const activationOf = async (loss?: 'meanSquaredError') => {
    const { task } = await prepare({ model: dense(3, 'sigmoid'), data, ...(loss && { loss }) });
    return JSON.stringify(task.network?.topology);
  };
  expect(await activationOf('meanSquaredError')).toContain('"activation":"sigmoid"');
  expect(await activationOf()).not.toContain('sigmoid');
});

it('a model of which a weight is not finite is refused', async () => {
  const model = dense(1);
  model.setWeights([tf.tensor2d([1, Number.NaN], [2, 1]), tf.tensor1d([0])]);
  expect(await problemOf({ model, data })).toMatchObject({ code: 'not-finite', what: 'parameters' });
});
