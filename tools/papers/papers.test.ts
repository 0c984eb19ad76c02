import { expect, it } from 'vitest';
import { PAPERS } from './papers.ts';

/** Whether the claims hold here is a long test. */
it.each(PAPERS.map((paper) => [paper.name, paper] as const))(
  'paper %s has claims that differ from each other',
  (_, paper) => {
    const measurements = paper.studies('full').flatMap((study) => study.measurements);
    expect(new Set(measurements.map((one) => JSON.stringify(one))).size).toBe(measurements.length);
  },
);
