import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, it } from 'vitest';
import { type Cell, formatTable } from './table.ts';

it('aligns texts to the left and numbers to the right', () => {
  const table = formatTable(
    ['paper', 'peers', { name: 'sent', align: 'right' }],
    [
      ['ringmaster', 8, '1.2 MB'],
      ['rumours', 1024, '90 B'],
      ['none', null, ''],
    ],
  );
  expect(table).toBe(
    [
      'paper       peers    sent',
      '──────────  ─────  ──────',
      'ringmaster      8  1.2 MB',
      'rumours     1,024    90 B',
      'none',
    ].join('\n'),
  );
});

it('wraps the widest text to fit the width', () => {
  const table = formatTable(['name', 'n', 'what'], [['a', 1, 'some words that go on and on']], { width: 24 });
  expect(table).toBe(
    ['name  n  what', '────  ─  ───────────────', 'a     1  some words that', '         go on and on'].join(
      '\n',
    ),
  );
});

it('breaks words that are longer than their column', () => {
  const lines = formatTable(['path'], [['/a/very/long/path']], { width: 10 }).split('\n');
  expect(lines.slice(2).join('')).toBe('/a/very/long/path');
});

it('makes a table of nothing', () => {
  expect(formatTable(['a', 'b'], [])).toBe('a  b\n─  ─');
});

it('is never wider than it may be, if there are no numbers', () => {
  const cell: fc.Arbitrary<Cell> = fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }), fc.constant(null));
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, cell)), fc.integer({ min: 28, max: 120 }), (rows, width) => {
      const lines = formatTable(['a', 'b', 'c'], rows, { width }).split('\n');
      for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(width);
    }),
  );
});
