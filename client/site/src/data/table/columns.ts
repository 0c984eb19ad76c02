/** What a column of a table is: numbers, categories, or nothing to learn from. */
import { nameKey, tidyName } from '@hearsay/shared/tasks/names.ts';
import { readNumber } from './numbers.ts';
import type { IgnoredReason } from './table-problem.ts';

/** Cells of a column as texts, each different one once. */
export interface Texts {
  readonly different: readonly string[];
  /** For each row the place in `different`; -1 where it is missing. */
  readonly places: Int32Array<ArrayBuffer>;
}

export interface TableColumn {
  readonly name: string;
  /** As it is used unless somebody chooses otherwise; null where it is ignored, for that reason. */
  readonly kind: 'number' | 'category' | null;
  readonly reason: IgnoredReason | null;
  /** Rows without anything there, and those of a column of numbers that have something else. */
  readonly missing: number;
  readonly odd: number;
  /** How many different texts there are. */
  readonly different: number;
  readonly texts: Texts;
  /** For each row its number, NaN where there is none. */
  readonly numbers: Float64Array<ArrayBuffer>;
}

const MOST_CATEGORIES = 100;
/** Share of the cells that have to be of a kind for all of the column to be. */
const MOST_OF_THEM = 0.95;
/** Fewer different texts than that are categories even if nearly every row has another one. */
const FEW = 10;
/** Fewer rows may be in a row by chance. */
const LEAST_COUNTED = 5;
const MISSING = new Set([
  '',
  'NA',
  'N/A',
  'n/a',
  '#N/A',
  '?',
  'null',
  'NULL',
  'Null',
  'nan',
  'NaN',
  '-',
  '–',
  '—',
]);
const DATE =
  /^(\d{4}-\d{1,2}(-\d{1,2})?|\d{1,2}\.\d{1,2}\.\d{2,4}|\d{1,2}\/\d{1,2}\/\d{2,4}|\d{4}\/\d{1,2}\/\d{1,2})([T ]+\d{1,2}:\d{2}.*)?$|^\d{1,2}:\d{2}(:\d{2})?$/;

function isMissing(cell: string): boolean {
  return MISSING.has(cell.trim());
}

/** @param cells one for each row */
export function createColumn(name: string, cells: readonly string[], decimalComma: boolean): TableColumn {
  const texts = differentTexts(cells);
  const { different, places } = texts;
  const numberOf = Float64Array.from(different, (text) => readNumber(text, decimalComma));
  const numbers = Float64Array.from(places, (place) => (place < 0 ? Number.NaN : numberOf[place]));
  const there = places.reduce((count, place) => count + (place < 0 ? 0 : 1), 0);
  const withNumber = numbers.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0);
  const isNumber = withNumber >= MOST_OF_THEM * there;
  const reason = reasonToIgnore(name, texts, there, isNumber ? numbers : null);
  const kind = isNumber ? 'number' : 'category';
  return {
    name,
    kind: reason === null ? kind : null,
    reason,
    missing: places.length - there,
    odd: isNumber ? there - withNumber : 0,
    different: different.length,
    texts,
    numbers,
  };
}

/** Ways to write the same are one, as it was written first. */
function differentTexts(cells: readonly string[]): Texts {
  const places = new Int32Array(cells.length);
  const different: string[] = [];
  const byKey = new Map<string, number>();
  /** Most cells are written just as others are. */
  const byCell = new Map<string, number>();
  cells.forEach((cell, row) => {
    let place = byCell.get(cell);
    if (place === undefined) {
      const key = isMissing(cell) ? '' : nameKey(cell);
      place = key === '' ? -1 : (byKey.get(key) ?? different.push(tidyName(cell)) - 1);
      if (place >= 0) byKey.set(key, place);
      byCell.set(cell, place);
    }
    places[row] = place;
  });
  return { different, places };
}

function reasonToIgnore(
  name: string,
  { different, places }: Texts,
  there: number,
  numbers: Float64Array | null,
): IgnoredReason | null {
  const count = different.length;
  if (count === 0) return { code: 'empty' };
  if (count === 1) return { code: 'constant' };
  if (numbers !== null) return areRowNumbers(name, numbers, count) ? { code: 'row-numbers' } : null;
  const isDate = different.map((text) => DATE.test(text));
  const dates = places.reduce((total, place) => total + (place >= 0 && isDate[place] ? 1 : 0), 0);
  if (dates >= MOST_OF_THEM * there) return { code: 'dates' };
  if (count > FEW && count > there / 2) return { code: 'different-texts', count };
  return count > MOST_CATEGORIES ? { code: 'too-many-categories', count, most: MOST_CATEGORIES } : null;
}

/** Each one more than the one before; or all different whole numbers under a name that says so. */
function areRowNumbers(name: string, numbers: Float64Array, different: number): boolean {
  if (numbers.length < LEAST_COUNTED || different !== numbers.length) return false;
  if (numbers.every((value, row) => row === 0 || value === numbers[row - 1] + 1)) return true;
  return /^(id|.*[ _]id|nr\.?|no\.?|index|unnamed: \d+)$/i.test(name) && numbers.every(Number.isInteger);
}
