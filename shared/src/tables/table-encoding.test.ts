import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TableData } from '../tasks/shared-task.ts';
import { CATEGORY_WIDTH, tableWidth } from '../tasks/table-width.ts';
import { createCategoryCodes } from './category-code.ts';
import { type Cell, createTableEncoding, MOST_DEVIATIONS, numberOf } from './table-encoding.ts';

const table: TableData = {
  kind: 'table',
  columns: [
    { name: 'mass', kind: 'number', centre: 4000, scale: 800 },
    { name: 'island', kind: 'category' },
    { name: 'year', kind: 'number', centre: 2000, scale: 10 },
  ],
  target: { name: 'species', kind: 'classes' },
};
const classes = ['Adelie', 'Gentoo'];
const lengths: TableData = { ...table, target: { name: 'length', kind: 'number', centre: 50, scale: 10 } };
const spreads = {
  columns: [{ mean: 3000, deviation: 500 }, null, { mean: 2008, deviation: 0 }],
  target: { mean: 40, deviation: 4 },
};

function codeOf(text: string): number[] {
  const code = new Float32Array(CATEGORY_WIDTH);
  createCategoryCodes()(text, code, 0);
  return [...code];
}

describe('the code of a category', () => {
  it('is the same everywhere, for every way to write it, and none for none', () => {
    expect(codeOf('Torgersen')).toEqual(codeOf('  torgersen '));
    expect(codeOf('Torgersen').filter((value) => value !== 0)).toHaveLength(6);
    // Peers with other versions of the page have the same.
    expect(codeOf('Torgersen').map((value) => value * 2)).toEqual(TORGERSEN);
    expect(codeOf(' ').every((value) => value === 0)).toBe(true);
  });

  it('is of nearly every category its own', () => {
    // 5000 categories make 12.5 million pairs, of which 1.5 are expected to be alike.
    const codes = new Set(Array.from({ length: 5000 }, (_, i) => String(codeOf(`category ${i}`))));
    expect(codes.size).toBeGreaterThan(4990);
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 2, maxLength: 60 }),
        (texts) => {
          expect(new Set(texts.map((text) => String(codeOf(text)))).size).toBe(texts.length);
        },
      ),
      { seed: 1 },
    );
  });

  it('lights all inputs alike', () => {
    const lit = new Float64Array(CATEGORY_WIDTH);
    const sums = new Float64Array(CATEGORY_WIDTH);
    for (let i = 0; i < 4000; i++)
      codeOf(`c${i}`).forEach((value, k) => {
        lit[k] += value === 0 ? 0 : 1;
        sums[k] += 2 * value;
      });
    // Expected 1000 with a deviation of 27, and 0 with one of 32.
    expect(Math.max(...lit.map((count) => Math.abs(count - 1000)))).toBeLessThan(110);
    expect(Math.max(...sums.map(Math.abs))).toBeLessThan(130);
  });
});

