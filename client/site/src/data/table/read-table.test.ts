import { describe, expect, it } from 'vitest';
import { hasDecimalCommas, readNumber } from './numbers.ts';
import { readTable, type Table } from './read-table.ts';
import { MOST_BYTES } from './table-problem.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

function tableOf(given: string | Uint8Array): Table {
  const read = readTable(typeof given === 'string' ? bytesOf(given) : given);
  if (!read.ok) throw new Error(read.problem.code);
  return read.table;
}

const problemOf = (given: string | Uint8Array): unknown => {
  const read = readTable(typeof given === 'string' ? bytesOf(given) : given);
  return read.ok ? null : read.problem;
};

const columnOf = (table: Table, name: string) => {
  const column = table.columns.find((candidate) => candidate.name === name);
  if (!column) throw new Error(`no ${name}`);
  return column;
};

/** One byte, or two, for each character. */
function encoded(text: string, encoding: 'latin' | 'le' | 'be'): Uint8Array {
  const codes = [...text].map((character) => character.charCodeAt(0));
  if (encoding === 'latin') return Uint8Array.from(codes);
  return Uint8Array.from(
    codes.flatMap((code) => (encoding === 'le' ? [code & 255, code >> 8] : [code >> 8, code & 255])),
  );
}

const penguins = [
  'species,island,flipper (mm),sex,mass',
  'Adelie,Torgersen,181,male,3750',
  'Adelie,Torgersen,186,female,3800',
  'Adelie,Torgersen,NA,NA,',
  'Gentoo,"Biscoe, north",217,?,5700',
  'Gentoo,Biscoe,215,"say ""male""",-',
].join('\r\n');

describe('a table', () => {
  it('has columns of numbers and of categories, with what is missing', () => {
    const table = tableOf(penguins);
    expect(table).toMatchObject({ rows: 5, separator: ',', encoding: 'utf-8', hasHeader: true, ragged: 0 });
    expect(table.columns.map(({ name, kind, missing }) => [name, kind, missing])).toEqual([
      ['species', 'category', 0],
      ['island', 'category', 0],
      ['flipper (mm)', 'number', 1],
      ['sex', 'category', 2],
      ['mass', 'number', 2],
    ]);
    expect([...columnOf(table, 'mass').numbers]).toEqual([3750, 3800, Number.NaN, 5700, Number.NaN]);
    expect(columnOf(table, 'island').texts).toEqual({
      different: ['Torgersen', 'Biscoe, north', 'Biscoe'],
      places: Int32Array.of(0, 0, 0, 1, 2),
    });
    expect(columnOf(table, 'sex').texts.different).toEqual(['male', 'female', 'say "male"']);
    expect(table.preview[2]).toEqual(['Adelie', 'Torgersen', 'NA', 'NA', '']);
  });

  it.each([
    [';', false],
    ['\t', false],
    ['|', false],
    [';', true],
  ])('may have %j between its cells (named in the file: %s)', (separator, isSaid) => {
    const lines = ['a;b;c', '1,5;x;2', '2,25;y;3', '1.000,5;x;4'].map((line) =>
      line.replaceAll(';', separator),
    );
    const table = tableOf((isSaid ? `sep=${separator}\r\n` : '') + lines.join('\n'));
    expect(table).toMatchObject({ separator, decimalComma: true, rows: 3 });
    expect(table.columns.map(({ kind }) => kind)).toEqual(['number', 'category', 'number']);
    expect([...table.columns[0].numbers]).toEqual([1.5, 2.25, 1000.5]);
  });

  it('has commas between thousands where they are quoted between commas', () => {
    const table = tableOf('a,b\n"1,000",x\n"2,500.5",y');
    expect([table.decimalComma, ...table.columns[0].numbers]).toEqual([false, 1000, 2500.5]);
  });

  it('may be in any encoding that spreadsheets write', () => {
    const text = 'größe;grün\n1;ja\n2;nein';
    const names = ['größe', 'grün'];
    const all: [Uint8Array, string][] = [
      [bytesOf(text), 'utf-8'],
      [bytesOf(`\uFEFF${text}`), 'utf-8'],
      [encoded(text, 'latin'), 'windows-1252'],
      [encoded(`\uFEFF${text}`, 'le'), 'utf-16le'],
      [encoded(`\uFEFF${text}`, 'be'), 'utf-16be'],
      [encoded(text, 'le'), 'utf-16le'],
      [encoded(text, 'be'), 'utf-16be'],
    ];
    for (const [bytes, encoding] of all) {
      const table = tableOf(bytes);
      expect(table.encoding).toBe(encoding);
      expect(table.columns.map(({ name }) => name)).toEqual(names);
    }
  });

  it('has names made for it where it has none, or the same twice', () => {
    const bare = tableOf('1,2\n3,4\n5,7');
    expect([bare.hasHeader, bare.rows, ...bare.columns.map(({ name }) => name)]).toEqual([
      false,
      3,
      'column 1',
      'column 2',
    ]);
    const names = tableOf(` A ,a,,${'x'.repeat(200)},\n1,2,3,4,\n2,3,4,5,`).columns.map(({ name }) => name);
    expect(names).toEqual(['A', 'a 2', 'column 3', 'x'.repeat(75)]);
  });

  it('may have rows that are too long or too short, and empty ones', () => {
    const table = tableOf('a,b\n1,x\n\n2\n3,y,z\n , \n4,x\n');
    expect([table.rows, table.ragged]).toEqual([4, 2]);
    expect(table.columns.map(({ missing }) => missing)).toEqual([0, 1]);
  });
});

