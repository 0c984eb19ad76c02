import { createTableEncoding } from '@hearsay/shared/tables/table-encoding.ts';
import type { SharedTask } from '@hearsay/shared/tasks/shared-task.ts';
import { describe, expect, it } from 'vitest';
import { type FittingRows, fitTable } from './fit-table.ts';
import { makeTableTask, pivotOf, type TableTaskChoice, waysToLearn } from './make-table-task.ts';
import { readTable, type Table } from './read-table.ts';

function tableOf(text: string): Table {
  const read = readTable(new TextEncoder().encode(text));
  if (!read.ok) throw new Error(read.problem.code);
  return read.table;
}

const penguins = tableOf(
  [
    'Nr;Species;Island;Flipper;Year',
    '1;Adelie;Torgersen;181,5;2007',
    '2;Adelie;Dream;186;2008',
    '3;Gentoo;Biscoe;NA;2008',
    '4;Gentoo;Biscoe;217;2009',
    '5;Chinstrap;Dream;199;2007',
    '6;;Dream;192;2009',
  ].join('\n'),
);
const species: TableTaskChoice = { title: 'Penguins', target: 'species', learn: 'classes' };

function taskOf(table: Table, choice: TableTaskChoice): SharedTask {
  const made = makeTableTask(table, choice);
  if (!made.ok) throw new Error(JSON.stringify(made));
  return made.shared;
}

function fitOf(table: Table, task: SharedTask): FittingRows {
  const fit = fitTable(table, task);
  if (!fit.ok) throw new Error(fit.problem.code);
  return fit.fit;
}

describe('a task of a table', () => {
  it('has the columns that can be learned from, with rough numbers', () => {
    const { data, task } = taskOf(penguins, species);
    expect(data).toEqual({
      kind: 'table',
      columns: [
        { name: 'Island', kind: 'category' },
        { name: 'Flipper', kind: 'number', centre: 200, scale: 10 },
        { name: 'Year', kind: 'number', centre: 2000, scale: 0.8 },
      ],
      target: { name: 'Species', kind: 'classes' },
    });
    expect(task.classes).toEqual(['Adelie', 'Chinstrap', 'Gentoo']);
  });

  it('may be of a number, and without some columns', () => {
    const choice = {
      title: 'x',
      target: 'Flipper',
      learn: 'number',
      unit: 'mm',
      without: ['year '],
    } as const;
    const { data, task } = taskOf(penguins, choice);
    if (data.kind !== 'table') throw new Error(data.kind);
    expect(data.target).toEqual({ name: 'Flipper', kind: 'number', centre: 200, scale: 10 });
    expect(data.columns.map(({ name }) => name)).toEqual(['Species', 'Island']);
    expect([task.units, task.loss]).toEqual([['mm'], 'meanSquaredError']);
  });

  it('has classes that are whole numbers in their order', () => {
    const rows = Array.from({ length: 24 }, (_, row) => `${row % 7},${12 - (row % 12)}`);
    expect(taskOf(tableOf(['a,b', ...rows].join('\n')), { ...species, target: 'b' }).task.classes).toEqual(
      Array.from({ length: 12 }, (_, i) => `${i + 1}`),
    );
  });

  it.each([
    [{ target: 'Wing' }, { code: 'no-such-column', name: 'Wing' }],
    [{ target: 'one' }, { code: 'target-one-class', name: 'one', only: 'same' }],
    [{ target: 'none' }, { code: 'target-empty', name: 'none' }],
    [{ target: 'many' }, { code: 'target-too-many-classes', name: 'many', count: 40, most: 32 }],
    [
      { target: 'text', learn: 'number' },
      { code: 'target-no-number', name: 'text' },
    ],
  ] as const)('%j cannot be learned', (change, target) => {
    const rows = Array.from({ length: 40 }, (_, row) => `same,,${row / 2},${row % 2 === 0 ? 'a' : 'b'}`);
    const table = tableOf(['one,none,many,text', ...rows].join('\n'));
    expect(makeTableTask(table, { ...species, ...change })).toEqual({ ok: false, target });
  });

  it('says what is wrong with what was typed', () => {
    expect(makeTableTask(penguins, { ...species, title: ' ' })).toMatchObject({
      problem: { code: 'no-title' },
    });
    const without = ['Island', 'Flipper', 'Year'];
    expect(makeTableTask(penguins, { ...species, without })).toMatchObject({
      problem: { code: 'column-count' },
    });
  });

  it('is suggested as what its target looks like', () => {
    const rows = Array.from(
      { length: 40 },
      (_, row) => `${row / 2},${row % 3},x${row % 4},remark ${row},${(row % 3) / 2}`,
    );
    const table = tableOf(['mass,grade,colour,text,half', ...rows].join('\n'));
    expect(table.columns.map(waysToLearn)).toEqual([
      ['number'],
      ['classes', 'number'],
      ['classes'],
      [],
      ['number', 'classes'],
    ]);
  });

  it('has pivots of one digit', () => {
    expect(pivotOf(Float64Array.of(3750, 4250, Number.NaN))).toEqual({ centre: 4000, scale: 300 });
    expect(pivotOf(Float64Array.of(5, 5))).toEqual({ centre: 5, scale: 1 });
    expect(pivotOf(Float64Array.of())).toEqual({ centre: 0, scale: 1 });
  });
});

