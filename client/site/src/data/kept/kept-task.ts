/** What a browser keeps of a shared task besides examples: its text, and the rows of a table. */
import * as v from 'valibot';
import { type OpenDataBase, openDataBase } from './data-base.ts';

/** Most bytes of a task's text are fewer than letters of this. */
const MAX_TEXT = 64 * 1024;

/** A table as somebody brought it. */
export interface KeptTable {
  /** Of its columns. */
  readonly names: readonly string[];
  /** As many cells in each as there are names; null where nothing is. */
  readonly rows: readonly (readonly (string | number | null)[])[];
}

const TableSchema = v.pipe(
  v.object({
    names: v.array(v.string()),
    rows: v.array(v.array(v.nullable(v.union([v.string(), v.pipe(v.number(), v.finite())])))),
  }),
  v.check(({ names, rows }) => rows.every((row) => row.length === names.length)),
);

/** @param digest of the text, see `sharedTaskDigest`. Rejects where nothing can be kept: see `storageProblem` */
export async function keepTaskText(
  digest: string,
  text: string,
  open: OpenDataBase = openDataBase,
): Promise<void> {
  await (await open()).put('tasks', { digest, text });
}

/** What was kept under that digest, to be checked against it; null where nothing is, or nothing can be read. */
export async function keptTaskText(
  digest: string,
  open: OpenDataBase = openDataBase,
): Promise<string | null> {
  const record = await open()
    .then((database) => database.get('tasks', digest))
    .catch(() => undefined);
  return v.is(v.pipe(v.string(), v.maxLength(MAX_TEXT)), record?.text) ? record.text : null;
}

/** In place of the table before. @param owner as of an `ExampleStore`. Rejects where nothing can be kept: see `storageProblem` */
export async function keepTable(
  owner: string,
  table: KeptTable,
  open: OpenDataBase = openDataBase,
): Promise<void> {
  await (await open()).put('tables', { owner, table });
}

export async function removeTable(owner: string, open: OpenDataBase = openDataBase): Promise<void> {
  await (await open()).delete('tables', owner);
}

/** Null where no table is kept, or none can be read. */
export async function keptTable(owner: string, open: OpenDataBase = openDataBase): Promise<KeptTable | null> {
  const record = await open()
    .then((database) => database.get('tables', owner))
    .catch(() => undefined);
  const parsed = v.safeParse(TableSchema, record?.table);
  return parsed.success ? parsed.output : null;
}
