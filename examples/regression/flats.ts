/** Rows of the CSV, and what is learned from them. */
import type { TaskInput } from 'hearsay';

/** Columns before the last one, which is the price. */
export const COLUMNS = 4;
/** Tabs take turns with the rows. */
export const PARTS = 3;
/** Every so manieth row is for nobody to learn from. */
const TESTED = 6;
/** What the network gives is near 1 like this: hundreds of thousands of euros. */
export const UNIT = 100;

type Row = readonly number[];

/** @throws Error where a line is not of five numbers */
export function parseCsv(text: string): Row[] {
  const [, ...lines] = text.trim().split('\n');
  return lines.map((line, i) => {
    const row = line.split(',').map(Number);
    if (row.length !== COLUMNS + 1 || !row.every(Number.isFinite))
      throw new Error(`Line ${i + 2} of the file cannot be read: ${line}`);
    return row;
  });
}

export function ownRows(rows: readonly Row[], part: number): Row[] {
  return rows.filter((_, i) => i % TESTED !== 0 && i % PARTS === part);
}

export function testRows(rows: readonly Row[]): Row[] {
  return rows.filter((_, i) => i % TESTED === 0);
}

/** Inputs and targets, as `joinRoom` and `room.predictAll` take them. */
export function pairsOf(rows: readonly Row[]): { xs: number[][]; ys: number[][] } {
  return { xs: rows.map((row) => row.slice(0, COLUMNS)), ys: rows.map((row) => [row[COLUMNS] / UNIT]) };
}

/** A task as plain data: no page needs tfjs for it. It has to be the same in all tabs, and so does the normalisation. */
export const task: TaskInput = {
  name: 'flats',
  input: [COLUMNS],
  layers: [
    { kind: 'dense', units: 32, activation: 'relu' },
    { kind: 'dense', units: 16, activation: 'relu' },
    { kind: 'dense', units: 1, activation: 'linear' },
  ],
  loss: 'meanSquaredError',
  units: ['price in 100 000 €'],
  // Of area, rooms, year and distance, roughly: what brings them near 0 and 1.
  normalisation: { mean: [80, 3, 1960, 6], deviation: [35, 1.5, 35, 4] },
  batchSize: 32,
};
