/** Rows that this device brought to a room's table, kept for a reload. */
import type { TableData } from '@hearsay/shared/tasks/shared-task.ts';
import { keepTable, keptTable, removeTable } from '../../data/kept/kept-task.ts';
import type { Bringing } from './table-rows.ts';

/** Rows of the table that a task was just made of, by the digest of the task. */
export const rowsAtHand = new Map<string, Bringing>();

const namesOf = ({ columns, target }: TableData): string[] => [...columns, target].map(({ name }) => name);

/** Null where there are none, or of another table. */
export async function keptRows(owner: string, data: TableData): Promise<Bringing | null> {
  const kept = await keptTable(owner);
  if (kept === null || kept.names.join('\n') !== namesOf(data).join('\n')) return null;
  return {
    rows: kept.rows.map((row) => row.slice(0, -1)),
    targets: kept.rows.map((row) => row.at(-1) ?? null),
  };
}

/** Rejects where nothing can be kept: see `storageProblem`. @param brought null for none any more */
export async function keepRows(owner: string, data: TableData, brought: Bringing | null): Promise<void> {
  if (brought === null) return removeTable(owner);
  const rows = brought.rows.map((row, place) => [...row, brought.targets[place]]);
  return keepTable(owner, { names: namesOf(data), rows });
}
