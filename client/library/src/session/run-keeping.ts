/** Puts a run away now and then, so that it can be gone on from. */
import type { RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import { type Checkpoint, createCheckpoint } from '../kept/checkpoint.ts';
import { EARLIER_SECONDS } from '../kept/earlier-models.ts';
import { createKeeping, type Keeper, type Keeping } from '../kept/keeper.ts';
import type { LogRow } from '../kept/run-log.ts';
import type { PeerSnapshot } from '../peer/snapshot.ts';
import { errorOf } from '../problem-words.ts';
import type { Evaluation } from './status.ts';
import type { StatusStore } from './status-store.ts';

export interface RunKeepingOptions {
  readonly keeper: Keeper;
  readonly store: StatusStore;
  /** Milliseconds. */
  readonly now: () => number;
  readonly token: string;
  /** Rejects before there is one. */
  readonly snapshot: () => Promise<PeerSnapshot>;
  readonly settings: () => RunSettings;
  readonly history: () => readonly Evaluation[];
  readonly log: () => readonly LogRow[];
}

export interface RunKeeping extends Keeping {
  /** Keeps the model as it is now among those to go back to. Rejects where it cannot be kept. */
  keepEarlier(): Promise<void>;
}

export function createRunKeeping(options: RunKeepingOptions): RunKeeping {
  const { keeper, store, now, token, snapshot, settings, history, log } = options;
  const take = async (): Promise<Checkpoint> => {
    const peer = await snapshot();
    const { slot } = store.status.value;
    if (slot === null) throw errorOf({ code: 'no-run' });
    last = createCheckpoint(settings(), { token, slot, peer, history: history(), log: log() });
    return last;
  };
  let last: Checkpoint | null = null;
  let earlierDue = 0;
  const keepEarlier = async (checkpoint: Checkpoint): Promise<void> => {
    earlierDue = now() / 1000 + EARLIER_SECONDS;
    await keeper.earlier?.add(checkpoint);
  };
  const onResult = (updates: number | null): void => {
    const { checkpoint } = store.status.value;
    store.update({ checkpoint: { updates: updates ?? checkpoint.updates, failed: updates === null } });
    // Where it cannot be kept there is one less to go back to; that the run itself can be kept is said already.
    if (updates !== null && last !== null && now() / 1000 >= earlierDue) keepEarlier(last).catch(() => {});
  };
  const keeping = createKeeping({ keeper, take, now: () => now() / 1000, onResult });
  return { ...keeping, keepEarlier: async () => keepEarlier(await take()) };
}
