import { expect, it } from 'vitest';
import { claimsOf, type Paper } from './paper.ts';
import { toMarkdown } from './report.ts';

const paper: Paper = {
  name: 'one',
  title: 'A paper',
  about: 'What it is about.',
  open: [{ question: 'Which?', decision: 'This one.' }],
  studies: () => [],
};
const { within, atMost } = claimsOf('one');

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
