import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CLASSES, MnistIndexSchema, PIXELS } from '@hearsay/shared/data/mnist-index.ts';
import { sum } from '@hearsay/shared/util/numbers.ts';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mnistSource, parseIdx, prepareMnist, sortByLabel } from './mnist.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'hearsay-mnist-'));
});
afterAll(() => rm(directory, { recursive: true }));

describe('parseIdx', () => {
  const file = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 3, 7, 8, 9);

  it('gives the content', () => {
    expect([...parseIdx(file, 0x0801, [3])]).toEqual([7, 8, 9]);
  });

  it('refuses a wrong magic number, count or length', () => {
    expect(() => parseIdx(file, 0x0802, [3])).toThrow('header');
    expect(() =>
      parseIdx(
        Uint8Array.from(file, (byte, at) => (at === 7 ? 4 : byte)),
        0x0801,
        [3],
      ),
    ).toThrow('header');
    expect(() => parseIdx(file.subarray(0, 10), 0x0801, [3])).toThrow('10 bytes, not 11');
  });
});

describe('sortByLabel', () => {
  it('is stable and counts each label', () => {
    const { images, perLabel } = sortByLabel(Uint8Array.of(2, 0, 2, 1, 0), Uint8Array.of(1, 2, 3, 4, 5), 1);
    expect([...images]).toEqual([2, 5, 4, 1, 3]);
    expect(perLabel).toEqual([2, 1, 2, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('refuses a label that is no digit', () => {
    expect(() => sortByLabel(Uint8Array.of(10), Uint8Array.of(1), 1)).toThrow('label 10');
  });
});

describe('prepareMnist', () => {
  it('lays out the real images, once, and again what was damaged', async () => {
    expect(await prepareMnist(directory)).toBe('written');
    const files = join(directory, 'mnist');
    expect((await readdir(files)).toSorted()).toEqual(['index.json', 'test.images', 'train.images']);
    const index = v.parse(MnistIndexSchema, JSON.parse(await readFile(join(files, 'index.json'), 'utf8')));
    expect(sum(index.train.perLabel)).toBe(60_000);
    expect(sum(index.test.perLabel)).toBe(10_000);

    for (const [split, idx] of [
      ['train', 'train'],
      ['test', 't10k'],
    ] as const) {
      const sorted = await readFile(join(files, `${split}.images`));
      const labels = (await readFile(join(mnistSource(), `${idx}-labels-idx1-ubyte`))).subarray(8);
      const images = (await readFile(join(mnistSource(), `${idx}-images-idx3-ubyte`))).subarray(16);
      const image = (of: Buffer, at: number) => of.subarray(at * PIXELS, (at + 1) * PIXELS);
      for (let label = 0; label < CLASSES; label += 1) {
        const begin = sum(index[split].perLabel.slice(0, label));
        const end = begin + index[split].perLabel[label];
        expect(image(sorted, begin).equals(image(images, labels.indexOf(label)))).toBe(true);
        expect(image(sorted, end - 1).equals(image(images, labels.lastIndexOf(label)))).toBe(true);
      }
    }

    const written = (await stat(join(files, 'train.images'))).mtimeMs;
    expect(await prepareMnist(directory)).toBe('present');
    expect((await stat(join(files, 'train.images'))).mtimeMs).toBe(written);
    await truncate(join(files, 'test.images'), 1000);
    expect(await prepareMnist(directory)).toBe('written');
    expect((await stat(join(files, 'test.images'))).size).toBe(10_000 * PIXELS);
  });

  it('says which file is missing or damaged, and writes no index', async () => {
    const source = join(directory, 'source');
    const target = join(directory, 'target');
    await mkdir(source);
    await expect(prepareMnist(target, source)).rejects.toThrow(
      /train-labels-idx1-ubyte cannot be used.*npm start/,
    );
    await writeFile(join(source, 'train-labels-idx1-ubyte'), 'not an IDX file');
    await expect(prepareMnist(target, source)).rejects.toThrow('it has 15 bytes, not 60008');
    expect(existsSync(join(target, 'mnist', 'index.json'))).toBe(false);
  });
});
