/** MNIST for simulations: the files that the server lays out for the tabs, whole. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MnistIndexSchema } from '@hearsay/shared/data/mnist-index.ts';
import type { DigitImages } from '@hearsay/shared/simulation/learners/digits.ts';
import { DATA_DIRECTORY, prepareMnist } from '@hearsay/signaling-server/mnist.ts';
import * as v from 'valibot';

interface Mnist {
  readonly train: DigitImages;
  readonly test: DigitImages;
}

let kept: Promise<Mnist> | null = null;

/**
 * Read once in a thread: many short runs share one.
 * @throws Error in a sentence when the package that holds the images is missing or damaged
 */
export function readMnist(): Promise<Mnist> {
  kept ??= read();
  return kept;
}

async function read(): Promise<Mnist> {
  await prepareMnist(DATA_DIRECTORY);
  const directory = join(DATA_DIRECTORY, 'mnist');
  const [index, train, test] = await Promise.all(
    ['index.json', 'train.images', 'test.images'].map((name) => readFile(join(directory, name))),
  );
  const { train: trainSplit, test: testSplit } = v.parse(MnistIndexSchema, JSON.parse(index.toString()));
  return {
    train: { images: train, perLabel: trainSplit.perLabel },
    test: { images: test, perLabel: testSplit.perLabel },
  };
}
