import { denseLayers } from '@hearsay/shared/tasks/layers.ts';
import { createTask, dimensionOf, initialParameters, type Task } from '@hearsay/shared/tasks/task.ts';
import { TASK_NAMES, taskNamed } from '@hearsay/shared/tasks/tasks.ts';
import { createRandom } from '@hearsay/shared/util/random/random.ts';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { examplesOf } from '../data/examples.ts';
import { createTfjsLearner } from '../peer/tfjs-learner.ts';
import { randomExamples } from '../peer/worker-room.fake.ts';
import { prepare } from '../training/training.ts';
import { type ModelFiles, readModel, readModelFiles, writeModel } from './model-file.ts';
import { accuracyOf, loadInPlainTfjs } from './plain-tfjs.fake.ts';

const ORIGIN = { settings: 'room=a', updates: 12, accuracy: 0.5 };
const TASKS = TASK_NAMES.map(taskNamed);
const [MLP, CNN] = TASKS;

const filesOf = (task: Task, parameters = initialParameters(task, 3)): ModelFiles =>
  writeModel(task, parameters, ORIGIN, 'model.weights.bin');
/** The same file with a part of its description changed. */
const changed = (
  files: ModelFiles,
  change: (description: { modelTopology: object; weightsManifest: { weights: object[] }[] }) => void,
): string => {
  const description = JSON.parse(files.description);
  change(description);
  return JSON.stringify(description);
};

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe.each(TASKS)('a model of $name', (task) => {
  it('comes back from its files as it was', () => {
    const parameters = initialParameters(task, 3);
    expect(readModel(...partsOf(filesOf(task, parameters)))).toEqual({
      ok: true,
      model: { task: task.name, parameters },
    });
  });

  it('is loaded by plain tfjs and scores as the learner of a tab does', async () => {
    const random = createRandom(4, 'test');
    const parameters = initialParameters(task, 3).map((value) => value + 0.01 * random.normal());
    const rows = randomExamples(1);
    const test = examplesOf(rows, task);
    const learner = createTfjsLearner(task, test, random);
    const { accuracy } = await learner.evaluate(parameters, test, async () => {});
    learner.dispose();
    const model = await loadInPlainTfjs(filesOf(task, parameters));
    expect(accuracyOf(model, rows)).toBe(accuracy);
  });

  it('comes back from plain tfjs, which saves it in its own words', async () => {
    const parameters = initialParameters(task, 3);
    const model = await loadInPlainTfjs(filesOf(task, parameters));
    let saved: ModelFiles | null = null;
    await model.save(
      tf.io.withSaveHandler(async ({ weightData, weightSpecs, ...rest }) => {
        if (!(weightData instanceof ArrayBuffer)) throw new Error('one buffer is expected');
        const description = { ...rest, weightsManifest: [{ paths: ['w'], weights: weightSpecs }] };
        saved = { description: JSON.stringify(description), weights: new Uint8Array(weightData) };
        return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
      }),
    );
    if (saved === null) throw new Error('nothing was saved');
    expect(readModel(...partsOf(saved))).toEqual({ ok: true, model: { task: task.name, parameters } });
  });
});

describe('a model of a task of one’s own', () => {
  const layers = createTask({
    ...{ name: 'flowers', title: '', input: [4], normalisation: null, batchSize: 8 },
    ...{ layers: denseLayers([5, 3]), loss: 'softmaxCrossEntropy', classes: ['a', 'b', 'c'] },
  });
  const parameters = initialParameters(layers, 3);

  it('comes back from its files where the task is known, and is loaded by plain tfjs', async () => {
    const files = filesOf(layers, parameters);
    const read = readModel(...partsOf(files), layers);
    expect(read).toEqual({ ok: true, model: { task: 'flowers', parameters } });
    expect(readModel(...partsOf(files))).toEqual({ ok: false, problem: 'other-network' });
    const other = createTask({ ...layers, layers: denseLayers([6, 3]) });
    expect(readModel(...partsOf(files), other)).toEqual({ ok: false, problem: 'other-network' });
    expect(readModel(...partsOf(filesOf(MLP)), layers)).toEqual({ ok: false, problem: 'other-network' });
    const model = await loadInPlainTfjs(files);
    expect(model.countParams()).toBe(dimensionOf(layers));
  });

  it('is told from others with the same layers by what it was saved of', () => {
    const [mine, other] = ['a'.repeat(64), 'b'.repeat(64)];
    const saved = (settings: string): [string, Uint8Array] =>
      partsOf(writeModel(layers, parameters, { ...ORIGIN, settings }, 'w.bin'));
    const of = saved(`room=a&task=${mine}&seed=3`);
    expect(readModel(...of, layers, mine)).toEqual({ ok: true, model: { task: mine, parameters } });
    expect(readModel(...of, layers, other)).toEqual({ ok: false, problem: 'other-task' });
    expect(readModel(...of)).toEqual({ ok: false, problem: 'other-task' });
    // Whoever names no digest says himself what it is of.
    expect(readModel(...of, layers).ok).toBe(true);
    // One that says nothing of its task, as those that others wrote, is known by its layers.
    expect(readModel(...saved('room=a'), layers, mine).ok).toBe(true);
    expect(readModel(...partsOf(filesOf(MLP)), layers, mine)).toEqual({
      ok: false,
      problem: 'other-network',
    });
  });

  it('that is a model of tfjs comes back as well', async () => {
    const model = tf.sequential({
      layers: [
        tf.layers.dense({ units: 3, activation: 'tanh', inputShape: [4] }),
        tf.layers.dense({ units: 1 }),
      ],
    });
    const { task, initialParameters: own } = await prepare({ model, data: { xs: [[1, 2, 3, 4]], ys: [1] } });
    if (own === undefined) throw new Error('a model has parameters');
    const files = filesOf(task, own);
    expect(readModel(...partsOf(files), task)).toEqual({ ok: true, model: { task: 'own', parameters: own } });
    const described = changed(files, (file) => {
      Object(file.modelTopology).config.layers[0].config.activation = 'relu';
    });
    expect(readModel(described, files.weights, task)).toEqual({ ok: false, problem: 'other-network' });
  });
});

