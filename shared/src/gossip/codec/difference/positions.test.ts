import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxPositionBytes, Positions, readPositions, writePositions } from './positions.ts';

const LENGTH = 4800;

const positionsOf = (list: readonly number[]): Positions => {
  const positions = new Positions();
  positions.reserve(list.length).list.set(list);
  return positions;
};
const listOf = (positions: Positions): number[] => [...positions.list.subarray(0, positions.count)];

/** Rising positions, few or many. */
const lists = fc
  .double({ min: 0, max: 1, noNaN: true })
  .chain((share) =>
    fc
      .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 0, maxLength: LENGTH })
      .map((draws) => draws.flatMap((draw, i) => (draw < share ? [i] : []))),
  );

describe('positions', () => {
  it('come back as they were, wherever in a message they stand', () => {
    fc.assert(
      fc.property(lists, fc.nat(5), (list, at) => {
        const bytes = new Uint8Array(at + maxPositionBytes(LENGTH)).fill(0xaa);
        const end = writePositions(positionsOf(list), LENGTH, bytes, at);
        const read = new Positions();
        expect(readPositions(bytes.subarray(0, end), at, list.length, LENGTH, read)).toBe(end);
        expect(listOf(read)).toEqual(list);
      }),
    );
  });

  it('all of them are one byte', () => {
    const all = new Positions();
    all.setAll(LENGTH);
    const bytes = new Uint8Array(maxPositionBytes(LENGTH));
    expect(writePositions(all, LENGTH, bytes, 0)).toBe(1);
    const read = new Positions();
    expect(readPositions(bytes, 0, LENGTH, LENGTH, read)).toBe(1);
    expect([read.all, read.count]).toEqual([true, LENGTH]);
    expect(readPositions(bytes, 0, LENGTH - 1, LENGTH, read)).toBe(-1);
  });

  it('take a bit for each number, or half a byte and more for each position, whatever is less', () => {
    const bytesOf = (every: number): number => {
      const list = Array.from({ length: LENGTH / every }, (_, j) => j * every);
      return writePositions(positionsOf(list), LENGTH, new Uint8Array(maxPositionBytes(LENGTH)), 0);
    };
    expect(bytesOf(2)).toBe(1 + LENGTH / 8);
    expect(bytesOf(8)).toBe(1 + LENGTH / 16);
    // Two groups each, but for the first.
    expect(bytesOf(60)).toBe(1 + LENGTH / 60);
  });

  it('of what is not 0', () => {
    const positions = new Positions();
    positions.setNonZero(Float32Array.of(0, 3, -0, Number.NaN, 1e-40));
    expect(listOf(positions)).toEqual([1, 3, 4]);
  });

  it('never throw, and never point outside, whatever the bytes', () => {
    fc.assert(
      fc.property(
        fc.nat(3),
        fc.uint8Array({ maxLength: 12 }),
        fc.nat(20),
        fc.nat(30),
        (form, rest, count, length) => {
          const read = new Positions();
          const end = readPositions(Uint8Array.of(form, ...rest), 0, count, length, read);
          if (end < 0) return;
          expect(end).toBeLessThanOrEqual(rest.length + 1);
          const list = read.all ? [] : listOf(read);
          list.forEach((position, j) => {
            expect(position).toBeLessThan(length);
            expect(position).toBeGreaterThan(list[j - 1] ?? -1);
          });
        },
      ),
      { numRuns: 2000 },
    );
  });
});