describe('a column is ignored', () => {
  const many = (cell: (row: number) => string, name = 'it', rows = 400) => {
    const lines = Array.from({ length: rows }, (_, row) => `${cell(row)};${row % 2 === 0 ? 'a' : 'b'}`);
    return columnOf(tableOf([`${name};other`, ...lines].join('\n')), name);
  };

  it.each([
    ['row-numbers', (row: number) => `${row + 1}`, 'it'],
    ['row-numbers', (row: number) => `${(row * 7919) % 100_003}`, 'Customer ID'],
    ['dates', (row: number) => `2024-01-${String((row % 28) + 1).padStart(2, '0')}`, 'it'],
    ['dates', (row: number) => `${(row % 28) + 1}.12.2023 10:30`, 'it'],
    ['dates', (row: number) => `${(row % 12) + 1}/5/23`, 'it'],
    ['different-texts', (row: number) => `remark ${row}`, 'it'],
    ['too-many-categories', (row: number) => `c${row % 150}`, 'it'],
    ['constant', () => 'same', 'it'],
    ['empty', () => 'NA', 'it'],
  ])('with the reason %s', (code, cell, name) => {
    const column = many(cell, name);
    expect(column.kind).toBeNull();
    expect(column.reason?.code).toBe(code);
  });

  it('but not where it is learned from', () => {
    expect(many((row) => `${(row * 7919) % 100_003}`, 'mass').kind).toBe('number');
    expect(many((row) => `c${row % 100}`).kind).toBe('category');
    expect(many((row) => `name ${row}`, 'it', 8).kind).toBe('category');
    // A few slips of the keyboard are gaps.
    const slips = many((row) => (row % 50 === 0 ? 'about 3' : `${row / 7}`.slice(0, 6)));
    expect([slips.kind, slips.odd]).toEqual(['number', 8]);
    expect(many((row) => (row % 10 === 0 ? 'high' : `${row % 30}`)).kind).toBe('category');
  });

  it('with a reason that counts, of a table of ten thousand categories', () => {
    const lines = Array.from({ length: 30_000 }, (_, row) => `c${row % 10_000},${row % 3}`);
    const column = columnOf(tableOf(['many,few', ...lines].join('\n')), 'many');
    expect(column.reason).toEqual({ code: 'too-many-categories', count: 10_000, most: 100 });
  });
});

describe('a file that is no table', () => {
  it.each([
    ['empty-file', ''],
    ['empty-file', '\uFEFF \r\n\n'],
    ['one-column', 'a\n1\n2'],
    ['one-column', '{"a": 1}\n{"a": 2}'],
    ['no-rows', 'a,b,c\n'],
    ['html', '\n<!DOCTYPE html><html><body>a,b\n1,2</body></html>'],
    ['html', '<html lang="de">,'],
    ['too-many-columns', `${'a,'.repeat(1001)}\n1,2`],
    ['spreadsheet', Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0, 6, 0)],
    ['spreadsheet', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1)],
    ['binary-file', Uint8Array.from({ length: 3000 }, (_, i) => (i * 7919 + (i >> 3)) % 256)],
    ['too-large-file', new Uint8Array(MOST_BYTES + 1)],
  ])('is refused as %s', (code, given) => {
    expect(problemOf(given)).toMatchObject({ code });
  });
});

it('numbers are read as they are written', () => {
  expect(
    ['1.5', ' -2 ', '+3', '1,234.5', '1e3', '.5', '\u22124'].map((text) => readNumber(text, false)),
  ).toEqual([1.5, -2, 3, 1234.5, 1000, 0.5, -4]);
  expect(['1,5', '-2', '1.234,5', '1.234', ',5'].map((text) => readNumber(text, true))).toEqual([
    1.5, -2, 1234.5, 1234, 0.5,
  ]);
  for (const text of ['', '-', '.', ',', '1,5', '1.2.3', '12 kg', '0x1', 'e5', '1e999'])
    expect(readNumber(text, false)).toBeNaN();
  expect(hasDecimalCommas(['1.234', '1,5', 'x'])).toBe(true);
  expect(hasDecimalCommas(['1,234', '1.5'])).toBe(false);
  expect(hasDecimalCommas(['1,234', '2'])).toBe(true);
  expect(hasDecimalCommas(['1.234', '2'])).toBe(false);
});

it('a hundred thousand rows are read, and how far it is is told often', () => {
  const rows = 100_000;
  const lines = ['x,y,colour,label'];
  for (let row = 0; row < rows; row++)
    lines.push(`${row / 8},${row % 97},c${row % 12},${row % 3 === 0 ? 'yes' : 'no'}`);
  const reports: number[] = [];
  const read = readTable(bytesOf(lines.join('\n')), (done) => reports.push(done));
  if (!read.ok) throw new Error(read.problem.code);
  expect(read.table.rows).toBe(rows);
  expect(read.table.columns.map(({ kind, different }) => [kind, different])).toEqual([
    ['number', rows],
    ['number', 97],
    ['category', 12],
    ['category', 2],
  ]);
  expect(reports.length).toBeGreaterThan(6);
  expect(reports).toEqual([...reports].sort((a, b) => a - b));
  expect(reports.at(-1)).toBe(1);
});
