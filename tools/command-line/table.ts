/** Plain text tables for a terminal: text to the left, numbers to the right, long texts wrapped. */

import { formatNumber } from '@hearsay/shared/util/format-number.ts';
import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

/** Numbers are written by `formatNumber`; null is an empty cell. */
export type Cell = string | number | boolean | null;

/** `align` is only needed for texts that are numbers, such as `1.2 MB`. */
export type Column = string | { readonly name: string; readonly align?: 'left' | 'right' };

export interface TableOptions {
  /** In characters; absent means as wide as the terminal, or 100 where the output is no terminal. */
  readonly width?: number;
}

const GAP = 2;
const NARROWEST = 8;
const WIDTH = 100;

/**
 * A table with a header and a line beneath it, without a line break at its end and without trailing spaces.
 * It is wider than `width` only if columns of numbers and shortest possible texts do not fit.
 */
export function formatTable(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  options: TableOptions = {},
): string {
  const names = columns.map((column) => (typeof column === 'string' ? column : column.name));
  const texts = [names, ...rows.map((row) => names.map((_, index) => formatCell(row[index] ?? null)))];
  const right = columns.map((column, index) => isRightAligned(column, index, rows));
  const widths = fitWidths(texts, right, options.width ?? terminalWidth());
  const [header = '', ...body] = texts.map((cells) => formatRow(cells, widths, right));
  const rule = widths.map((width) => '─'.repeat(width)).join(' '.repeat(GAP));
  return [header, rule, ...body].join('\n');
}

function terminalWidth(): number {
  return process.stdout.isTTY ? process.stdout.columns || WIDTH : WIDTH;
}

function formatCell(cell: Cell): string {
  if (cell === null) return '';
  // A tab has no width of its own and would shift everything behind it.
  return typeof cell === 'number' ? formatNumber(cell) : String(cell).replace(/[\t\r]/g, ' ');
}

function isRightAligned(column: Column, index: number, rows: readonly (readonly Cell[])[]): boolean {
  if (typeof column !== 'string' && column.align !== undefined) return column.align === 'right';
  const cells = rows.map((row) => row[index] ?? null).filter((cell) => cell !== null);
  return cells.length > 0 && cells.every((cell) => typeof cell === 'number');
}

/** Takes from the widest column of text, character by character, until everything fits. */
function fitWidths(
  texts: readonly (readonly string[])[],
  right: readonly boolean[],
  width: number,
): number[] {
  const widths = right.map((_, index) => Math.max(1, ...texts.map((cells) => textWidth(cells[index] ?? ''))));
  let surplus = widths.reduce((sum, each) => sum + each + GAP, -GAP) - width;
  for (; surplus > 0; surplus--) {
    const widest = Math.max(...widths.filter((_, index) => !right[index]));
    if (!(widest > NARROWEST)) break;
    widths[widths.findIndex((each, index) => each === widest && !right[index])] = widest - 1;
  }
  return widths;
}

function textWidth(text: string): number {
  return Math.max(...text.split('\n').map((line) => stringWidth(line)));
}

function formatRow(cells: readonly string[], widths: readonly number[], right: readonly boolean[]): string {
  const wrapped = cells.map((cell, index) => wrapAnsi(cell, widths[index]!, { hard: true }).split('\n'));
  const height = Math.max(1, ...wrapped.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    wrapped
      .map((lines, index) => pad(lines[line] ?? '', widths[index]!, right[index]!))
      .join(' '.repeat(GAP))
      .trimEnd(),
  ).join('\n');
}

function pad(text: string, width: number, right: boolean): string {
  const space = ' '.repeat(Math.max(0, width - stringWidth(text)));
  return right ? space + text : text + space;
}
