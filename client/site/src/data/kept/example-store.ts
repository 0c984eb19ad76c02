/**
 * Examples that somebody brings, by their classes: in memory while the page is open, and in the browser for when it is opened
 * again. Where the browser keeps nothing it goes on in memory, and says so.
 */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { randomBytes } from 'hearsay/basics';
import * as v from 'valibot';
import type { DataProblem } from '../data-problem.ts';
import { beginningWith, type OpenDataBase, openDataBase, storageProblem } from './data-base.ts';

export interface NewExample {
  /** The name of its class. */
  readonly label: string;
  /** What it is as bytes: of a picture red, green and blue of each pixel, of a drawing the ink in each. */
  readonly pixels: Uint8Array<ArrayBuffer>;
}

export interface Example extends NewExample {
  readonly id: string;
  /** Counts from 1; examples that were added at once have the same. */
  readonly batch: number;
}

export interface ExampleStore {
  /** In the order in which they were added. */
  readonly examples: ReadonlySignal<readonly Example[]>;
  /** How many there are of each class that has any. */
  readonly counts: ReadonlySignal<ReadonlyMap<string, number>>;
  /** How many were added last, which `undo` takes away. */
  readonly undoable: ReadonlySignal<number>;
  /** Why not all of it is kept; null while it is. */
  readonly problem: ReadonlySignal<DataProblem | null>;
  /** Adds a batch. It is there at once; resolves when it is kept, or is not. */
  add(batch: readonly NewExample[]): Promise<void>;
  /** Takes some away, and what was kept of their features. */
  remove(ids: Iterable<string>): Promise<void>;
  /** Takes the last batch away. */
  undo(): Promise<void>;
  /** What was kept of features, by the examples' ids. @param recipe of which network, and of what copy of an example */
  features(recipe: string): Promise<ReadonlyMap<string, Float32Array<ArrayBuffer>>>;
  keepFeatures(recipe: string, features: ReadonlyMap<string, Float32Array<ArrayBuffer>>): Promise<void>;
}

const bytes = v.custom<Uint8Array<ArrayBuffer>>((value) => value instanceof Uint8Array);
const floats = v.custom<Float32Array<ArrayBuffer>>(
  (value) => value instanceof Float32Array && value.every((number) => Number.isFinite(number)),
);

/**
 * Finds what was kept, and goes on with it.
 * @param owner whose they are: the digest of a task, and whatever else tells two learners apart
 * @param length bytes of an example: others are left out
 */
export async function openExampleStore(
  owner: string,
  length: number,
  open: OpenDataBase = openDataBase,
): Promise<ExampleStore> {
  const problem = signal<DataProblem | null>(null);
  const attempt = async <T>(action: () => Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await action();
    } catch (error) {
      problem.value = storageProblem(error);
      return otherwise;
    }
  };
  const examples = signal<readonly Example[]>(await attempt(() => readExamples(open, owner, length), []));
  const lastBatch = computed(() => examples.value.reduce((last, { batch }) => Math.max(last, batch), 0));
  const inLastBatch = computed(() => examples.value.filter(({ batch }) => batch === lastBatch.value));
  const newId = createIds(examples.value);
  /** One after the other, so that what is taken away was written before. */
  let writing: Promise<void> = Promise.resolve();
  const write = (action: () => Promise<void>): Promise<void> => {
    writing = writing.then(() => attempt(action, undefined));
    return writing;
  };

  async function remove(ids: Iterable<string>): Promise<void> {
    const gone = new Set(ids);
    examples.value = examples.value.filter(({ id }) => !gone.has(id));
    await write(() => removeKept(open, owner, gone));
  }

  return {
    examples,
    counts: computed(() => countLabels(examples.value)),
    undoable: computed(() => inLastBatch.value.length),
    problem,
    async add(batch) {
      const number = lastBatch.value + 1;
      const added = batch.map(({ label, pixels }) => ({ id: newId(), batch: number, label, pixels }));
      examples.value = [...examples.value, ...added];
      await write(() => keep(open, owner, added));
    },
    remove,
    undo: () => remove(inLastBatch.value.map(({ id }) => id)),
    async features(recipe) {
      await writing;
      return attempt(() => readFeatures(open, owner, recipe), new Map());
    },
    keepFeatures: (recipe, features) =>
      write(async () => {
        const transaction = (await open()).transaction('features', 'readwrite', { durability: 'relaxed' });
        const puts = [...features].map(([id, one]) =>
          transaction.store.put({ owner, recipe, id, features: one }),
        );
        await Promise.all([...puts, transaction.done]);
      }),
  };
}

function countLabels(examples: readonly Example[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { label } of examples) counts.set(label, (counts.get(label) ?? 0) + 1);
  return counts;
}

/** Ids that sort in their order, and differ from those of another tab that writes at the same time. */
function createIds(known: readonly Example[]): () => string {
  const tag = [...randomBytes(4)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  let last = known.reduce((most, { id }) => Math.max(most, Number.parseInt(id, 10)), 0);
  return () => {
    last += 1;
    return `${String(last).padStart(9, '0')}-${tag}`;
  };
}

async function readExamples(open: OpenDataBase, owner: string, length: number): Promise<Example[]> {
  const schema = v.object({
    id: v.pipe(v.string(), v.regex(/^\d{9}-[\da-f]{8}$/)),
    example: v.object({
      label: v.string(),
      batch: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
      pixels: v.pipe(
        bytes,
        v.check((pixels) => pixels.length === length),
      ),
    }),
  });
  const records = await (await open()).getAll('examples', beginningWith(owner));
  return records.flatMap((record) => {
    const { success, output } = v.safeParse(schema, record);
    return success ? [{ ...output.example, id: output.id }] : [];
  });
}

async function readFeatures(
  open: OpenDataBase,
  owner: string,
  recipe: string,
): Promise<Map<string, Float32Array<ArrayBuffer>>> {
  const records = await (await open()).getAll('features', beginningWith(owner, recipe));
  return new Map(
    records.flatMap(({ id, features }) => (v.is(floats, features) ? [[id, features] as const] : [])),
  );
}

async function keep(open: OpenDataBase, owner: string, added: readonly Example[]): Promise<void> {
  const transaction = (await open()).transaction('examples', 'readwrite', { durability: 'relaxed' });
  const puts = added.map(({ id, ...example }) => transaction.store.put({ owner, id, example }));
  await Promise.all([...puts, transaction.done]);
}

async function removeKept(open: OpenDataBase, owner: string, ids: ReadonlySet<string>): Promise<void> {
  const transaction = (await open()).transaction(['examples', 'features'], 'readwrite');
  const features = transaction.objectStore('features');
  for (const id of ids) {
    await transaction.objectStore('examples').delete([owner, id]);
    const keys = await features.index('example').getAllKeys(IDBKeyRange.only([owner, id]));
    for (const key of keys) await features.delete(key);
  }
  await transaction.done;
}
