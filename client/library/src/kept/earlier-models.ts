/** Models that a tab had before, to go back to should what came after be worse. How long ago each is, and which are kept. */
import type { PeerModel } from '../peer/snapshot.ts';
import type { Checkpoint } from './checkpoint.ts';

/** Seconds from one that is kept to the next. */
export const EARLIER_SECONDS = 60;
/** Kept are the newest, the most accurate, and of each of these ages the oldest. Milliseconds; what is older than the last is kept
 * only if it is the most accurate. */
const AGES = [0, 2, 8, 32, 128].map((minutes) => minutes * 60_000);

export interface EarlierModel {
  readonly id: number;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  /** Own updates that had been made. */
  readonly updates: number;
  /** Of the tab's own model, 0 to 1; null where it was not tested yet. */
  readonly accuracy: number | null;
}

/** Where they are kept. All reject where the browser keeps nothing. */
export interface EarlierModels {
  /** Keeps the model of a checkpoint, and does without those that are no longer needed. */
  add(checkpoint: Checkpoint): Promise<void>;
  /** Of the same room and task, newest first. */
  list(): Promise<EarlierModel[]>;
  /** Null where it is not kept any more, or damaged. */
  get(id: number): Promise<PeerModel | null>;
}

/** Those that are not needed any more. @param models in any order @param now milliseconds since 1970 */
export function surplus(models: readonly EarlierModel[], now: number): EarlierModel[] {
  const byAge = [...models].sort((a, b) => b.savedAt - a.savedAt);
  const best = byAge.reduce<EarlierModel | undefined>(
    (found, model) => ((model.accuracy ?? 0) > (found?.accuracy ?? 0) ? model : found),
    undefined,
  );
  const needed = new Set([byAge[0], best]);
  for (let i = 0; i + 1 < AGES.length; i++) {
    needed.add(byAge.findLast(({ savedAt }) => now - savedAt >= AGES[i] && now - savedAt < AGES[i + 1]));
  }
  return byAge.filter((model) => !needed.has(model));
}
