/** The browser's keeper, whose code is fetched only when there is something to keep or to go on from. */
import type { RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import { type Checkpoint, runOf } from './checkpoint.ts';
import type { Keeper } from './keeper.ts';
import { type KeptNote, readNote, removeNote } from './kept-note.ts';

const load = () => import('./browser-keeper.ts');

export function createLazyKeeper(settings: RunSettings): Keeper {
  return {
    save: async (checkpoint) => (await load()).saveCheckpoint(settings, checkpoint),
    forget: () => forgetCheckpoint(settings),
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
  if (keptNote(settings) === null) return;
  removeNote(runOf(settings));
  try {
    await (await load()).removeCheckpoint(settings);
  } catch {
    // There is nothing to forget where nothing can be kept.
  }
}
