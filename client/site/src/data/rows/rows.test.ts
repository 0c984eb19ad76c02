import { signal } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import { DataError } from '../data-problem.ts';
import { FEATURES } from '../features/network.ts';
import type { Example } from '../kept/example-store.ts';
import { augment, variantsOf } from './augment.ts';
import { featureRows, type PictureRows, pixelRows } from './picture-rows.ts';
import { byteRows, split } from './rows.ts';

const SIDE = 4;
const LENGTH = SIDE * SIDE * 3;

/** Examples of these labels, the i-th of which begins with the byte i. */
function examples(labels: string, length = LENGTH): Example[] {
  return [...labels].map((label, i) => {
    const pixels = new Uint8Array(length).fill(200);
    pixels[0] = i;
    return { id: `id${i}`, batch: 1, label, pixels };
  });
}

const ids = (placed: readonly { example: Example }[]): string =>
  placed.map(({ example }) => example.id).join(' ');

describe('examples to test with', () => {
  it('are every fifth of each class, whatever comes later', () => {
    const { train, test, unknown } = split(examples('aabaabaaxab'), ['b', 'a']);
    expect(ids(test)).toBe('id6');
    expect(train.map(({ target }) => target)).toEqual([1, 1, 0, 1, 1, 0, 1, 1, 0]);
    expect(unknown).toBe(1);
    expect(ids(split(examples('aabaabaaxabaaaabb'), ['b', 'a']).test)).toBe('id6 id13 id16');
  });

  it('are bytes with the places of their classes', () => {
    const { train, test } = byteRows(examples('aaaabb', 2).concat(examples('a', 2)), ['a', 'b'], 2);
    expect(train).toEqual({
      inputs: Uint8Array.of(0, 200, 1, 200, 2, 200, 3, 200, 4, 200, 5, 200),
      divisor: 255,
      inputLength: 2,
      targets: Uint8Array.of(0, 0, 0, 0, 1, 1),
    });
    expect(test).toEqual({
      inputs: Uint8Array.of(0, 200),
      divisor: 255,
      inputLength: 2,
      targets: Uint8Array.of(0),
    });
  });

  it('have places beyond a byte where there are as many classes', () => {
    const classes = Array.from({ length: 300 }, (_, i) => `c${i}`);
    const [one] = examples('c', 1);
    expect(byteRows([{ ...one, label: 'c299' }], classes, 1).train.targets).toEqual(Uint16Array.of(299));
  });
});

/** A maker whose features are the first byte of a picture, and how often it was asked for how many. */
function setUp(labels: string) {
  const asked: number[] = [];
  const maker: PictureRows['maker'] = {
    async featuresOf(pixels, side, seeds) {
      asked.push(seeds.length);
      const variants = variantsOf(pixels, side, seeds);
      return Float32Array.from(
        { length: seeds.length * FEATURES },
        (_, i) => variants[Math.floor(i / FEATURES) * LENGTH],
      );
    },
    async variantsOf(pixels, side, seeds) {
      asked.push(seeds.length);
      return variantsOf(pixels, side, seeds);
    },
  };
  const kept = new Map<string, Map<string, Float32Array<ArrayBuffer>>>();
  const store = {
    examples: signal<readonly Example[]>(examples(labels)),
    features: async (recipe: string) => kept.get(recipe) ?? new Map(),
    async keepFeatures(recipe: string, features: ReadonlyMap<string, Float32Array<ArrayBuffer>>) {
      kept.set(recipe, new Map([...(kept.get(recipe) ?? []), ...features]));
    },
  };
  const options: PictureRows = { classes: ['a', 'b'], side: SIDE, copies: 2, seed: 7, maker };
  return { asked, kept, store, options };
}

describe('pictures', () => {
  it('are learned from with their copies, and tested with as they are', async () => {
    const { store, options } = setUp('aaaaab');
    const progress: string[] = [];
    const rows = await pixelRows(store.examples.value, {
      ...options,
      onProgress: (done, all) => progress.push(`${done}/${all}`),
    });
    expect([rows.train.targets, rows.test.targets]).toEqual([
      Uint8Array.from([...Array(12).fill(0), 1, 1, 1]),
      Uint8Array.of(0),
    ]);
    const row = (i: number): Uint8Array =>
      new Uint8Array(rows.train.inputs.slice(i * LENGTH, (i + 1) * LENGTH));
    expect(row(3)).toEqual(store.examples.value[1].pixels);
    const copies = [12, 13, 14].map((i) => String(row(i)));
    expect(new Set(copies).size).toBe(3);
    expect(rows.test.inputs).toEqual(store.examples.value[4].pixels);
    expect(progress.at(-1)).toBe('16/16');
    expect(await pixelRows(store.examples.value, options)).toEqual(rows);
    expect((await pixelRows(store.examples.value, { ...options, seed: 8 })).train).not.toEqual(rows.train);
  });

  it('have their features made once, copies too', async () => {
    const { store, options, asked, kept } = setUp(`${'a'.repeat(19)}b`);
    const rows = await featureRows(store, options);
    expect(asked.reduce((sum, count) => sum + count, 0)).toBe(17 * 3 + 3);
    expect(Math.max(...asked)).toBe(16);
    expect(kept.size).toBe(3);
    expect([rows.train.inputs.length, rows.train.divisor, rows.test.targets.length]).toEqual([
      51 * FEATURES,
      1,
      3,
    ]);
    expect(rows.train.inputs[3 * FEATURES]).toBe(1);
    expect([...rows.test.inputs].filter((_, i) => i % FEATURES === 0)).toEqual([4, 9, 14]);
    asked.length = 0;
    expect(await featureRows(store, options)).toEqual(rows);
    expect(asked).toEqual([]);
    store.examples.value = [...store.examples.value, { ...examples('b')[0], id: 'new', label: 'b' }];
    await featureRows(store, options);
    expect(asked).toEqual([1, 1, 1]);
  });

  it('are made until that is stopped, and what was made is kept', async () => {
    const { store, options, kept } = setUp('a'.repeat(60));
    const stop = new AbortController();
    const making = featureRows(store, {
      ...options,
      signal: stop.signal,
      onProgress: (done) => (done >= 20 ? stop.abort() : undefined),
    });
    await expect(making).rejects.toThrow(/abort/);
    expect([...kept.values()].map(({ size }) => size)).toEqual([32]);
  });

  it('are a problem where no features can be made', async () => {
    const { store, options } = setUp('aab');
    const featuresOf = () => Promise.reject(new DataError({ code: 'extractor-unreachable' }));
    await expect(
      featureRows(store, { ...options, maker: { ...options.maker, featuresOf } }),
    ).rejects.toMatchObject({
      problem: { code: 'extractor-unreachable' },
    });
  });

  it('differ from their copies in what their seed says', () => {
    const [one] = examples('a');
    const picture = one.pixels.map((_, i) => i);
    expect(augment(picture, SIDE, 1)).not.toEqual(augment(picture, SIDE, 2));
  });
});
