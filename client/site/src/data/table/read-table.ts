/** A table from the bytes of a file. */
import { createColumn, type TableColumn } from './columns.ts';
import { decodeText, type Encoding } from './decode-text.ts';
import { parseRows } from './parse-rows.ts';
import type { TableProblem } from './table-problem.ts';

/** Plain data, which a Worker can hand over. */
export interface Table {
  readonly rows: number;
  readonly columns: readonly TableColumn[];
  /** The first rows as they are written. */
  readonly preview: readonly (readonly string[])[];
  readonly encoding: Encoding;
  readonly separator: string;
  readonly decimalComma: boolean;
  /** Whether the names of the columns are in the file. */
  readonly hasHeader: boolean;
  /** Rows with more or fewer cells than there are columns. */
  readonly ragged: number;
}

export type TableRead = { ok: true; table: Table } | { ok: false; problem: TableProblem };

const PREVIEW_ROWS = 8;
/** Of all the time, what taking cells apart takes. */
const PARSING = 0.6;

/** Never throws. @param report is told the share that is done, from 0 to 1 */
export function readTable(bytes: Uint8Array, report: (done: number) => void = () => {}): TableRead {
  const decoded = decodeText(bytes);
  if (!decoded.ok) return decoded;
  const read = parseRows(decoded.text, (done) => report(PARSING * done));
  if (!read.ok) return read;
  const { names, rows, separator, decimalComma, hasHeader, ragged } = read.parsed;
  const columns = names.map((name, i) => {
    const column = createColumn(
      name,
      rows.map((row) => row[i]),
      decimalComma,
    );
    report(PARSING + ((1 - PARSING) * (i + 1)) / names.length);
    return column;
  });
  const preview = rows.slice(0, PREVIEW_ROWS);
  const { encoding } = decoded;
  return {
    ok: true,
    table: { rows: rows.length, columns, preview, encoding, separator, decimalComma, hasHeader, ragged },
  };
}
