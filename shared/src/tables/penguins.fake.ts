/** A table like that of the penguins of Palmer Station: three species, numbers, categories and gaps, drawn by chance. */
import type { TableData } from '../tasks/shared-task.ts';
import type { Random } from '../util/random/random.ts';
import type { Cell } from './table-encoding.ts';

export const SPECIES = ['Adelie', 'Chinstrap', 'Gentoo'];

/** Bill length and depth, flipper length (mm) and mass (g), with their deviations; and the islands of each species. */
const KINDS = [
  {
    numbers: [38.8, 18.3, 190, 3700],
    deviations: [2.7, 1.2, 6.5, 350],
    islands: ['Torgersen', 'Biscoe', 'Dream'],
  },
  { numbers: [48.8, 18.4, 196, 3730], deviations: [3.3, 1.1, 7.1, 330], islands: ['Dream'] },
  { numbers: [47.5, 15, 217, 5080], deviations: [3.1, 1, 6.5, 450], islands: ['Biscoe'] },
] as const;
const GAP = 0.05;
/** How much more a male has, in deviations. */
const MALE = 0.8;

/** Columns to learn from: all but the target. */
const COLUMNS: TableData['columns'] = [
  { name: 'bill length', kind: 'number', centre: 40, scale: 5 },
  { name: 'bill depth', kind: 'number', centre: 20, scale: 2 },
  { name: 'flipper', kind: 'number', centre: 200, scale: 10 },
  { name: 'island', kind: 'category' },
  { name: 'sex', kind: 'category' },
];

export const speciesTable: TableData = {
  kind: 'table',
  // In a scale that is far off, as where the creator had few rows.
  columns: [...COLUMNS, { name: 'mass', kind: 'number', centre: 1000, scale: 90 }],
  target: { name: 'species', kind: 'classes' },
};

export const massTable: TableData = {
  kind: 'table',
  columns: [...COLUMNS, { name: 'species', kind: 'category' }],
  target: { name: 'mass', kind: 'number', centre: 4000, scale: 800 },
};

export interface PenguinRows {
  /** In the order of the columns of the table. */
  readonly rows: Cell[][];
  readonly targets: Cell[];
}

export function drawPenguins(table: TableData, count: number, random: Random): PenguinRows {
  const rows: Cell[][] = [];
  const targets: Cell[] = [];
  for (let row = 0; row < count; row++) {
    const penguin = drawPenguin(random);
    const gap = (cell: Cell): Cell => (random.uniform() < GAP ? null : cell);
    rows.push(table.columns.map(({ name }) => gap(penguin[name])));
    targets.push(penguin[table.target.name]);
  }
  return { rows, targets };
}

function drawPenguin(random: Random): Record<string, Cell> {
  const species = random.integer(SPECIES.length);
  const { numbers, deviations, islands } = KINDS[species];
  const isMale = random.uniform() < 0.5;
  const size = (isMale ? MALE : -MALE) + 0.3 * random.normal();
  const [length, depth, flipper, mass] = numbers.map(
    (mean, i) => mean + deviations[i] * (0.6 * random.normal() + 0.7 * size),
  );
  const island = islands[random.integer(islands.length)];
  const sex = isMale ? 'male' : 'female';
  return {
    species: SPECIES[species],
    island,
    sex,
    mass,
    flipper,
    'bill length': length,
    'bill depth': depth,
  };
}
