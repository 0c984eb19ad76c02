/** Cells of a text: separators, quotes, names of columns. */
import { tidyName } from '@hearsay/shared/tasks/names.ts';
import { MAX_COLUMN_NAME_LENGTH } from '@hearsay/shared/tasks/shared-task-problem.ts';
import Papa, { type ParseConfig, type ParseResult } from 'papaparse';
import { hasDecimalCommas, readNumber } from './numbers.ts';
import { MOST_TABLE_COLUMNS, type TableProblem } from './table-problem.ts';

export interface ParsedRows {
  /** Tidy, and each there once. */
  readonly names: readonly string[];
  /** As many cells as there are names. */
  readonly rows: readonly (readonly string[])[];
  readonly separator: string;
  readonly decimalComma: boolean;
  /** Whether the names are the first row's. */
  readonly hasHeader: boolean;
  /** Rows that had more or fewer cells than there are names. */
  readonly ragged: number;
}

export type Parsed = { ok: true; parsed: ParsedRows } | { ok: false; problem: TableProblem };

/** Which Papa Parse has for texts too, and its types have not. */
interface Chunks {
  readonly chunkSize: number;
  chunk(part: ParseResult<string[]>): void;
}

const SEPARATORS = [',', ';', '\t', '|'];
/** Characters between two reports of how far it is. */
const CHUNK = 2 ** 19;
const ROWS_LOOKED_AT = 1000;

/** @param report is told the share that is done */
export function parseRows(text: string, report: (done: number) => void = () => {}): Parsed {
  // What Excel writes, and takes, as a first line.
  const [line, said] = /^\uFEFF?sep=(.)\r?\n/.exec(text) ?? ['', ''];
  const all: string[][] = [];
  let separator: string = said;
  const config: ParseConfig<string[]> & Chunks = {
    delimiter: said,
    delimitersToGuess: SEPARATORS,
    skipEmptyLines: 'greedy',
    chunkSize: CHUNK,
    chunk({ data, meta }) {
      for (const row of data) all.push(row);
      separator = meta.delimiter;
      report(Math.min(1, meta.cursor / text.length));
    },
  };
  Papa.parse<string[]>(text.slice(line.length), config);
  const width = Math.max(0, ...all.slice(0, ROWS_LOOKED_AT).map((row) => row.length));
  if (all.length === 0) return { ok: false, problem: { code: 'empty-file' } };
  if (width > MOST_TABLE_COLUMNS)
    return { ok: false, problem: { code: 'too-many-columns', count: width, most: MOST_TABLE_COLUMNS } };
  if (width < 2) return { ok: false, problem: { code: 'one-column' } };
  const decimalComma = separator !== ',' && hasDecimalCommas(all.slice(0, ROWS_LOOKED_AT).flat());
  const hasHeader = !all[0].every((cell) => cell.trim() === '' || isNumber(cell, decimalComma));
  const first = hasHeader ? all[0] : [];
  const count = hasHeader ? lengthWithoutEnd(first, all) : width;
  const rows = hasHeader ? all.slice(1) : all;
  if (rows.length === 0) return { ok: false, problem: { code: 'no-rows' } };
  if (count < 2) return { ok: false, problem: { code: 'one-column' } };
  const ragged = rows.filter((row) => row.length !== first.length && row.length !== count).length;
  return {
    ok: true,
    parsed: {
      names: namesOf(first, count),
      rows: rows.map((row) => Array.from({ length: count }, (_, i) => row[i] ?? '')),
      separator,
      decimalComma,
      hasHeader,
      ragged: hasHeader ? ragged : rows.filter((row) => row.length !== count).length,
    },
  };
}

const isNumber = (cell: string, decimalComma: boolean): boolean =>
  !Number.isNaN(readNumber(cell, decimalComma));

/** Cells of the first row without those at its end that have neither a name nor anything below. */
function lengthWithoutEnd(first: readonly string[], all: readonly (readonly string[])[]): number {
  let length = first.length;
  const looked = all.slice(1, ROWS_LOOKED_AT);
  while (length > 0 && first[length - 1].trim() === '' && looked.every((row) => !row[length - 1]?.trim()))
    length -= 1;
  return length;
}

function namesOf(first: readonly string[], count: number): string[] {
  const taken = new Set<string>();
  return Array.from({ length: count }, (_, i) => {
    const given = [...tidyName(first[i] ?? '')].slice(0, MAX_COLUMN_NAME_LENGTH - 5).join('');
    const name = given === '' ? `column ${i + 1}` : given;
    let unique = name;
    for (let n = 2; taken.has(unique.toLowerCase()); n++) unique = `${name} ${n}`;
    taken.add(unique.toLowerCase());
    return unique;
  });
}
