/** Whether a table can be used for a task that a room shares, and its rows as that task has them. */
import type { Cell } from '@hearsay/shared/tables/table-encoding.ts';
import { nameKey } from '@hearsay/shared/tasks/names.ts';
import type { SharedTask } from '@hearsay/shared/tasks/shared-task.ts';
import type { TableColumn } from './columns.ts';
import { columnNamed } from './make-table-task.ts';
import type { Table } from './read-table.ts';
import type { FitProblem } from './table-problem.ts';

export interface FittingRows {
  /** Cells in the order of the task's columns, and the target of each row. */
  readonly rows: readonly Cell[][];
  readonly targets: readonly Cell[];
  /** Columns of the task that are not in the table: each of their cells is missing. */
  readonly missing: readonly string[];
  /** Columns of numbers in the task that have hardly any here. */
  readonly notNumbers: readonly string[];
  /** Columns of the table that the task does not have. */
  readonly extra: readonly string[];
  /** Rows that can be learned from; those without a target; and those of a class that the task has not. */
  readonly learned: number;
  readonly withoutTarget: number;
  readonly unknown: number;
  /** The names of such classes, a few. */
  readonly unknownClasses: readonly string[];
}

export type Fit = { ok: true; fit: FittingRows } | { ok: false; problem: FitProblem };

const MOST_NAMED = 5;

/**
 * Columns are the same whose names differ in capitals and spaces alone.
 * @throws RangeError where the task is of no table
 */
export function fitTable(table: Table, { data, task }: SharedTask): Fit {
  if (data.kind !== 'table') throw new RangeError('The task is of no table.');
  const { columns, target } = data;
  const found = columns.map(({ name }) => columnNamed(table, name));
  const ofTarget = columnNamed(table, target.name);
  if (!ofTarget) return { ok: false, problem: { code: 'target-missing', name: target.name } };
  if (found.every((column) => column === undefined)) {
    return { ok: false, problem: { code: 'columns-missing', names: columns.map(({ name }) => name) } };
  }
  const readers = found.map((column, i) => readerOf(column, columns[i].kind === 'number'));
  const readTarget = readerOf(ofTarget, target.kind === 'number');
  const all = Array.from({ length: table.rows }, (_, row) => row);
  const targets = all.map(readTarget);
  const classes = new Set(task.classes?.map(nameKey));
  const isKnown = (cell: Cell): boolean => target.kind === 'number' || classes.has(nameKey(String(cell)));
  const withTarget = targets.filter((cell) => cell !== null);
  const unknown = withTarget.filter((cell) => !isKnown(cell));
  const unknownClasses = [...new Set(unknown.map(String))].slice(0, MOST_NAMED);
  const learned = withTarget.length - unknown.length;
  if (learned === 0)
    return { ok: false, problem: { code: 'no-row-fits', name: target.name, names: unknownClasses } };
  const used = new Set([...found, ofTarget]);
  const namesWhere = (test: (column: TableColumn | undefined, i: number) => boolean): string[] =>
    columns.filter((_, i) => test(found[i], i)).map(({ name }) => name);
  return {
    ok: true,
    fit: {
      rows: all.map((row) => readers.map((read) => read(row))),
      targets,
      missing: namesWhere((column) => column === undefined),
      notNumbers: namesWhere((column, i) => columns[i].kind === 'number' && !!column && hasNoNumbers(column)),
      extra: table.columns.filter((column) => !used.has(column)).map(({ name }) => name),
      learned,
      withoutTarget: table.rows - withTarget.length,
      unknown: unknown.length,
      unknownClasses,
    },
  };
}

function hasNoNumbers({ numbers, texts }: TableColumn): boolean {
  const there = texts.places.filter((place) => place >= 0).length;
  return numbers.filter((value) => !Number.isNaN(value)).length < there / 2;
}

/** A row's cell of a column; null where there is none. */
function readerOf(column: TableColumn | undefined, isNumber: boolean): (row: number) => Cell {
  if (!column) return () => null;
  const { numbers, texts } = column;
  if (isNumber) return (row) => (Number.isNaN(numbers[row]) ? null : numbers[row]);
  return (row) => texts.different[texts.places[row]] ?? null;
}
