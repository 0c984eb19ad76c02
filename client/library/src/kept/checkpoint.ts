/**
 * Where a run was, so that the tab can go on from there: the peer's whole state and what its method's parts remember, who it
 * was, the curves and the log. Not in it, and so lost: models of neighbours that were on their way or not mixed yet, an
 * update under way (its whole steps count), updates of `draco` that were not sent yet, the step sizes of `adagossip`, what a hub
 * has collected in a round, the order in which examples come, and the counts of traffic.
 */
import { formatSettings, type RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import type { PeerSnapshot } from '../peer/snapshot.ts';
import type { Evaluation } from '../session/status.ts';
import type { LogRow } from './run-log.ts';

export const FORMAT = 1;

export interface Checkpoint {
  readonly format: typeof FORMAT;
  /** See `runOf`. */
  readonly run: string;
  /** The peer's secret: with it comes its id. */
  readonly token: string;
  readonly slot: number;
  readonly peer: PeerSnapshot;
  readonly history: readonly Evaluation[];
  readonly log: readonly LogRow[];
}

/** Settings with the same text are those of the same run: how it is started does not matter. */
export function runOf(settings: RunSettings): string {
  return formatSettings({ ...settings, auto: false });
}

export function createCheckpoint(
  settings: RunSettings,
  parts: Omit<Checkpoint, 'format' | 'run'>,
): Checkpoint {
  return { format: FORMAT, run: runOf(settings), ...parts };
}
