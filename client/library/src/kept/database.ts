/** How a database of this browser is opened, if it opens at all. */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

/** Milliseconds after which a database that does not open counts as one that there is not. */
const OPENING_MS = 5000;
const VERSION = 1;

/**
 * One that is opened when it is first asked for. Another attempt may go better: so what failed, or was lost, is not remembered.
 * @param upgrade called where there is none yet
 * @returns rejects where the browser lets nothing be kept: in some private windows, on a full disk
 */
export function createDatabase<Schema extends DBSchema>(
  name: string,
  upgrade: (database: IDBPDatabase<Schema>) => void,
): () => Promise<IDBPDatabase<Schema>> {
  let opened: Promise<IDBPDatabase<Schema>> | null = null;
  const forget = (): void => {
    opened = null;
  };
  return () => {
    if (opened === null) {
      opened = openInTime(name, upgrade, forget);
      opened.catch(forget);
    }
    return opened;
  };
}

async function openInTime<Schema extends DBSchema>(
  name: string,
  upgrade: (database: IDBPDatabase<Schema>) => void,
  onLost: () => void,
): Promise<IDBPDatabase<Schema>> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The database does not open.')), OPENING_MS);
  });
  try {
    // At once where there is no IndexedDB at all, so that it has to be in here.
    const opening = openDB<Schema>(name, VERSION, {
      upgrade,
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
