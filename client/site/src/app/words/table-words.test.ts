import { describe, expect, it } from 'vitest';
import { table as de } from './de-table.ts';
import { table as en } from './en-table.ts';
import { said, type TableWords } from './table-words.ts';

/** All texts of a language, of the same things. */
function textsOf(words: TableWords): string[] {
  const names = ['A', 'B'];
  const name = 'Mass';
  return [
    ...(
      ['empty-file', 'binary-file', 'spreadsheet', 'html', 'one-column', 'no-rows', 'unreadable'] as const
    ).map((code) => said(words.files, { code })),
    said(words.files, { code: 'too-large-file', bytes: 6e7, most: 5e7 }),
    said(words.files, { code: 'too-many-columns', count: 2000, most: 1000 }),
    ...(['empty', 'constant', 'row-numbers', 'dates'] as const).map((code) => said(words.ignored, { code })),
    said(words.ignored, { code: 'different-texts', count: 2000 }),
    said(words.ignored, { code: 'too-many-categories', count: 2000, most: 100 }),
    said(words.targets, { code: 'no-such-column', name }),
    said(words.targets, { code: 'target-empty', name }),
    said(words.targets, { code: 'target-one-class', name, only: 'x' }),
    said(words.targets, { code: 'target-too-many-classes', name, count: 2000, most: 32 }),
    said(words.targets, { code: 'target-no-number', name }),
    said(words.fits, { code: 'target-missing', name }),
    said(words.fits, { code: 'columns-missing', names }),
    said(words.fits, { code: 'no-row-fits', name, names }),
    said(words.fits, { code: 'no-row-fits', name, names: [] }),
    said(words.tasks, { code: 'no-shared-task', where: 'task.input', what: 'It must be [2].' }),
    said(words.tasks, { code: 'no-title' }),
    said(words.tasks, { code: 'long-title', most: 100 }),
    said(words.tasks, { code: 'class-count', least: 2, most: 32, actual: 1 }),
    said(words.tasks, { code: 'column-count', least: 1, most: 100, actual: 0 }),
    ...(['class', 'column'] as const).flatMap((of) => [
      said(words.tasks, { code: 'no-name', of }),
      said(words.tasks, { code: 'long-name', of, name, most: 40 }),
      said(words.tasks, { code: 'same-name', of, name }),
    ]),
    said(words.tasks, { code: 'too-large', most: 65_536, bytes: 70_000 }),
    words.found.rows(1),
    words.found.missing(names),
    words.found.notNumbers(names),
    words.found.extra(names),
    words.found.withoutTarget(2),
    words.found.unknown(1, names),
    words.found.gaps(2),
  ];
}

describe('the words for tables', () => {
  it('are there for everything, in both languages', () => {
    const [english, german] = [textsOf(en), textsOf(de)];
    expect(english).toHaveLength(german.length);
    for (const [i, text] of german.entries()) {
      for (const said of [text, english[i]]) expect(said).not.toMatch(/undefined|null|\[object|=>/);
      expect(text).not.toBe(english[i]);
      expect(text).not.toMatch(/\b(the|with|is|you|du|dich|dir|dein\w*)\b/i);
    }
  });

  it('count in the manner of the language', () => {
    expect([en, de].map(({ found }) => [found.rows(1), found.rows(1200)])).toEqual([
      ['1 row', '1,200 rows'],
      ['1 Zeile', '1.200 Zeilen'],
    ]);
    expect(
      [en, de].map(({ ignored }) => said(ignored, { code: 'too-many-categories', count: 10_000, most: 100 })),
    ).toEqual(['10,000 categories, more than 100', '10.000 Kategorien, mehr als 100']);
  });
});