describe('another table', () => {
  const task = taskOf(penguins, species);

  it('fits where its columns have the same names, in any order, with capitals or not', () => {
    const other = tableOf(
      'YEAR, flipper ,colour,SPECIES,island\n2010,190,red,gentoo,New\n2011,,blue,Emperor,Dream\n2012,1,x,?,y',
    );
    const fit = fitOf(other, task);
    expect(fit).toEqual({
      rows: [
        ['New', 190, 2010],
        ['Dream', null, 2011],
        ['y', 1, 2012],
      ],
      targets: ['gentoo', 'Emperor', null],
      missing: [],
      notNumbers: [],
      extra: ['colour'],
      learned: 1,
      withoutTarget: 1,
      unknown: 1,
      unknownClasses: ['Emperor'],
    });
    if (task.data.kind !== 'table') throw new Error(task.data.kind);
    const encoded = createTableEncoding(task.data, task.task.classes ?? [], null).encode(
      fit.rows,
      fit.targets,
    );
    expect([encoded.targets, encoded.missing, encoded.unknown]).toEqual([
      Uint8Array.of(2),
      fit.withoutTarget,
      fit.unknown,
    ]);
  });

  it('fits with gaps where columns are not there, or have other things in them', () => {
    const fit = fitOf(tableOf('Species,Year\nAdelie,old\nGentoo,older\nGentoo,2008'), task);
    expect([fit.missing, fit.notNumbers, fit.learned]).toEqual([['Island', 'Flipper'], ['Year'], 3]);
    expect(fit.rows[2]).toEqual([null, null, 2008]);
  });

  it('is itself fitting, with columns that it ignores', () => {
    const fit = fitOf(penguins, task);
    expect([fit.extra, fit.learned, fit.withoutTarget]).toEqual([['Nr'], 5, 1]);
    expect(fit.rows[0]).toEqual(['Torgersen', 181.5, 2007]);
  });

  it.each([
    ['Island,Year\nDream,2008\nBiscoe,2009', { code: 'target-missing', name: 'Species' }],
    ['Species,x\nAdelie,2\nGentoo,3', { code: 'columns-missing', names: ['Island', 'Flipper', 'Year'] }],
    ['Species,Year\nEmperor,1\nKing,3', { code: 'no-row-fits', name: 'Species', names: ['Emperor', 'King'] }],
  ])('does not fit, %#', (text, problem) => {
    expect(fitTable(tableOf(text), task)).toEqual({ ok: false, problem });
  });
});
