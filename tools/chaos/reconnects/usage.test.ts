import { describe, expect, it } from 'vitest';
import { growthProblems, type Usage } from './usage.ts';

const USAGE: Usage = {
  open: 1,
  connections: 1,
  channels: 1,
  listeners: 50,
  timers: 3,
  heapBytes: 3e6,
};

describe('growth', () => {
  it('is none where a page uses less, or a little more', () => {
    expect(growthProblems(USAGE, { ...USAGE, listeners: 40, timers: 2, heapBytes: 2e6 })).toEqual([]);
    expect(growthProblems(USAGE, { ...USAGE, listeners: 51, timers: 4, heapBytes: 3.2e6 })).toEqual([]);
  });

  it.each([
    ['listeners', 60],
    ['timers', 10],
    ['heapBytes', 5e6],
  ] as const)('of %s is told', (what, after) => {
    const problems = growthProblems(USAGE, { ...USAGE, [what]: after });
    expect(problems).toEqual([expect.stringContaining(`${what} grew from ${USAGE[what]} to ${after}`)]);
  });
});
