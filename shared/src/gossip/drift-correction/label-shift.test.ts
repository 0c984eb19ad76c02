import { describe, expect, it } from 'vitest';
import { labelShift } from './label-shift.ts';

/** Of ten labels, the first so many with as many examples each. */
const holding = (held: number): number[] =>
  Array.from({ length: 10 }, (_, label) => (label < held ? 100 : 0));

describe('labelShift', () => {
  it('is the logarithm of the shares, where an absent label counts as a small one', () => {
    const shift = labelShift(holding(2)) ?? [];
    expect(shift[1]).toBeCloseTo(Math.log(0.5), 6);
    expect(shift[9]).toBeCloseTo(Math.log(0.05), 6);
  });

  it.each([
    [1, 0.0125],
    [2, 0.05],
    [3, 0.1],
    [8, 0.1],
  ])('of %d labels of ten, absent ones count as a share of %d', (held, share) => {
    expect(Math.exp(labelShift(holding(held))?.[9] ?? 0)).toBeCloseTo(share, 5);
  });

  it.each([
    [2, 1 / 2],
    [3, 1 / 3],
    [4, 0.78125 / 4],
    [6, 0.34722 / 6],
  ])(
    'of one label of %d, absent ones count as a share of %d: of few labels, one is a large part',
    (labels, share) => {
      const shift = labelShift([100, ...new Array<number>(labels - 1).fill(0)]) ?? [];
      expect(shift[0]).toBeCloseTo(0, 6);
      expect(Math.exp(shift[1])).toBeCloseTo(share, 5);
    },
  );

  it('grows with a label that is there more often', () => {
    const shift = labelShift([600, 300, 100, 0, 0, 0, 0, 0, 0, 0]) ?? [];
    expect(shift[0] - shift[1]).toBeCloseTo(Math.log(2), 6);
  });

  it('is none where all labels are alike, or nothing is held', () => {
    expect(labelShift(holding(10))).toBeNull();
    expect(labelShift(holding(0))).toBeNull();
  });
});
