import { initialParameters } from '@hearsay/shared/tasks/task.ts';
import { taskNamed } from '@hearsay/shared/tasks/tasks.ts';
import { expect, it } from 'vitest';
import { writeModel } from './model-file.ts';
import { readModelFiles } from './read-model-files.ts';

const task = taskNamed('mnist-cnn');
const parameters = initialParameters(task, 1);
const written = writeModel(task, parameters, { settings: '', updates: 0, accuracy: null }, 'w.bin');
const description = new File([written.description], 'Model.JSON');
const weights = new File([written.weights], 'model.weights (1).bin');

it('takes the two files in any order, whatever they are called', async () => {
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
  const gone = Object.assign(new File([], 'w.bin'), { arrayBuffer: () => Promise.reject(new Error('gone')) });
  expect(await problemOf(description, gone)).toBe('unreadable');
  expect(await problemOf(description, new File(['short'], 'w.bin'))).toBe('wrong-length');
});
