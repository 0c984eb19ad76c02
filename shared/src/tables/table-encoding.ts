/**
 * Rows of a table as numbers that a network takes, of the same width for all peers of a room whatever is in their rows. A column
 * of numbers gives two inputs: the standardised number, 0 where it is missing, and whether it is missing. A column of categories
 * gives CATEGORY_WIDTH, see `category-code.ts`; none is lit where it is missing.
 */
import { nameKey } from '../tasks/names.ts';
import type { Column, TableData } from '../tasks/shared-task.ts';
import { CATEGORY_WIDTH, NUMBER_WIDTH, tableWidth } from '../tasks/table-width.ts';
import { createCategoryCodes } from './category-code.ts';

/** What is in a cell; null, an empty text and NaN are missing. */
export type Cell = string | number | null;

export interface Spread {
  readonly mean: number;
  readonly deviation: number;
}

/** What peers agreed on; null where they have not, or no peer has a number there. */
export interface TableSpreads {
  /** For each column of the task; null for categories. */
  readonly columns: readonly (Spread | null)[];
  readonly target: Spread | null;
}

export interface EncodedRows {
  /** Row after row, `width` numbers each. */
  readonly inputs: Float32Array<ArrayBuffer>;
  /** The class of each row, or its standardised number. */
  readonly targets: Uint8Array<ArrayBuffer> | Float32Array<ArrayBuffer>;
  /** Rows that were left out as their target is missing. */
  readonly missing: number;
  /** Rows that were left out as their target is none of the task's classes. */
  readonly unknown: number;
}

export interface TableEncoding {
  /** Numbers of one row. */
  readonly width: number;
  /** Writes one row's inputs. @param cells in the order of the task's columns @param at where in `into` */
  encodeCells(cells: ArrayLike<Cell>, into: Float32Array, at: number): void;
  /** All rows that have a target. @param targets as many as rows */
  encode(rows: readonly ArrayLike<Cell>[], targets: ArrayLike<Cell>): EncodedRows;
  /** The target's number, in its own unit, of what the network gives. */
  decode(output: number): number;
}

/** Deviations beyond which a number is an outlier that would shake the network: it is taken as this far. */
export const MOST_DEVIATIONS = 10;
/** A deviation below this share of `scale` is rounding: all of the column are one number. */
const LEAST_DEVIATION = 1e-9;

/** @param classes of the task, where the target is one of them @param spreads `centre` and `scale` are used where they are null */
export function createTableEncoding(
  { columns, target }: TableData,
  classes: readonly string[],
  spreads: TableSpreads | null,
): TableEncoding {
  const width = tableWidth(columns);
  const places = columns.map((column, i) => placeOf(column, spreads?.columns[i] ?? null));
  const writeCode = createCategoryCodes();
  const labels = new Map(classes.map((name, label) => [nameKey(name), label]));
  const ofTarget = target.kind === 'number' ? spreadOf(target, spreads?.target ?? null) : null;

  const encodeCells: TableEncoding['encodeCells'] = (cells, into, at) => {
    let to = at;
    places.forEach((spread, i) => {
      if (spread === null) {
        writeCode(textOf(cells[i]), into, to);
        to += CATEGORY_WIDTH;
      } else {
        const value = numberOf(cells[i]);
        into[to] = Number.isNaN(value) ? 0 : standardised(value, spread);
        into[to + 1] = Number.isNaN(value) ? 1 : 0;
        to += NUMBER_WIDTH;
      }
    });
  };
  /** NaN where it is missing, -1 for a class that the task has not. */
  const targetOf = (cell: Cell): number => {
    if (ofTarget !== null) return standardised(numberOf(cell), ofTarget);
    const key = nameKey(textOf(cell));
    return key === '' ? Number.NaN : (labels.get(key) ?? -1);
  };

  return {
    width,
    encodeCells,
    encode(rows, targets) {
      const wanted = rows.map((_, i) => targetOf(targets[i]));
      const learned = rows.flatMap((_, i) => (isTarget(wanted[i], ofTarget !== null) ? [i] : []));
      const inputs = new Float32Array(learned.length * width);
      learned.forEach((row, i) => {
        encodeCells(rows[row], inputs, i * width);
      });
      const kept = learned.map((row) => wanted[row]);
      const missing = wanted.filter(Number.isNaN).length;
      return {
        inputs,
        targets: ofTarget === null ? Uint8Array.from(kept) : Float32Array.from(kept),
        missing,
        unknown: rows.length - learned.length - missing,
      };
    },
    decode: (output) => (ofTarget === null ? output : ofTarget.mean + output * ofTarget.deviation),
  };
}

const isTarget = (value: number, isNumber: boolean): boolean =>
  isNumber ? !Number.isNaN(value) : value >= 0;

function placeOf(column: Column, agreed: Spread | null): Spread | null {
  return column.kind === 'number' ? spreadOf(column, agreed) : null;
}

function spreadOf({ centre, scale }: { centre: number; scale: number }, agreed: Spread | null): Spread {
  if (agreed === null) return { mean: centre, deviation: scale };
  return agreed.deviation > LEAST_DEVIATION * scale ? agreed : { mean: agreed.mean, deviation: scale };
}

/** NaN for NaN. */
function standardised(value: number, { mean, deviation }: Spread): number {
  return Math.max(-MOST_DEVIATIONS, Math.min(MOST_DEVIATIONS, (value - mean) / deviation));
}

/** NaN where there is none. */
export function numberOf(cell: Cell | undefined): number {
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : Number.NaN;
  if (typeof cell !== 'string' || !/^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(cell))
    return Number.NaN;
  const value = Number(cell);
  return Number.isFinite(value) ? value : Number.NaN;
}

/** Empty where there is none. */
export function textOf(cell: Cell | undefined): string {
  if (cell === null || cell === undefined || (typeof cell === 'number' && Number.isNaN(cell))) return '';
  return String(cell);
}
