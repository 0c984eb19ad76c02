/** MNIST for simulations: the files that the server lays out for the tabs, whole. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MnistIndexSchema } from '@hearsay/shared/data/mnist-index.ts';
import type { DigitImages } from '@hearsay/shared/simulation/learners/digits.ts';
import { DATA_DIRECTORY, prepareMnist } from '@hearsay/signaling-server/mnist.ts';
import * as v from 'valibot';

/** @throws Error in a sentence when the package that holds the images is missing or damaged */
export async function readMnist(): Promise<{ train: DigitImages; test: DigitImages }> {
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
