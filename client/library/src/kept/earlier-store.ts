/**
 * Models that this tab had before, in IndexedDB: under the tab's name, the room and its task. A database of its own, so that pages of
 * another version find the checkpoints as they know them. Loaded only when there is something to keep.
 */
import type { RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import type { DBSchema, IDBPDatabase } from 'idb';
import * as v from 'valibot';
import type { PeerModel } from '../peer/snapshot.ts';
import type { Checkpoint } from './checkpoint.ts';
import { ModelSchema, tabName } from './checkpoint-store.ts';
import { createDatabase } from './database.ts';
import { type EarlierModel, surplus } from './earlier-models.ts';

/** Most of all tabs and rooms together; those saved longest ago go. */
const MAX_MODELS = 24;
/** Most bytes of one: of larger models none is kept. */
const MAX_BYTES = 16_000_000;

interface Database extends DBSchema {
  models: {
    key: number;
    value: Omit<EarlierModel, 'id'> & { id?: number; readonly name: string; readonly model: unknown };
    indexes: { name: string; savedAt: number };
  };
}

const open = createDatabase<Database>('hearsay-earlier', (database) => {
  const models = database.createObjectStore('models', { keyPath: 'id', autoIncrement: true });
  models.createIndex('name', 'name');
  models.createIndex('savedAt', 'savedAt');
});

const nameOf = async ({ room, task }: RunSettings): Promise<string> => `${await tabName()} ${room} ${task}`;

/** Keeps the model of a checkpoint, and does without those that are no longer needed. */
export async function addEarlier(settings: RunSettings, checkpoint: Checkpoint): Promise<void> {
  const { state, versions, memories, updates } = checkpoint.peer;
  const model: PeerModel = { state, versions, memories };
  if (bytesOf(model) > MAX_BYTES) return;
  const [name, database] = await Promise.all([nameOf(settings), open()]);
  const savedAt = Date.now();
  const accuracy = checkpoint.history.at(-1)?.accuracy ?? null;
  await database.put('models', { name, savedAt, updates, accuracy, model });
  for (const { id } of surplus(await listOf(database, name), savedAt)) await database.delete('models', id);
  const ids = await database.getAllKeysFromIndex('models', 'savedAt');
  for (const old of ids.slice(0, -MAX_MODELS)) await database.delete('models', old);
}

/** Of this tab in the same room with the same task, newest first. */
export async function listEarlier(settings: RunSettings): Promise<EarlierModel[]> {
  const [name, database] = await Promise.all([nameOf(settings), open()]);
  return (await listOf(database, name)).reverse();
}

/** Null where it is not kept any more, or damaged. */
export async function findEarlier(id: number): Promise<PeerModel | null> {
  const record = await (await open()).get('models', id);
  // Perhaps of another version of the page.
  const parsed = v.safeParse(ModelSchema, record?.model);
  return parsed.success ? parsed.output : null;
}

/** Keeps none of this tab's any more in that room with that task. */
export async function removeEarlier(settings: RunSettings): Promise<void> {
  const [name, database] = await Promise.all([nameOf(settings), open()]);
  for (const id of await database.getAllKeysFromIndex('models', 'name', name)) {
    await database.delete('models', id);
  }
}

/** Oldest first. */
async function listOf(database: IDBPDatabase<Database>, name: string): Promise<EarlierModel[]> {
  const found: EarlierModel[] = [];
  for await (const { value } of database.transaction('models').store.index('name').iterate(name)) {
    const { id = 0, savedAt, updates, accuracy } = value;
    found.push({ id, savedAt, updates, accuracy });
  }
  return found;
}

function bytesOf({ state, memories }: PeerModel): number {
  const vectors = [state, ...memories.flatMap((memory) => memory.vectors)];
  return vectors.reduce((sum, { byteLength }) => sum + byteLength, 0);
}
