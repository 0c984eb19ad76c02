import { english } from 'hearsay/internal/problem-words.ts';
import { expect, it } from 'vitest';
import { readPage } from './samples.ts';

it('the page of what goes wrong has every code, once in its tables, and no other', async () => {
  const page = await readPage('guide/errors.md');
  const rows = [...page.matchAll(/^\| `([a-z-]+)` .*$/gm)].map(([, code]) => code);
  const codes = Object.keys(english).sort();
  // Reasons have a table of their own.
  const reasons = ['not-a-model', 'open-shape', 'nothing-to-train', 'unknown-layer'];
  expect(rows.filter((row) => !reasons.includes(row)).sort()).toEqual(codes);
});
