/** A collection whose examples are two bytes, in memory alone. */
import { type ExampleStore, openExampleStore } from '../../data/kept/example-store.ts';
import { byteRows } from '../../data/rows/rows.ts';
import { type Collection, createCollection, type Inputs } from './collection.ts';

const CLASSES = ['cat', 'dog', 'eel'];

/** A store in which nothing is kept. */
function openInMemory(): Promise<ExampleStore> {
  return openExampleStore('owner', 2, () => Promise.reject(new DOMException('', 'SecurityError')));
}

/** @param rows in place of the bytes as they are */
export async function fakeCollection(rows?: Inputs['rows']): Promise<Collection> {
  const store = await openInMemory();
  return createCollection(store, CLASSES, {
    rows: rows ?? (async () => byteRows(store.examples.peek(), CLASSES, 2)),
    one: async (pixels) => Float32Array.from(pixels),
    close() {},
  });
}
