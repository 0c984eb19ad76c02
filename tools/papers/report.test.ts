import { expect, it } from 'vitest';
import { intervalOf } from './interval.ts';
import { claimsOf, type Paper, type Row } from './paper.ts';
import { type PaperReport, toMarkdown, updateMarkdown } from './report.ts';

const paper: Paper = {
  name: 'one',
  title: 'A paper',
  about: 'What it is about.',
  open: [{ question: 'Which?', decision: 'This one.' }],
  studies: () => [],
};
const { within, atMost, atLeast } = claimsOf('one');

it('the page says what holds, what does not and why, and what was left open', () => {
  const failed = { ...atMost('a | b', 1, 2), reason: 'It is so.' };
  const chart = {
    title: 'A chart',
    x: { label: 'x', scale: 'linear' },
    y: { label: 'y', scale: 'linear' },
    series: [],
  } as const;
  const report = {
    rows: [within('a law', 2, 2.01, 0.05), failed],
    charts: [chart],
    conclusions: ['So it is.'],
  };
  const page = toMarkdown([{ paper, report, chart: 'papers/one.svg' }], 'full');
  expect(page).toContain('1 of 2 claims hold');
  expect(page).toContain('| a law | 2 | 2.01 | 5 % | yes |');
  expect(page).toContain('| a \\| b | at most 1 | 2 |  | **no** |');
  expect(page).toContain('It is so.');
  expect(page).toContain('![Charts: A chart](papers/one.svg)');
  expect(page).toContain('*Which?* This one.');
  expect(page).toContain('- So it is.');
});

it('a claim holds where its whole interval does, and is unclear where the bound lies inside', () => {
  // 3 ± 1.963.
  const figure = intervalOf([1, 2, 3, 4, 5]);
  const rows = [
    atMost('a', 5, figure),
    atMost('b', 4.9, figure),
    atMost('c', 1, figure),
    atLeast('d', 1, figure),
    atLeast('e', 1.1, figure),
    within('f', 3, figure, 0.7),
    within('g', 3, figure, 0.6),
    within('h', 6, figure, 0.1),
  ];
  expect(rows.map(({ holds }) => holds)).toEqual([true, false, false, true, false, true, false, false]);
  const page = toMarkdown([{ paper, report: { rows, charts: [] }, chart: null }], 'full');
  expect(page).toContain('3 of 8 claims hold');
  const cells = [...page.matchAll(/^\| [a-h] \|.*\| (.*) \|$/gm)].map(([, verdict]) => verdict);
  const [no, unclear] = ['**no**', '**unclear**'];
  expect(cells).toEqual(['yes', unclear, no, 'yes', unclear, 'yes', unclear, no]);
  expect(page).toContain('| b | at most 4.9 | 3 ± 2 |  | **unclear** |');
});

it('a section can be made anew, and what stands at the top counts all of them', () => {
  const other: Paper = { ...paper, name: 'two', title: 'Another' };
  const of = (one: Paper, row: Row): PaperReport => ({
    paper: one,
    report: { rows: [row], charts: [] },
    chart: null,
  });
  const failed = { ...atMost('a | b', 1, 2), reason: 'It is so.' };
  const page = toMarkdown([of(paper, failed), of(other, within('a law', 2, 3, 0.1))], 'full');
  expect(page).toContain('0 of 2 claims hold');
  const mended = updateMarkdown(page, [paper, other], [of(other, within('a law', 2, 2, 0.1))], 'full');
  expect(mended).toContain('1 of 2 claims hold');
  expect(mended).toContain('- one: a | b (It is so.)');
  expect(mended).toBe(toMarkdown([of(paper, failed), of(other, within('a law', 2, 2, 0.1))], 'full'));
});