describe('what is refused', () => {
  const { description, weights } = filesOf(CNN);
  const problemOf = (text: string, bytes: Uint8Array = weights): string => {
    const read = readModel(text, bytes);
    return read.ok ? 'none' : read.problem;
  };

  it('is named', () => {
    expect(problemOf(description)).toBe('none');
    expect(problemOf('{"format":"layers-model"}')).toBe('not-a-model');
    expect(problemOf('PK\u0003\u0004')).toBe('not-a-model');
    expect(problemOf(`${description}${' '.repeat(1_000_000)}`)).toBe('not-a-model');
    const files = filesOf(CNN);
    const other = (change: (layers: { config: Record<string, unknown> }[]) => void): string =>
      changed(files, (file) => change(Object(file.modelTopology).config.layers));
    expect(problemOf(other((layers) => layers.pop()))).toBe('other-network');
    expect(
      problemOf(
        other((layers) => {
          layers[2].config.activation = 'tanh';
        }),
      ),
    ).toBe('other-network');
    const tensor = (change: object): string =>
      changed(files, (file) => Object.assign(file.weightsManifest[0].weights[0], change));
    expect(problemOf(tensor({ shape: [3, 3, 1, 9] }))).toBe('other-network');
    expect(problemOf(tensor({ dtype: 'int32' }))).toBe('compressed');
    expect(problemOf(tensor({ quantization: { dtype: 'uint8', min: 0, scale: 1 } }))).toBe('compressed');
    expect(problemOf(description, weights.subarray(4))).toBe('wrong-length');
    expect(problemOf(description, filesOf(MLP).weights)).toBe('wrong-length');
    expect(problemOf(description, filesOf(CNN, initialParameters(CNN, 4)).weights)).toBe('other-weights');
    const infinite = filesOf(CNN, initialParameters(CNN, 3).fill(Number.NaN, 5, 6));
    expect(problemOf(infinite.description, infinite.weights)).toBe('not-finite');
  });

  it('is one bit that is not as it was', () => {
    fc.assert(
      fc.property(fc.nat(weights.length - 1), fc.nat(7), (at, bit) => {
        const damaged = weights.slice();
        damaged[at] ^= 1 << bit;
        expect(problemOf(description, damaged)).toBe('other-weights');
      }),
      { numRuns: 30 },
    );
  });

  it('is whatever else there is, without an error', () => {
    const anything = fc.oneof(fc.string(), fc.json());
    fc.assert(fc.property(anything, fc.uint8Array(), (text, bytes) => readModel(text, bytes).ok === false));
  });

  it('is not a model without a checksum, of which there are enough numbers', () => {
    const without = changed(filesOf(CNN), (file) => Reflect.deleteProperty(file, 'userDefinedMetadata'));
    expect(problemOf(without)).toBe('none');
    expect(weights.length).toBe(4 * dimensionOf(CNN));
  });
});

function partsOf({ description, weights }: ModelFiles): [string, Uint8Array] {
  return [description, weights];
}

describe('the two files that somebody chose', () => {
  const parameters = initialParameters(CNN, 1);
  const written = writeModel(CNN, parameters, { settings: '', updates: 0, accuracy: null }, 'w.bin');
  const description = new File([written.description], 'Model.JSON');
  const weights = new File([written.weights], 'model.weights (1).bin');

  it('takes them in any order, whatever they are called', async () => {
    const model = { task: 'mnist-cnn', parameters };
    expect(await readModelFiles([description, weights])).toEqual({ ok: true, model });
    expect(await readModelFiles([weights, description])).toEqual({ ok: true, model });
  });

  it('says what is wrong with a choice of files', async () => {
    const problemOf = async (...files: File[]): Promise<string> => {
      const read = await readModelFiles(files);
      return read.ok ? 'none' : read.problem;
    };
    expect(await problemOf(weights)).toBe('two-files');
    expect(await problemOf(description)).toBe('two-files');
    expect(await problemOf(description, description)).toBe('two-files');
    expect(await problemOf(description, weights, weights)).toBe('two-files');
    expect(await problemOf(new File([new Uint8Array(5_000_000)], 'a.json'), weights)).toBe('too-large');
    const gone = Object.assign(new File([], 'w.bin'), {
      arrayBuffer: () => Promise.reject(new Error('gone')),
    });
    expect(await problemOf(description, gone)).toBe('unreadable');
    expect(await problemOf(description, new File(['short'], 'w.bin'))).toBe('wrong-length');
  });
});
