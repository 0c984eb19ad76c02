/**
 * Stored pictures as a learner takes them, with copies of those that are learned from: as pixels, or as features, each of which is
 * made once and kept.
 */
import { hashSeed } from '@hearsay/shared/util/random/random.ts';
import type { FeatureMaker } from '../features/feature-questions.ts';
import { EXTRACTOR, FEATURES } from '../features/network.ts';
import type { Example, ExampleStore } from '../kept/example-store.ts';
import { joined, type PlacedExample, rowsOf, type SplitRows, split } from './rows.ts';

/** Changes with how copies are made: kept features of others are of no use then. */
const COPIES_VERSION = 1;
/** Pictures asked for at once: between them progress is told, and it can be stopped. */
const AT_ONCE = 16;

export interface PictureRows {
  /** The names of the task's classes, in its order. */
  readonly classes: readonly string[];
  /** Pixels along a side of the pictures. */
  readonly side: number;
  /** Copies of each picture that is learned from, besides itself. */
  readonly copies: number;
  /** Of the copies. */
  readonly seed: number;
  readonly maker: Pick<FeatureMaker, 'featuresOf' | 'variantsOf'>;
  readonly signal?: AbortSignal | undefined;
  /** How many rows are there, of how many. */
  onProgress?(done: number, rows: number): void;
}

/** A row: an example, or a copy of it. */
interface Row extends PlacedExample {
  /** 0 for itself. */
  readonly copy: number;
}

/**
 * Rows of side x side x 3 shares from 0 to 1.
 * @throws DataError, as a rejection, where the Worker fails; and what `signal` is aborted with
 */
export async function pixelRows(examples: readonly Example[], options: PictureRows): Promise<SplitRows> {
  const length = options.side ** 2 * 3;
  const make = async (rows: readonly Row[], done: number, all: number) => {
    const inputs = new Uint8Array(rows.length * length);
    for (let from = 0; from < rows.length; from += AT_ONCE) {
      const some = rows.slice(from, from + AT_ONCE);
      inputs.set(
        await options.maker.variantsOf(pixelsOf(some), options.side, seedsOf(some, options)),
        from * length,
      );
      stepDone(options, done + from + some.length, all);
    }
    return rowsOf(
      inputs,
      255,
      length,
      rows.map(({ target }) => target),
    );
  };
  return inBothParts(examples, options, make);
}

/**
 * Rows of FEATURES numbers, standardised, see `Extractor`. What is made is kept before the next is, so that it is not made again after a reload.
 * @throws DataError, as a rejection: `extractor-...`; and what `signal` is aborted with
 */
export async function featureRows(
  store: Pick<ExampleStore, 'examples' | 'features' | 'keepFeatures'>,
  options: PictureRows,
): Promise<SplitRows> {
  const make = async (rows: readonly Row[], done: number, all: number) => {
    const inputs = new Float32Array(rows.length * FEATURES);
    let there = 0;
    for (let copy = 0; copy <= options.copies; copy++) {
      const recipe = recipeOf(copy, options);
      const kept = await store.features(recipe);
      const missing: number[] = [];
      rows.forEach((row, at) => {
        if (row.copy !== copy) return;
        const known = kept.get(row.example.id);
        if (known?.length === FEATURES) inputs.set(known, at * FEATURES);
        else missing.push(at);
      });
      there += rows.filter((row) => row.copy === copy).length - missing.length;
      for (let from = 0; from < missing.length; from += AT_ONCE) {
        stepDone(options, done + there, all);
        const places = missing.slice(from, from + AT_ONCE);
        const made = await makeFeatures(
          places.map((at) => rows[at]),
          options,
        );
        for (const at of places) inputs.set(made.get(rows[at].example.id) ?? [], at * FEATURES);
        await store.keepFeatures(recipe, made);
        there += places.length;
      }
      stepDone(options, done + there, all);
    }
    return rowsOf(
      inputs,
      1,
      FEATURES,
      rows.map(({ target }) => target),
    );
  };
  return inBothParts(store.examples.peek(), options, make);
}

async function makeFeatures(
  rows: readonly Row[],
  options: PictureRows,
): Promise<Map<string, Float32Array<ArrayBuffer>>> {
  const features = await options.maker.featuresOf(pixelsOf(rows), options.side, seedsOf(rows, options));
  return new Map(
    rows.map(({ example }, i) => [example.id, features.slice(i * FEATURES, (i + 1) * FEATURES)]),
  );
}

async function inBothParts(
  examples: readonly Example[],
  options: PictureRows,
  make: (rows: readonly Row[], done: number, all: number) => Promise<SplitRows['train']>,
): Promise<SplitRows> {
  const { train, test, unknown } = split(examples, options.classes);
  // The copies of an example come one after the other: a batch of neighbours would be too alike, so learners shuffle.
  const copied = train.flatMap((placed) =>
    Array.from({ length: options.copies + 1 }, (_, copy) => ({ ...placed, copy })),
  );
  const all = copied.length + test.length;
  stepDone(options, 0, all);
  return {
    train: { ...(await make(copied, 0, all)), rowsEach: options.copies + 1 },
    test: await make(
      test.map((placed) => ({ ...placed, copy: 0 })),
      copied.length,
      all,
    ),
    unknown,
  };
}

function stepDone({ signal, onProgress }: PictureRows, done: number, rows: number): void {
  onProgress?.(done, rows);
  signal?.throwIfAborted();
}

function recipeOf(copy: number, { side, seed }: PictureRows): string {
  return copy === 0 ? `${EXTRACTOR}/${side}` : `${EXTRACTOR}/${side}/${COPIES_VERSION}/${seed}/${copy}`;
}

function pixelsOf(rows: readonly Row[]): Uint8Array<ArrayBuffer> {
  return joined(rows.map(({ example }) => example.pixels));
}

/** Never 0 for a copy: that is the picture itself. */
function seedsOf(rows: readonly Row[], { seed }: PictureRows): number[] {
  return rows.map(({ example, copy }) => (copy === 0 ? 0 : hashSeed(seed, example.id, copy) || 1));
}
