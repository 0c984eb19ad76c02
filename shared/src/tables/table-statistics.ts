/** What a peer's rows of a table come to as sums, and what the sums of a whole room say of its columns. */
import { MAX_CATEGORY_LENGTH } from '../statistics/statistics-message.ts';
import type { Estimate, NumberSums, OwnSums, StatisticsShape } from '../statistics/sums.ts';
import { nameKey, tidyName } from '../tasks/names.ts';
import type { TableData } from '../tasks/shared-task.ts';
import { type Cell, numberOf, type TableSpreads, textOf } from './table-encoding.ts';

/** In scales from the centre: what is farther is taken as this far, or one slip of the keyboard would be all that counts. */
const FARTHEST = 10_000;
/** Of one column; the room does not keep more. */
const MOST_CATEGORIES = 200;

interface Pivot {
  readonly centre: number;
  readonly scale: number;
}

/** Columns of numbers in the order of the task's columns, then a target that is a number; columns of categories in their order. */
export function tableStatisticsShape(
  { columns, target }: TableData,
  classes: readonly string[],
): StatisticsShape {
  const pivots: Pivot[] = columns.flatMap((column) => (column.kind === 'number' ? [column] : []));
  const ofTarget = target.kind === 'number' ? [target] : [];
  return {
    numbers: [...pivots, ...ofTarget].map(({ centre, scale }) => ({ centre, scale })),
    classes: target.kind === 'classes' ? classes.length : 0,
    categories: columns.length - pivots.length,
  };
}

/**
 * Of the rows that have a target that the task knows.
 * @param rows cells in the order of the task's columns @param targets as many as rows
 */
export function sumsOfTable(
  { columns, target }: TableData,
  classes: readonly string[],
  rows: readonly ArrayLike<Cell>[],
  targets: ArrayLike<Cell>,
): OwnSums {
  const labels = new Map(classes.map((name, label) => [nameKey(name), label]));
  const labelOf = (row: number): number => labels.get(nameKey(textOf(targets[row]))) ?? -1;
  const isLearned = (row: number): boolean =>
    target.kind === 'number' ? !Number.isNaN(numberOf(targets[row])) : labelOf(row) >= 0;
  const learned = [...rows.keys()].filter(isLearned);
  const counts = new Array<number>(target.kind === 'classes' ? classes.length : 0).fill(0);
  if (target.kind === 'classes') for (const row of learned) counts[labelOf(row)] += 1;
  const numbers: NumberSums[] = [];
  const categories: string[][] = [];
  columns.forEach((column, i) => {
    if (column.kind === 'number') numbers.push(sumsOf(learned, (row) => numberOf(rows[row][i]), column));
    else categories.push(differentTexts(learned, (row) => textOf(rows[row][i])));
  });
  if (target.kind === 'number') numbers.push(sumsOf(learned, (row) => numberOf(targets[row]), target));
  return { rows: learned.length, numbers, classes: counts, categories };
}

function sumsOf(
  rows: readonly number[],
  numberOfRow: (row: number) => number,
  { centre, scale }: Pivot,
): NumberSums {
  let count = 0;
  let sum = 0;
  let squares = 0;
  for (const row of rows) {
    const value = (numberOfRow(row) - centre) / scale;
    if (Number.isNaN(value)) continue;
    const near = Math.max(-FARTHEST, Math.min(FARTHEST, value));
    count += 1;
    sum += near;
    squares += near * near;
  }
  return { count, sum, squares };
}

function differentTexts(rows: readonly number[], textOfRow: (row: number) => string): string[] {
  const texts = new Set<string>();
  for (const row of rows) {
    if (texts.size >= MOST_CATEGORIES) break;
    const text = tidyName(textOfRow(row));
    if (text !== '' && text.length <= MAX_CATEGORY_LENGTH) texts.add(text);
  }
  return [...texts];
}

/** For `createTableEncoding`: what a room has come to know of the columns of its task. */
export function spreadsOf(
  { columns, target }: TableData,
  { numbers }: Pick<Estimate, 'numbers'>,
): TableSpreads {
  let next = 0;
  const taken = () => {
    const found = numbers[next] ?? null;
    next += 1;
    return found === null ? null : { mean: found.mean, deviation: found.deviation };
  };
  return {
    columns: columns.map(({ kind }) => (kind === 'number' ? taken() : null)),
    target: target.kind === 'number' ? taken() : null,
  };
}
