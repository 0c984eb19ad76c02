import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { MAX_CONFUSED_CLASSES, readConfusion, SparseConfusionSchema, writeConfusion } from './confusion.ts';
import { type Report, ReportSchema } from './report.ts';
import { testedByAll } from './tested.ts';

const plain: Report = {
  ...{ id: '0'.repeat(16), number: 1, slot: 0, phase: 'training', command: 0, updates: 1, accuracy: null },
  ...{ loss: 1, perClass: [], labels: 3, staleness: 1, gossipRate: 1, updateRate: 1, sketch: '' },
  ...{ neighbours: [], exchanges: [] },
};

/** @param confusion of which follow the share that is right, and how many were tested */
function reportOf(peer: string, confusion: number[][]): Report {
  const tested = confusion.flat().reduce((sum, count) => sum + count, 0);
  const right = confusion.reduce((sum, row, label) => sum + row[label], 0);
  return {
    ...plain,
    id: peer.repeat(16),
    accuracy: right / tested,
    tested,
    confusion: writeConfusion(confusion),
  };
}

describe('what classes were taken for', () => {
  it('is read as it was written, and can travel', () => {
    const matrices = fc.integer({ min: 1, max: MAX_CONFUSED_CLASSES }).chain((classes) =>
      fc.array(fc.array(fc.nat(3), { minLength: classes, maxLength: classes }), {
        minLength: classes,
        maxLength: classes,
      }),
    );
    fc.assert(
      fc.property(matrices, (confusion) => {
        const sparse = v.parse(SparseConfusionSchema, JSON.parse(JSON.stringify(writeConfusion(confusion))));
        expect(readConfusion(sparse, confusion.length)).toEqual(confusion);
      }),
    );
  });

  it.each([
    [
      'a place twice',
      [
        [1, 1],
        [1, 1],
      ],
    ],
    [
      'places out of order',
      [
        [2, 1],
        [1, 1],
      ],
    ],
    ['a place that there is not', [[1024, 1]]],
    ['none', [[0, 0]]],
    ['more than anybody has', [[0, 1e9]]],
    ['a half', [[0, 0.5]]],
  ])('is refused: %s', (_, entries) => {
    expect(v.is(SparseConfusionSchema, entries)).toBe(false);
    expect(v.is(ReportSchema, { ...plain, tested: 10, confusion: entries })).toBe(false);
  });

  it('is not told without how many were tested, nor of more than those', () => {
    expect(v.is(ReportSchema, plain)).toBe(true);
    expect(
      v.is(ReportSchema, {
        ...plain,
        tested: 2,
        confusion: [
          [0, 1],
          [3, 1],
        ],
      }),
    ).toBe(true);
    expect(v.is(ReportSchema, { ...plain, confusion: [[0, 1]] })).toBe(false);
    expect(
      v.is(ReportSchema, {
        ...plain,
        tested: 2,
        confusion: [
          [0, 1],
          [3, 2],
        ],
      }),
    ).toBe(false);
    expect(v.is(ReportSchema, { ...plain, tested: 0 })).toBe(true);
    expect(v.is(ReportSchema, { ...plain, tested: -1 })).toBe(false);
  });
});

describe('what a room has tested together', () => {
  const few = reportOf('a', [
    [0, 2, 0],
    [0, 0, 0],
    [0, 0, 0],
  ]);
  const many = reportOf('b', [
    [3, 0, 0],
    [1, 4, 0],
    [0, 0, 0],
  ]);
  const alike: Report = { ...plain, id: 'c'.repeat(16), accuracy: 0.1 };

  it('counts each example once, whoever has it', () => {
    expect(testedByAll([few, many, alike], 3)).toEqual({
      peers: 2,
      examples: 10,
      accuracy: 0.7,
      worst: { id: 'a'.repeat(16), accuracy: 0, examples: 2 },
      perClass: [3 / 5, 4 / 5, null],
      confusion: [
        [3, 2, 0],
        [1, 4, 0],
        [0, 0, 0],
      ],
    });
  });

  it('is nothing where all are tested with the same, or nobody yet', () => {
    const nothing = { peers: 0, examples: 0, accuracy: null, worst: null, perClass: [], confusion: [] };
    expect(testedByAll([], 3)).toEqual(nothing);
    expect(testedByAll([alike, { ...many, accuracy: null }], 3)).toEqual(nothing);
  });

  it('has values without classes, and leaves out what is of other classes', () => {
    const values: Report = { ...plain, accuracy: 0.5, tested: 10 };
    expect(testedByAll([values], 1)).toMatchObject({
      accuracy: 0.5,
      examples: 10,
      perClass: [],
      confusion: [],
    });
    const other = reportOf('d', [
      [0, 0, 0, 0],
      [0, 0, 0, 0],
      [0, 0, 0, 0],
      [0, 0, 0, 9],
    ]);
    expect(testedByAll([many, other], 3).confusion).toEqual([
      [3, 0, 0],
      [1, 4, 0],
      [0, 0, 0],
    ]);
  });
});
