/** Puts a run away now and then, so that it can be gone on from. */
import type { RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import { type Checkpoint, createCheckpoint } from '../kept/checkpoint.ts';
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

export function createRunKeeping(options: RunKeepingOptions): Keeping {
  const { keeper, store, now, token, snapshot, settings, history, log } = options;
  const take = async (): Promise<Checkpoint> => {
    const peer = await snapshot();
    const { slot } = store.status.value;
    if (slot === null) throw errorOf({ code: 'no-run' });
    return createCheckpoint(settings(), { token, slot, peer, history: history(), log: log() });
  };
  const onResult = (updates: number | null): void => {
    const { checkpoint } = store.status.value;
    store.update({ checkpoint: { updates: updates ?? checkpoint.updates, failed: updates === null } });
  };
  return createKeeping({ keeper, take, now: () => now() / 1000, onResult });
}
