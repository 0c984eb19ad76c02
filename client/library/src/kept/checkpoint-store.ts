/**
 * The checkpoints of this tab, in IndexedDB: under the tab's name and the run's settings. What is there an older page may have
 * written, so it is checked as anything from outside. Loaded only when there is something to keep or to go on from.
 */
import { allFinite } from '@hearsay/shared/gossip/codec/float32.ts';
import { MAX_AGE, MAX_VERSION_ENTRIES } from '@hearsay/shared/protocol/model-message.ts';
import { JoinSchema, PeerIdSchema } from '@hearsay/shared/protocol/signalling.ts';
import type { RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import type { DBSchema } from 'idb';
import * as v from 'valibot';
import { randomHex } from '../random-bytes.ts';
import { MAX_HISTORY } from '../session/status.ts';
import { type Checkpoint, FORMAT, runOf } from './checkpoint.ts';
import { createDatabase } from './database.ts';
import { LOG_EVENTS, MAX_LOG_ROWS } from './run-log.ts';
import { claimTabName } from './tab-name.ts';

/** Most checkpoints kept of all tabs and runs together, each about a megabyte; those saved longest ago go. */
const MAX_CHECKPOINTS = 8;
/** Most vectors, and most numbers, that the parts of a method remember. */
const MAX_REMEMBERED = 100;

const store = createStore();
let claimed: Promise<string> | null = null;

/** What this tab is called in this browser, and none beside it. */
export function tabName(): Promise<string> {
  claimed ??= claimTabName({
    storage: () => sessionStorage,
    locks: navigator.locks,
    openChannel: (name) => new BroadcastChannel(name),
    randomName: () => randomHex(16),
  });
  return claimed;
}

const nameOf = async (settings: RunSettings): Promise<string> => `${await tabName()} ${runOf(settings)}`;

/** What this tab kept of such a run; null where there is nothing, or nothing of use. */
export async function findCheckpoint(settings: RunSettings): Promise<Checkpoint | null> {
  return readCheckpoint(await store.get(await nameOf(settings)), settings);
}

/** In place of what was kept of such a run before. */
export async function saveCheckpoint(settings: RunSettings, checkpoint: Checkpoint): Promise<void> {
  await store.put(await nameOf(settings), checkpoint, Date.now());
}

export async function removeCheckpoint(settings: RunSettings): Promise<void> {
  await store.remove(await nameOf(settings));
}

const finite = v.pipe(v.number(), v.finite());
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const VectorSchema = v.pipe(
  v.custom<Float32Array<ArrayBuffer>>((value) => value instanceof Float32Array),
  v.check((value) => allFinite(value)),
);
/** Runs kept by an older page have the tab's own model alone. */
const PointSchema = v.pipe(
  v.object({
    seconds: finite,
    updates: count,
    accuracy: share,
    loss: finite,
    roomAccuracy: v.optional(share),
    roomLoss: v.optional(finite),
  }),
  v.transform(({ roomAccuracy, roomLoss, ...own }) => ({
    ...own,
    roomAccuracy: roomAccuracy ?? own.accuracy,
    roomLoss: roomLoss ?? own.loss,
  })),
);
const VersionsSchema = v.pipe(
  v.array(
    v.object({
      peer: PeerIdSchema,
      updates: v.pipe(count, v.maxValue(2 ** 32 - 1)),
      age: v.optional(v.pipe(count, v.maxValue(MAX_AGE)), 0),
    }),
  ),
  v.maxLength(MAX_VERSION_ENTRIES),
);
const MemoriesSchema = v.pipe(
  v.array(
    v.object({
      vectors: v.pipe(v.array(VectorSchema), v.maxLength(MAX_REMEMBERED)),
      numbers: v.pipe(v.array(finite), v.maxLength(MAX_REMEMBERED)),
    }),
  ),
  v.maxLength(MAX_REMEMBERED),
);
/** See `PeerModel`. */
export const ModelSchema = v.object({
  state: VectorSchema,
  versions: VersionsSchema,
  memories: MemoriesSchema,
});
const CheckpointSchema = v.object({
  format: v.literal(FORMAT),
  run: v.string(),
  token: JoinSchema.entries.token,
  slot: count,
  peer: v.object({
    ...ModelSchema.entries,
    updates: count,
    steps: count,
    seconds: v.pipe(finite, v.minValue(0)),
  }),
  history: v.pipe(v.array(PointSchema), v.maxLength(MAX_HISTORY)),
  log: v.pipe(
    v.array(
      v.object({
        event: v.picklist(LOG_EVENTS),
        seconds: finite,
        updates: count,
        steps: count,
        accuracy: v.nullable(share),
        loss: v.nullable(finite),
        stepsPerSecond: finite,
        updateRate: finite,
        gossipRate: finite,
        stalenessMean: finite,
        stalenessMax: finite,
        sentModels: count,
        sentBytes: count,
        receivedModels: count,
        receivedBytes: count,
        dropped: count,
        neighbours: count,
        size: count,
        detail: v.string(),
        roomAccuracy: v.optional(v.nullable(share), null),
        roomLoss: v.optional(v.nullable(finite), null),
      }),
    ),
    v.maxLength(MAX_LOG_ROWS),
  ),
});

/** Reads what was kept, perhaps by another version of the page. Null where it is not a checkpoint of such a run. */
export function readCheckpoint(value: unknown, settings: RunSettings): Checkpoint | null {
  const parsed = v.safeParse(CheckpointSchema, value);
  return parsed.success && parsed.output.run === runOf(settings) ? parsed.output : null;
}

interface Database extends DBSchema {
  checkpoints: {
    key: string;
    value: { readonly name: string; readonly savedAt: number; readonly checkpoint: unknown };
    indexes: { savedAt: number };
  };
}

/** All reject where the browser lets nothing be kept: in some private windows, on a full disk. */
interface CheckpointStore {
  /** As it was saved, or whatever else is there; undefined where nothing is. */
  get(name: string): Promise<unknown>;
  /** @param savedAt milliseconds since 1970 */
  put(name: string, checkpoint: unknown, savedAt: number): Promise<void>;
  remove(name: string): Promise<void>;
}

function createStore(): CheckpointStore {
  const open = createDatabase<Database>('hearsay', (database) => {
    database.createObjectStore('checkpoints', { keyPath: 'name' }).createIndex('savedAt', 'savedAt');
  });
  return {
    async get(name) {
      const record = await (await open()).get('checkpoints', name);
      return record?.checkpoint;
    },
    async put(name, checkpoint, savedAt) {
      const database = await open();
      const transaction = database.transaction('checkpoints', 'readwrite', { durability: 'relaxed' });
      const written = transaction.store.put({ name, savedAt, checkpoint });
      // At once, since the page may be gone before it could hear that the writing is done.
      transaction.commit();
      await Promise.all([written, transaction.done]);
      const names = await database.getAllKeysFromIndex('checkpoints', 'savedAt');
      for (const old of names.slice(0, -MAX_CHECKPOINTS)) await database.delete('checkpoints', old);
    },
    async remove(name) {
      await (await open()).delete('checkpoints', name);
    },
  };
}
