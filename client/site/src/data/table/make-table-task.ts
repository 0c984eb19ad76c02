/** A task that a room shares, of a table and what somebody chose to learn of it. */

import { tableTask } from '@hearsay/shared/tasks/make-shared-task.ts';
import { nameKey } from '@hearsay/shared/tasks/names.ts';
import type { Column, SharedTaskRead } from '@hearsay/shared/tasks/shared-task.ts';
import { FEWEST_CLASSES, MOST_CLASSES } from '@hearsay/shared/tasks/shared-task-problem.ts';
import type { TableColumn } from './columns.ts';
import type { Table } from './read-table.ts';
import type { TargetProblem } from './table-problem.ts';

export interface TableTaskChoice {
  readonly title: string;
  /** The name of the column that is learned, and as what. */
  readonly target: string;
  readonly learn: 'classes' | 'number';
  /** What a target that is a number is measured in; empty for none. */
  readonly unit?: string;
  /** Columns that are not to be learned from, by name. */
  readonly without?: readonly string[];
}

export type TableTaskMade = SharedTaskRead | { ok: false; target: TargetProblem };

/** As what a column can be learned, the likely way first; empty for not at all. */
export function waysToLearn(column: TableColumn): ('classes' | 'number')[] {
  const ways: ('classes' | 'number')[] = [];
  if (targetProblem(column, 'classes') === null) ways.push('classes');
  if (targetProblem(column, 'number') === null) ways.push('number');
  const isMeasured =
    column.kind === 'number' && (column.different > 10 || !column.numbers.every(isWholeOrMissing));
  return isMeasured ? ways.reverse() : ways;
}

const isWholeOrMissing = (value: number): boolean => Number.isNaN(value) || Number.isInteger(value);

/** Null where it can be learned that way. */
function targetProblem(column: TableColumn, learn: 'classes' | 'number'): TargetProblem | null {
  const { name, different, texts, kind } = column;
  if (different === 0) return { code: 'target-empty', name };
  if (different < FEWEST_CLASSES) return { code: 'target-one-class', name, only: texts.different[0] };
  if (learn === 'classes') {
    return different <= MOST_CLASSES
      ? null
      : { code: 'target-too-many-classes', name, count: different, most: MOST_CLASSES };
  }
  // Numbers that count the rows are numbers too.
  const isNumber = kind === 'number' || column.reason?.code === 'row-numbers';
  return isNumber ? null : { code: 'target-no-number', name };
}

/** What is ignored in the table is not learned from. */
export function makeTableTask(table: Table, choice: TableTaskChoice): TableTaskMade {
  const { title, learn } = choice;
  const column = columnNamed(table, choice.target);
  if (!column) return { ok: false, target: { code: 'no-such-column', name: choice.target } };
  const problem = targetProblem(column, learn);
  if (problem !== null) return { ok: false, target: problem };
  const without = new Set([choice.target, ...(choice.without ?? [])].map(nameKey));
  const columns = table.columns.flatMap((other): Column[] => {
    if (other.kind === null || without.has(nameKey(other.name))) return [];
    const { name, kind } = other;
    return [kind === 'number' ? { name, kind, ...pivotOf(other.numbers) } : { name, kind }];
  });
  const { name } = column;
  if (learn === 'number') {
    const target = { name, kind: learn, ...pivotOf(column.numbers) } as const;
    return tableTask({ title, columns, target, unit: choice.unit ?? '' });
  }
  return tableTask({ title, columns, target: { name, kind: learn }, classes: classesOf(column) });
}

/** Whole numbers in their order, all else in that of letters. */
function classesOf({ texts: { different } }: TableColumn): string[] {
  return [...different].sort((a, b) => Number(a) - Number(b) || (a < b ? -1 : 1));
}

export function columnNamed(table: Table, name: string): TableColumn | undefined {
  const key = nameKey(name);
  return table.columns.find((column) => nameKey(column.name) === key);
}

/** Roughly where numbers are, and how far apart, to one digit: not what one's own rows say exactly. */
export function pivotOf(numbers: Float64Array): { centre: number; scale: number } {
  const there = numbers.filter((value) => !Number.isNaN(value));
  const mean = there.reduce((sum, value) => sum + value / there.length, 0);
  const square = there.reduce((sum, value) => sum + ((value - mean) * (value - mean)) / there.length, 0);
  const scale = toOneDigit(Math.sqrt(square));
  return { centre: toOneDigit(mean), scale: Number.isFinite(scale) && scale > 0 ? scale : 1 };
}

const toOneDigit = (value: number): number => Number(value.toPrecision(1));
