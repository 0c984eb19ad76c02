import { expect, it } from 'vitest';
import { PAPERS } from './papers.ts';
import { reproduce } from './reproduce.ts';

/** The quick form makes every claim, at sizes that take seconds. Seeds are fixed: what holds, holds again. */
it.each(PAPERS.map((paper) => [paper.name, paper] as const))(
  'paper %s shows here what it claims',
  // In the background of a busy machine.
  { timeout: 1_800_000 },
  async (_, paper) => {
    const { rows, charts } = await reproduce(paper, 'quick');
    expect(rows.length).toBeGreaterThan(0);
    expect(charts.length).toBeGreaterThan(0);
    // What does not hold is known, and says why.
    expect(rows.filter(({ holds, reason }) => !holds && reason === undefined)).toEqual([]);
  },
);
