import { expect, it } from 'vitest';
import { createStatistics } from '../statistics/statistics.ts';
import type { TableData } from '../tasks/shared-task.ts';
import { createRandom } from '../util/random/random.ts';
import type { Cell } from './table-encoding.ts';
import { spreadsOf, sumsOfTable, tableStatisticsShape } from './table-statistics.ts';

const table: TableData = {
  kind: 'table',
  columns: [
    { name: 'mass', kind: 'number', centre: 4000, scale: 1000 },
    { name: 'island', kind: 'category' },
    { name: 'length', kind: 'number', centre: 0, scale: 1 },
  ],
  target: { name: 'species', kind: 'classes' },
};
const classes = ['Adelie', 'Gentoo'];
const rows: Cell[][] = [
  [3000, 'Dream ', 1],
  ['5000', 'Biscoe', null],
  [null, null, 1e20],
  [9000, 'Nowhere', 5],
];
const targets = ['adelie', 'Gentoo', 'Gentoo', 'Emperor'];

it('sums are of the rows that can be learned from', () => {
  expect(tableStatisticsShape(table, classes)).toEqual({
    numbers: [
      { centre: 4000, scale: 1000 },
      { centre: 0, scale: 1 },
    ],
    classes: 2,
    categories: 1,
  });
  expect(sumsOfTable(table, classes, rows, targets)).toEqual({
    rows: 3,
    numbers: [
      { count: 2, sum: 0, squares: 2 },
      { count: 2, sum: 10_001, squares: 1e8 + 1 },
    ],
    classes: [1, 2],
    categories: [['Dream', 'Biscoe']],
  });
});

it('a target that is a number has sums too', () => {
  const numbers: TableData = { ...table, target: { name: 't', kind: 'number', centre: 10, scale: 2 } };
  expect(tableStatisticsShape(numbers, []).numbers).toHaveLength(3);
  const sums = sumsOfTable(numbers, [], rows, [12, '', 'x', '14']);
  expect([sums.rows, sums.classes, sums.numbers[2]]).toEqual([2, [], { count: 2, sum: 3, squares: 5 }]);
});

it('what they say of a column goes where the column is', () => {
  const own = sumsOfTable(table, classes, rows, targets);
  const shape = tableStatisticsShape(table, classes);
  const randomBytes = (count: number) => new Uint8Array(count);
  const read = createStatistics({ self: 'a', shape, own, random: createRandom(1), randomBytes }).read();
  if (read === null) throw new Error('nothing');
  const { columns, target } = spreadsOf(table, read);
  expect([columns[0], columns[1], target]).toEqual([{ mean: 4000, deviation: 1000 }, null, null]);
  expect(columns[2]?.mean).toBe(5000.5);
  const withTarget: TableData = { ...table, target: { name: 't', kind: 'number', centre: 0, scale: 1 } };
  const numbers = [1, 2, 3].map((mean) => ({ mean, deviation: 1, present: 1 }));
  expect(spreadsOf(withTarget, { numbers })).toEqual({
    columns: [{ mean: 1, deviation: 1 }, null, { mean: 2, deviation: 1 }],
    target: { mean: 3, deviation: 1 },
  });
  expect(spreadsOf(withTarget, { numbers: [null, null, null] })).toEqual({
    columns: [null, null, null],
    target: null,
  });
});
