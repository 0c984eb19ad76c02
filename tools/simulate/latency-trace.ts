/** Measured round trips from a file, for `--latency trace:FILE.csv`. */
import { readFileSync, statSync } from 'node:fs';
import type { Latency } from '@hearsay/shared/simulation/network.ts';
import { messageOf } from '@hearsay/shared/util/message-of.ts';
import { quoteInput } from '../command-line/flag-error.ts';
import { decimal, FlagError } from '../command-line/flags.ts';
import type { LatencyFile } from './network-values.ts';

const MOST_BYTES = 50e6;
const MOST_VALUES = 1_000_000;
/** Names of the column that holds round trips, in ms. */
const COLUMNS = ['rtt', 'rtt_ms', 'ms'];
const milliseconds = decimal(0, 1e7);

/** What flags say of latency, with the values of the file that they name in its place. @throws FlagError */
export function measured(latency: Latency | LatencyFile): Latency {
  if (typeof latency === 'number' || latency.kind !== 'file') return latency;
  return { kind: 'trace', seconds: readLatencyTrace(latency.path) };
}

/** @returns seconds one way: half of each round trip in the file @throws FlagError in one line that names the file */
function readLatencyTrace(path: string): number[] {
  try {
    return parseRoundTrips(readSmallFile(path)).map((ms) => ms / 2000);
  } catch (error) {
    const problem = messageOf(error);
    throw new FlagError(`--latency trace:${quoteInput(path)}: ${problem}`);
  }
}

function readSmallFile(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) throw new Error('there is no such file');
  if (!stats.isFile()) throw new Error('is not a file');
  if (stats.size > MOST_BYTES) throw new Error(`has ${stats.size} bytes, must have at most ${MOST_BYTES}`);
  return readFileSync(path, 'utf8');
}

/**
 * One number of ms a line; or columns with commas between and their names in the first line, of which that named rtt, rtt_ms
 * or ms counts. Empty lines do not.
 * @returns ms, one or more @throws Error in one line that names the line of the file
 */
export function parseRoundTrips(csv: string): number[] {
  let column: number | null = null;
  let width = 1;
  const values: number[] = [];
  for (const [i, line] of csv
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    if (line.trim() === '') continue;
    const cells = line.split(',').map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
    if (column === null) {
      column = columnIn(cells, i + 1);
      width = cells.length;
      if (column !== null) continue;
      column = 0;
    }
    const value = milliseconds.parse(cells[column] ?? '');
    if (value === null || cells.length !== width) throw new Error(refusal(i + 1, cells, column, width));
    values.push(value);
    if (values.length > MOST_VALUES) throw new Error(`line ${i + 1}: more than ${MOST_VALUES} round trips`);
  }
  if (values.length === 0) throw new Error('has no round trips');
  return values;
}

/** @returns which column holds round trips; null where the first line holds one already, and no names */
function columnIn(cells: readonly string[], line: number): number | null {
  if (cells.length === 1 && milliseconds.parse(cells[0]) !== null) return null;
  const names = cells.map((cell) => cell.toLowerCase());
  const column = names.findIndex((name) => COLUMNS.includes(name));
  if (column >= 0) return column;
  throw new Error(
    `line ${line}: must be ${milliseconds.allowed} (ms) alone, or names of columns with ${COLUMNS.join(', ')} among them, not ${quoteInput(cells.join(','))}`,
  );
}

function refusal(line: number, cells: readonly string[], column: number, width: number): string {
  if (cells.length !== width) return `line ${line}: has ${cells.length} columns, must have ${width}`;
  return `line ${line}: ${quoteInput(cells[column])}: must be ${milliseconds.allowed} (ms)`;
}
