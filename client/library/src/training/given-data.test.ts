import { createTask, type Task, type TaskDescription } from '@hearsay/shared/tasks/task.ts';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { countRows } from '../data/examples.ts';
import { type Data, heldOut, readData, sourceOf } from './given-data.ts';

const plain: TaskDescription = {
  ...{ name: 'a', title: '', input: [2, 2], batchSize: 1, normalisation: null },
  ...{ loss: 'softmaxCrossEntropy', classes: ['x', 'y', 'z'] },
  layers: [{ kind: 'flatten' }, { kind: 'dense', units: 3, activation: 'linear' }],
};
// A layer that flattens needs an axis more.
const classes: Task = createTask({ ...plain, input: [2, 2, 1] });
const values: Task = createTask({
  ...{ ...plain, classes: undefined, units: ['m', 's'], loss: 'meanSquaredError', input: [2] },
  layers: [{ kind: 'dense', units: 2, activation: 'linear' }],
});
const row = [1, 2, 3, 4];
const codeOf = (data: unknown, task = classes): Promise<unknown> =>
  readData(data as Data, task).then(
    () => 'read',
    (error) => error.problem,
  );

describe('examples of a caller', () => {
  it.each([
    ['flat rows', { xs: [...row, ...row], ys: [0, 2] }],
    ['nested arrays', { xs: [row, row], ys: [0, 2] }],
    ['typed arrays', { xs: Float32Array.from([...row, ...row]), ys: Uint8Array.of(0, 2) }],
    [
      'rows with a class that is 1',
      {
        xs: [row, row],
        ys: [
          [1, 0, 0],
          [0, 0, 1],
        ],
      },
    ],
    ['tensors', { xs: tf.tensor([...row, ...row], [2, 2, 2, 1]), ys: tf.tensor1d([0, 2], 'int32') }],
  ])('are read from %s', async (_, data) => {
    const rows = await readData(data as Data, classes);
    expect([...rows.inputs]).toEqual([...row, ...row]);
    expect([...rows.targets]).toEqual([0, 2]);
    expect(rows).toMatchObject({ inputLength: 4, divisor: 1 });
  });

  it('stay the caller’s: tensors are neither disposed of nor left behind, arrays not changed', async () => {
    const xs = tf.tensor([...row], [1, 2, 2, 1]);
    const bytes = Uint8Array.from(row);
    const before = tf.memory().numTensors;
    await readData({ xs, ys: [1] }, classes);
    const read = await readData({ xs: bytes, ys: [1] }, classes);
    expect(tf.memory().numTensors).toBe(before);
    expect(xs.isDisposed).toBe(false);
    expect(read.inputs).toBeInstanceOf(Uint8Array);
    read.inputs[0] = 9;
    expect([...bytes]).toEqual(row);
    xs.dispose();
  });

  it('come in parts as well', async () => {
    async function* parts() {
      yield { xs: row, ys: [1] };
      yield { xs: [row, row], ys: [0, 2] };
    }
    const rows = await readData(parts(), classes);
    expect([...rows.targets]).toEqual([1, 0, 2]);
    expect(rows.inputs).toHaveLength(12);
  });

  it('are given up where whoever asked aborts', async () => {
    const controller = new AbortController();
    async function* endless() {
      for (;;) {
        yield { xs: row, ys: [1] };
        controller.abort();
      }
    }
    await expect(readData(endless(), classes, controller.signal)).rejects.toMatchObject({ code: 'aborted' });
  });

  it.each([
    ['nothing', { xs: [], ys: [] }, { code: 'no-examples' }],
    [
      'too few numbers',
      { xs: [1, 2, 3], ys: [0] },
      { code: 'wrong-shape', what: 'inputs', expected: 4, actual: 3 },
    ],
    [
      'a tensor of another shape',
      { xs: tf.zeros([4, 3]), ys: [0, 0, 0] },
      { code: 'wrong-shape', what: 'inputs', expected: 4, actual: 3 },
    ],
    [
      'ragged arrays',
      { xs: [[1, 2, 3, 4], [1]], ys: [0, 0] },
      { code: 'wrong-shape', what: 'inputs', expected: 8, actual: 5 },
    ],
    [
      'no numbers at all',
      { xs: 'abcd', ys: [0] },
      { code: 'wrong-shape', what: 'inputs', expected: 1, actual: 0 },
    ],
    ['NaN', { xs: [1, 2, Number.NaN, 4], ys: [0] }, { code: 'not-finite', what: 'inputs', index: 2 }],
    ['an infinite target', { xs: row, ys: [1 / 0] }, { code: 'not-finite', what: 'targets', index: 0 }],
    [
      'a class that there is not',
      { xs: row, ys: [3] },
      { code: 'out-of-range', what: 'targets', index: 0, least: 0, most: 2 },
    ],
    [
      'half a class',
      { xs: row, ys: [0.5] },
      { code: 'out-of-range', what: 'targets', index: 0, least: 0, most: 2 },
    ],
    [
      'two classes at once',
      { xs: row, ys: [[1, 1, 0]] },
      { code: 'out-of-range', what: 'targets', index: 0, least: 0, most: 1 },
    ],
    [
      'as many targets as nobody asked for',
      { xs: row, ys: [0, 1] },
      { code: 'wrong-shape', what: 'targets', expected: 1, actual: 2 },
    ],
  ])('are refused: %s', async (_, data, problem) => {
    expect(await codeOf(data)).toEqual(problem);
  });

  it('have a row of values each, where values are learned', async () => {
    const rows = await readData(
      {
        xs: [
          [1, 2],
          [3, 4],
        ],
        ys: [
          [5, 6],
          [7, 8],
        ],
      },
      values,
    );
    expect([...rows.targets]).toEqual([5, 6, 7, 8]);
    expect(await codeOf({ xs: [[1, 2]], ys: [5] }, values)).toEqual({
      ...{ code: 'wrong-shape', what: 'targets', expected: 2, actual: 1 },
    });
  });
});

describe('held-out examples', () => {
  const rowsOf = async (count: number) =>
    readData(
      { xs: Array.from({ length: count }, () => row), ys: Array.from({ length: count }, (_, i) => i % 3) },
      classes,
    );

  it('are every tenth, which is not learned from', async () => {
    const { train, test } = heldOut(await rowsOf(25));
    expect([...test.targets]).toEqual([9 % 3, 19 % 3]);
    expect(train.targets).toHaveLength(23);
    expect(train.inputs).toHaveLength(23 * 4);
  });

  it('are none where there is nothing, or nothing is to be tested', async () => {
    const counts = async (...of: [data: Data | null, test?: Data | null]): Promise<number[]> => {
      const { train, test } = await sourceOf(of[0], of[1], classes);
      return [countRows(train), countRows(test)];
    };
    const data = { xs: Array.from({ length: 20 }, () => row), ys: Array.from({ length: 20 }, () => 1) };
    expect(await counts(data)).toEqual([18, 2]);
    expect(await counts(data, null)).toEqual([20, 0]);
    expect(await counts(null)).toEqual([0, 0]);
    expect(await counts(null, data)).toEqual([0, 20]);
    await expect(counts({ xs: [], ys: [] })).rejects.toMatchObject({ code: 'no-examples' });
  });

  it('are all, where there are fewer than ten', async () => {
    const { train, test } = heldOut(await rowsOf(4));
    expect(train).toBe(test);
  });
});