describe('a row', () => {
  const encoded = (cells: Cell[], given: typeof spreads | null = spreads): number[] => {
    const encoding = createTableEncoding(table, classes, given);
    const row = new Float32Array(encoding.width);
    encoding.encodeCells(cells, row, 0);
    return [...row];
  };

  it('has its numbers standardised by what peers agreed on, or by what the task says', () => {
    expect(encoded([4000, 'Biscoe', 2008])).toEqual([2, 0, ...codeOf('Biscoe'), 0, 0]);
    expect(encoded(['4000', ' biscoe', '2010'])).toEqual([2, 0, ...codeOf('Biscoe'), 0.20000000298023224, 0]);
    expect(encoded([4800, 'Biscoe', 2010], null)).toEqual([1, 0, ...codeOf('Biscoe'), 1, 0]);
  });

  it('says what is missing, and takes an outlier as not too far', () => {
    const nothing = codeOf('');
    for (const missing of [null, '', Number.NaN, 'heavy', Number.POSITIVE_INFINITY])
      expect(encoded([missing, null, 2008])).toEqual([0, 1, ...nothing, 0, 0]);
    expect(encoded([1e20, Number.NaN, -1e20])).toEqual([MOST_DEVIATIONS, 0, ...nothing, -MOST_DEVIATIONS, 0]);
    expect(encoded([])).toEqual([0, 1, ...nothing, 0, 1]);
  });

  it('has one width and finite numbers whatever is in it', () => {
    const cell = fc.oneof(fc.string(), fc.double(), fc.constant(null));
    const column = fc.oneof(
      fc.record({
        kind: fc.constant('number' as const),
        centre: fc.double({ noNaN: true, min: -1e30, max: 1e30 }),
      }),
      fc.record({ kind: fc.constant('category' as const) }),
    );
    fc.assert(
      fc.property(
        fc.array(column, { minLength: 1, maxLength: 8 }),
        fc.array(cell, { maxLength: 9 }),
        (kinds, cells) => {
          const columns = kinds.map((kind, i) => ({ scale: 1e-30, name: `c${i}`, ...kind }));
          const encoding = createTableEncoding({ ...table, columns }, classes, null);
          expect(encoding.width).toBe(tableWidth(columns));
          const row = new Float32Array(encoding.width + 2).fill(7);
          encoding.encodeCells(cells, row, 1);
          expect(row.every((value) => Number.isFinite(value))).toBe(true);
          expect([row[0], row[row.length - 1]]).toEqual([7, 7]);
        },
      ),
    );
  });
});

describe('rows', () => {
  it('are left out, and counted, where there is nothing to learn', () => {
    const { inputs, targets, missing, unknown } = createTableEncoding(table, classes, spreads).encode(
      [
        [1, 'a', 1],
        [2, 'b', 2],
        [3, 'c', 3],
        [4, 'd', 4],
      ],
      ['gentoo ', null, 'Chinstrap', 'Adelie'],
    );
    expect([targets, missing, unknown]).toEqual([Uint8Array.of(1, 0), 1, 1]);
    expect(inputs).toHaveLength(2 * 28);
    expect([...inputs.subarray(2, 26), ...inputs.subarray(30, 54)]).toEqual([...codeOf('a'), ...codeOf('d')]);
  });

  it('have standardised targets where these are numbers', () => {
    const encoding = createTableEncoding(lengths, [], spreads);
    const { targets, missing, unknown } = encoding.encode([[1], [2], [3], [4]], [44, '38', 'long', '']);
    expect([targets, missing, unknown]).toEqual([Float32Array.of(1, -0.5), 2, 0]);
    expect(createTableEncoding(lengths, [], null).encode([[1]], [70]).targets).toEqual(Float32Array.of(2));
  });

  it('give back a number in its unit', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, min: -1e6, max: 1e6 }),
        fc.double({ noNaN: true, min: 1e-3, max: 1e6 }),
        fc.double({ noNaN: true, min: -9, max: 9 }),
        (mean, deviation, z) => {
          const encoding = createTableEncoding(lengths, [], { columns: [], target: { mean, deviation } });
          const value = mean + z * deviation;
          const [output] = encoding.encode([[]], [value]).targets;
          expect(Math.abs(encoding.decode(output) - value)).toBeLessThan(
            1e-5 * deviation + 1e-9 * Math.abs(mean),
          );
        },
      ),
    );
  });

  it('have numbers only where a cell is one as a whole', () => {
    expect([' 1.5 ', '-2', '+.5', '1e3', '3.'].map(numberOf)).toEqual([1.5, -2, 0.5, 1000, 3]);
    for (const text of ['', '0x10', '1,5', '1e999', 'Infinity', '1 2', '12a'])
      expect(numberOf(text)).toBeNaN();
  });
});

const TORGERSEN = [0, 0, 0, 0, 0, 0, 0, -1, 0, 0, 0, 0, -1, 0, -1, 1, 0, 0, 0, -1, 0, 0, 0, -1];
