/** Checkpoints in IndexedDB. */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

/** Most checkpoints kept of all tabs and runs together, each about a megabyte; those saved longest ago go. */
export const MAX_CHECKPOINTS = 8;
/** Milliseconds after which a database that does not open counts as one that there is not. */
const OPENING_MS = 5000;
const VERSION = 1;

interface Database extends DBSchema {
  checkpoints: {
    key: string;
    value: { readonly name: string; readonly savedAt: number; readonly checkpoint: unknown };
    indexes: { savedAt: number };
  };
}

/** All reject where the browser lets nothing be kept: in some private windows, on a full disk. */
export interface CheckpointStore {
  /** As it was saved, or whatever else is there; undefined where nothing is. */
  get(name: string): Promise<unknown>;
  /** @param savedAt milliseconds since 1970 */
  put(name: string, checkpoint: unknown, savedAt: number): Promise<void>;
  remove(name: string): Promise<void>;
}

export function createCheckpointStore(): CheckpointStore {
  let opened: Promise<IDBPDatabase<Database>> | null = null;
  const open = (): Promise<IDBPDatabase<Database>> => {
    // Another attempt may go better: so what failed is not remembered.
    opened ??= openInTime(() => {
      opened = null;
    });
    return opened;
  };
  return {
    async get(name) {
      const record = await (await open()).get('checkpoints', name);
      return record?.checkpoint;
    },
    async put(name, checkpoint, savedAt) {
      const database = await open();
      const transaction = database.transaction('checkpoints', 'readwrite', { durability: 'relaxed' });
      const written = transaction.store.put({ name, savedAt, checkpoint });
      // At once, since the page may be gone before it could hear that the writing is done.
      transaction.commit();
      await Promise.all([written, transaction.done]);
      const names = await database.getAllKeysFromIndex('checkpoints', 'savedAt');
      for (const old of names.slice(0, -MAX_CHECKPOINTS)) await database.delete('checkpoints', old);
    },
    async remove(name) {
      await (await open()).delete('checkpoints', name);
    },
  };
}

async function openInTime(onLost: () => void): Promise<IDBPDatabase<Database>> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The database does not open.')), OPENING_MS);
  });
  const opening = openDB<Database>('hearsay', VERSION, {
    upgrade(database) {
      database.createObjectStore('checkpoints', { keyPath: 'name' }).createIndex('savedAt', 'savedAt');
    },
    // A newer version of the page wants to change it.
    blocking: (_current, _blocked, event) => {
      if (event.target instanceof IDBDatabase) event.target.close();
      onLost();
    },
    terminated: onLost,
  });
  try {
    return await Promise.race([opening, tooLate]);
  } catch (error) {
    onLost();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
