/**
 * The browser's keeper. A note in the tab's session storage says which run was kept last, so that the page can offer it at once;
 * the code for the rest is fetched only when there is something to keep or to go on from.
 */
import type { RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import * as v from 'valibot';
import { type Checkpoint, runOf } from './checkpoint.ts';
import type { Keeper } from './keeper.ts';

/** Where the note lies. */
const KEY = 'hearsay-kept';

const NoteSchema = v.object({
  /** See `runOf`. */
  run: v.string(),
  updates: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  /** 0 to 1; null before the first evaluation. */
  accuracy: v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
});
export type KeptNote = v.InferOutput<typeof NoteSchema>;

const load = () => import('./checkpoint-store.ts');
const loadEarlier = () => import('./earlier-store.ts');

export function createLazyKeeper(settings: RunSettings): Keeper {
  let [saved, forgotten] = [false, false];
  return {
    async save(checkpoint) {
      const { saveCheckpoint } = await load();
      if (forgotten) return;
      saved = true;
      const accuracy = checkpoint.history.at(-1)?.roomAccuracy ?? null;
      // First, as it takes no time, and the page may be gone before the other is done.
      writeNote({ run: checkpoint.run, updates: checkpoint.peer.updates, accuracy });
      await saveCheckpoint(settings, checkpoint);
    },
    async forget() {
      forgotten = true;
      // The note of what is still being saved is gone already.
      if (saved) await remove(settings);
      else await forgetCheckpoint(settings);
    },
    earlier: {
      async add(checkpoint) {
        if (!forgotten) await (await loadEarlier()).addEarlier(settings, checkpoint);
      },
      list: async () => (await loadEarlier()).listEarlier(settings),
      get: async (id) => (await loadEarlier()).findEarlier(id),
    },
    onEndNear(callback) {
      const onHidden = (): void => {
        if (document.visibilityState === 'hidden') callback();
      };
      // When `pagehide` comes, nothing that takes a while comes about any more. Before that, a page that is left goes on
      // until the next one is there, and one that goes on the phone's back burner is hidden first.
      addEventListener('beforeunload', callback);
      document.addEventListener('visibilitychange', onHidden);
      return () => {
        removeEventListener('beforeunload', callback);
        document.removeEventListener('visibilitychange', onHidden);
      };
    },
  };
}

/** How far such a run was when this tab kept it; null where it did not. */
export const keptNote = (settings: RunSettings): KeptNote | null => readNote(runOf(settings));

/** What this tab kept of such a run; null where there is nothing, or the browser does not give it. */
export async function keptCheckpoint(settings: RunSettings): Promise<Checkpoint | null> {
  if (keptNote(settings) === null) return null;
  try {
    return await (await load()).findCheckpoint(settings);
  } catch {
    return null;
  }
}

/** Also where there is none. Never rejects. */
export async function forgetCheckpoint(settings: RunSettings): Promise<void> {
  if (keptNote(settings) !== null) await remove(settings);
}

async function remove(settings: RunSettings): Promise<void> {
  removeNote(runOf(settings));
  try {
    await (await load()).removeCheckpoint(settings);
    await (await loadEarlier()).removeEarlier(settings);
  } catch {
    // There is nothing to forget where nothing can be kept.
  }
}

type GetStorage = () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** That of such a run; null where another was kept last, none, or nothing can be kept. Never throws. */
export function readNote(run: string, storage: GetStorage = () => sessionStorage): KeptNote | null {
  try {
    const parsed = v.safeParse(NoteSchema, JSON.parse(storage().getItem(KEY) ?? 'null'));
    return parsed.success && parsed.output.run === run ? parsed.output : null;
  } catch {
    return null;
  }
}

/** @throws where the browser keeps nothing */
export function writeNote(note: KeptNote, storage: GetStorage = () => sessionStorage): void {
  storage().setItem(KEY, JSON.stringify(note));
}

/** That of such a run, if any. Never throws. */
export function removeNote(run: string, storage: GetStorage = () => sessionStorage): void {
  if (readNote(run, storage) !== null) storage().removeItem(KEY);
}
