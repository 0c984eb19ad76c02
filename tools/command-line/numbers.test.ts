import { formatNumber } from '@hearsay/shared/util/format-number.ts';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatBytes, formatDuration, formatRate } from './numbers.ts';

it('writes numbers with four digits at most', () => {
  const written = new Map<number, string>([
    [0, '0'],
    [-0, '0'],
    [1 / 3, '0.3333'],
    [12.3456, '12.35'],
    [-5, '-5'],
    [1234567, '1,235,000'],
    [0.0001, '0.0001'],
    [0.00009999999, '0.0001'],
    [1.23456e-7, '1.235e-7'],
    [2e20, '2e20'],
    [Number.NaN, 'NaN'],
    [Number.NEGATIVE_INFINITY, '-∞'],
  ]);
  for (const [x, text] of written) expect(formatNumber(x)).toBe(text);
});

it('stays near the number and short', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e300, max: 1e300 }), (x) => {
      const text = formatNumber(x);
      expect(Math.abs(Number(text.replaceAll(',', '')) - x)).toBeLessThanOrEqual(Math.abs(x) * 6e-4);
      expect(text.length).toBeLessThanOrEqual(20);
    }),
  );
});

it('writes bytes and rates with a prefix', () => {
  expect([0, 512, 999.9, 1000, 999_999, 1_210_000, 3e9, 2e21].map(formatBytes)).toEqual([
    '0 B',
    '512 B',
    '1 kB',
    '1 kB',
    '1 MB',
    '1.21 MB',
    '3 GB',
    '2,000 EB',
  ]);
  expect([1.21e6, 87.5, 0.02, -1500].map(formatRate)).toEqual(['1.21 M/s', '87.5 /s', '0.02 /s', '-1.5 k/s']);
});

it('writes durations', () => {
  expect([0, 0.42, 9.96, 42, 59.7, 185, 7620, 360_000].map(formatDuration)).toEqual([
    '0 s',
    '0.4 s',
    '10 s',
    '42 s',
    '1 min 00 s',
    '3 min 05 s',
    '2 h 07 min',
    '100 h 00 min',
  ]);
});
