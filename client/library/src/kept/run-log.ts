/** What happened in a run, a row for each evaluation and each event: recorded as it goes, in memory. */
import type { Evaluation, Status } from '../session/status.ts';

/** Most rows kept; when there are more, every other evaluation goes, as it will of those to come, and where that is not
 * enough the oldest row. */
export const MAX_LOG_ROWS = 2000;
/** Longest detail, in characters. */
const MAX_DETAIL = 300;

/** `joined` comes again when the server was lost and found; `resumed` means after a reload, `continued` after a pause. */
export const LOG_EVENTS = [
  'evaluation',
  'joined',
  'training',
  'resumed',
  'paused',
  'continued',
  'went-back',
  'backend',
  'error',
  'left',
  'failed',
] as const;
export type LogEvent = (typeof LOG_EVENTS)[number];

export interface LogRow {
  event: LogEvent;
  /** Seconds since training began, pauses included; 0 before. */
  seconds: number;
  /** Finished local updates, and the steps in them. */
  updates: number;
  steps: number;
  /** Of the last evaluation, on the test subset; null before the first. */
  accuracy: number | null;
  loss: number | null;
  /** A second, over the last half minute. */
  stepsPerSecond: number;
  updateRate: number;
  gossipRate: number;
  /** In updates. */
  stalenessMean: number;
  stalenessMax: number;
  /** Since this page was loaded. */
  sentModels: number;
  sentBytes: number;
  receivedModels: number;
  receivedBytes: number;
  /** Messages that did not count. */
  dropped: number;
  /** Connected now. */
  neighbours: number;
  /** Peers in the room. */
  size: number;
  detail: string;
  /** Of the last evaluation of the room's model; null before the first. */
  roomAccuracy: number | null;
  roomLoss: number | null;
}

export interface RunRecorder {
  /** @param detail in words, for an event @param point of an evaluation */
  record(event: LogEvent, status: Status, detail?: string, point?: Evaluation): void;
  /** Oldest first; renewed when there is more. */
  rows(): readonly LogRow[];
}

/** @param seconds the time now, since training began @param before rows of the same run before a reload */
export function createRunRecorder(seconds: () => number, before: readonly LogRow[] = []): RunRecorder {
  let rows: readonly LogRow[] = before.slice(-MAX_LOG_ROWS);
  /** Of so many evaluations, one is recorded. */
  let stride = 1;
  let evaluations = 0;
  const add = (row: LogRow): void => {
    rows = [...rows, row];
    if (rows.length <= MAX_LOG_ROWS) return;
    let seen = 0;
    rows = rows.filter(({ event }) => {
      if (event === 'evaluation') seen += 1;
      return event !== 'evaluation' || seen % 2 === 1;
    });
    stride *= 2;
    rows = rows.slice(-MAX_LOG_ROWS);
  };
  return {
    record(event, status, detail = '', point) {
      if (event === 'evaluation') evaluations += 1;
      if (event === 'evaluation' && evaluations % stride !== 0) return;
      const { steps, stepsPerSecond, updateRate, gossipRate, staleness, sent, received } = status;
      const row: LogRow = {
        event,
        seconds: point?.seconds ?? seconds(),
        updates: point?.updates ?? status.updates,
        steps,
        accuracy: point?.accuracy ?? status.accuracy,
        loss: point?.loss ?? status.loss,
        stepsPerSecond,
        updateRate,
        gossipRate,
        stalenessMean: staleness.mean,
        stalenessMax: staleness.max,
        sentModels: sent.models,
        sentBytes: sent.bytes,
        receivedModels: received.models,
        receivedBytes: received.bytes,
        dropped: Object.values(status.dropped).reduce((sum, count) => sum + count, 0),
        neighbours: status.neighbours.filter(({ state }) => state === 'connected').length,
        size: status.size,
        detail: detail.slice(0, MAX_DETAIL),
        roomAccuracy: point?.roomAccuracy ?? status.roomAccuracy,
        roomLoss: point?.roomLoss ?? status.roomLoss,
      };
      add(row);
    },
    rows: () => rows,
  };
}
