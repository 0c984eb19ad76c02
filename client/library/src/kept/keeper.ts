/** When a run is put away, so that it can be gone on from. Where it is put is somebody else's business. */
import type { Checkpoint } from './checkpoint.ts';
import type { EarlierModels } from './earlier-models.ts';

/** Seconds from one checkpoint to the next. */
export const CHECKPOINT_SECONDS = 10;

/** Where a run is put away. */
export interface Keeper {
  /** In place of what was kept of this run before. Rejects where it cannot be kept. */
  save(checkpoint: Checkpoint): Promise<void>;
  /** Called when the run was left on purpose: nothing of it is to be kept. */
  forget(): Promise<void>;
  /** Calls back when the run may soon be cut off. @returns takes that back */
  onEndNear(callback: () => void): () => void;
  /** Models from before, to go back to; where there is none, none is kept. */
  readonly earlier?: EarlierModels;
}

export interface Keeping {
  /** Called often: saves when it is time. */
  tick(): void;
  /** Saves nothing any more. @param forget also what was saved before */
  stop(forget: boolean): void;
}

export interface KeepingOptions {
  readonly keeper: Keeper;
  /** Rejects while there is nothing to keep. */
  readonly take: () => Promise<Checkpoint>;
  /** Seconds. */
  readonly now: () => number;
  /** Told each time: how far the run was when it was kept, or null where it could not be. */
  readonly onResult: (updates: number | null) => void;
}

/** One checkpoint is under way at a time. */
export function createKeeping({ keeper, take, now, onResult }: KeepingOptions): Keeping {
  let last = now();
  let underWay: Promise<void> | null = null;
  let stopped = false;

  const save = async (): Promise<void> => {
    const checkpoint = await take().catch(() => null);
    if (checkpoint === null || stopped) return;
    const saved = await keeper.save(checkpoint).then(
      () => true,
      () => false,
    );
    if (!stopped) onResult(saved ? checkpoint.peer.updates : null);
  };
  const begin = (): void => {
    if (stopped || underWay !== null) return;
    last = now();
    underWay = save().finally(() => {
      underWay = null;
    });
  };
  const forgetEndNear = keeper.onEndNear(begin);

  return {
    tick() {
      if (now() - last >= CHECKPOINT_SECONDS) begin();
    },
    stop(forget) {
      if (stopped) return;
      stopped = true;
      forgetEndNear();
      if (!forget) return;
      const forgetIt = (): void => void keeper.forget().catch(() => {});
      // At once, since the page may be reloaded before what is being saved is there; and that is to be forgotten too.
      forgetIt();
      void underWay?.then(forgetIt);
    },
  };
}
