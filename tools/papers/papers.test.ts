import { describe, expect, it } from 'vitest';
import { PAPERS } from './papers.ts';
import { reproduce } from './reproduce.ts';

/** The quick form makes every claim, at sizes that take seconds. Seeds are fixed: what holds, holds again. */
describe.each(PAPERS.map((paper) => [paper.name, paper] as const))('paper %s', (_, paper) => {
  it('shows here what it claims', { timeout: 300_000 }, async () => {
    const { rows, charts } = await reproduce(paper, 'quick');
    expect(rows.length).toBeGreaterThan(0);
    expect(charts.length).toBeGreaterThan(0);
    // What does not hold is known, and says why.
    expect(rows.filter(({ holds, reason }) => !holds && reason === undefined)).toEqual([]);
  });

  it('has claims that differ from each other', () => {
    const measurements = paper.studies('full').flatMap((study) => study.measurements);
    expect(new Set(measurements.map((one) => JSON.stringify(one))).size).toBe(measurements.length);
  });
});
