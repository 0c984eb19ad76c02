/** Keeps the runs of this tab in the browser: under the tab's name and the run's settings. */
import type { RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import { randomHex } from '../random-bytes.ts';
import { type Checkpoint, runOf } from './checkpoint.ts';
import { createCheckpointStore } from './checkpoint-store.ts';
import { writeNote } from './kept-note.ts';
import { readCheckpoint } from './read-checkpoint.ts';
import { claimTabName } from './tab-name.ts';

const store = createCheckpointStore();
let claimed: Promise<string> | null = null;

async function nameOf(settings: RunSettings): Promise<string> {
  claimed ??= claimTabName({
    storage: () => sessionStorage,
    locks: navigator.locks,
    openChannel: (name) => new BroadcastChannel(name),
    randomName: () => randomHex(16),
  });
  return `${await claimed} ${runOf(settings)}`;
}

/** What this tab kept of such a run; null where there is nothing, or nothing of use. */
export async function findCheckpoint(settings: RunSettings): Promise<Checkpoint | null> {
  return readCheckpoint(await store.get(await nameOf(settings)), settings);
}

export async function saveCheckpoint(settings: RunSettings, checkpoint: Checkpoint): Promise<void> {
  const name = await nameOf(settings);
  const accuracy = checkpoint.history.at(-1)?.roomAccuracy ?? null;
  // First, as it takes no time, and the page may be gone before the other is done.
  writeNote({ run: checkpoint.run, updates: checkpoint.peer.updates, accuracy });
  await store.put(name, checkpoint, Date.now());
}

export async function removeCheckpoint(settings: RunSettings): Promise<void> {
  await store.remove(await nameOf(settings));
}
