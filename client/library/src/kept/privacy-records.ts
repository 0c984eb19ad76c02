/**
 * What this browser has spent of budgets of privacy, so that neither a reload nor another visit to the room gives it anew. Put
 * down before it is spent. Loaded only where a run is private.
 */
import { formatPartition, type RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import * as v from 'valibot';
import type { DataSource } from '../data/load-data.ts';
import type { ToWorker, WorkerNews } from '../peer/bridge.ts';

/** Most rooms of which that is kept. */
const MOST_RECORDS = 1000;
const PREFIX = 'hearsay-privacy ';

const RecordSchema = v.pipe(
  v.array(
    v.object({
      sampling: v.pipe(v.number(), v.gtValue(0), v.maxValue(1)),
      noise: v.pipe(v.number(), v.finite(), v.gtValue(0)),
      steps: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
    }),
  ),
  v.maxLength(64),
);

/** Of which examples, in which room: those that are dealt out are others in another slot. */
export function privacyKey(
  settings: Pick<RunSettings, 'room' | 'seed' | 'samples' | 'partition'>,
  digest: string,
  slot: number,
  source: Pick<DataSource, 'kind'>,
): string {
  const { room, seed, samples, partition } = settings;
  const dealt = [seed, samples, formatPartition(partition), slot].join(' ');
  return [PREFIX + room, digest, ...(source.kind === 'given' ? [] : [dealt])].join(' ');
}

/** What a browser keeps for a site: of `localStorage`. */
export type RecordStorage = Pick<Storage, 'getItem' | 'setItem' | 'key' | 'length'>;

/**
 * Answers what a Worker asks: what was spent before, or to put down what it will have spent.
 * @param storage null where there is none; then nothing is kept, and the Worker is told so
 */
export function answerBudget(
  { spent }: WorkerNews & { type: 'budget' },
  key: string,
  storage: RecordStorage | null,
): ToWorker & { type: 'budget' } {
  if (storage === null) return { type: 'budget', spent: [], kept: false };
  try {
    const before = v.safeParse(RecordSchema, JSON.parse(storage.getItem(key) ?? '[]'));
    const record = spent ?? (before.success ? before.output : []);
    const isNew = storage.getItem(key) === null;
    if (isNew && countRecords(storage) >= MOST_RECORDS) return { type: 'budget', spent: record, kept: false };
    storage.setItem(key, JSON.stringify(record));
    return { type: 'budget', spent: record, kept: true };
  } catch {
    return { type: 'budget', spent: [], kept: false };
  }
}

function countRecords(storage: RecordStorage): number {
  let count = 0;
  for (let i = 0; i < storage.length; i++) if (storage.key(i)?.startsWith(PREFIX)) count += 1;
  return count;
}
