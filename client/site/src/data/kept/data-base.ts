/** The database of what somebody brought to learn from, apart from that of the library's checkpoints. */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { DataProblem } from '../data-problem.ts';

const NAME = 'hearsay-data';
const VERSION = 1;
/** Milliseconds after which a database that does not open counts as one that there is not. */
const OPENING_MS = 5000;

/** What is there an older page may have written, so values are checked when they are read. */
interface Schema extends DBSchema {
  /** Ids sort in the order in which examples were added. */
  examples: { key: [owner: string, id: string]; value: { owner: string; id: string; example: unknown } };
  /** What a frozen network made of examples. @param recipe which network, and of what copy of the example */
  features: {
    key: [owner: string, recipe: string, id: string];
    value: { owner: string; recipe: string; id: string; features: unknown };
    indexes: { example: [owner: string, id: string] };
  };
  tables: { key: string; value: { owner: string; table: unknown } };
  tasks: { key: string; value: { digest: string; text: unknown } };
}

export type DataBase = IDBPDatabase<Schema>;

/** Opens it. Rejects where the browser lets nothing be kept. */
export type OpenDataBase = () => Promise<DataBase>;

let opened: Promise<DataBase> | null = null;
const forget = (): void => {
  opened = null;
};

/** Opens it once for the page; where that failed, again. */
export const openDataBase: OpenDataBase = () => {
  if (opened === null) {
    opened = openInTime(forget);
    opened.catch(forget);
  }
  return opened;
};

async function openInTime(onLost: () => void): Promise<DataBase> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The database does not open.')), OPENING_MS);
  });
  try {
    // At once where there is no IndexedDB at all, so that it has to be in here.
    const opening = openDB<Schema>(NAME, VERSION, {
      upgrade(database) {
        database.createObjectStore('examples', { keyPath: ['owner', 'id'] });
        const features = database.createObjectStore('features', { keyPath: ['owner', 'recipe', 'id'] });
        features.createIndex('example', ['owner', 'id']);
        database.createObjectStore('tables', { keyPath: 'owner' });
        database.createObjectStore('tasks', { keyPath: 'digest' });
      },
      // A newer version of the page wants to change it.
      blocking: (_current, _blocked, event) => {
        if (event.target instanceof IDBDatabase) event.target.close();
        onLost();
      },
      terminated: onLost,
    });
    return await Promise.race([opening, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

/** All keys that begin with these parts: arrays sort behind strings. */
export function beginningWith(...parts: readonly string[]): IDBKeyRange {
  return IDBKeyRange.bound([...parts], [...parts, []]);
}

/** Why something was not kept. */
export function storageProblem(error: unknown): DataProblem {
  const isFull = error instanceof DOMException && error.name === 'QuotaExceededError';
  return { code: isFull ? 'storage-full' : 'storage-refused' };
}
