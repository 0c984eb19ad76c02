import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ColumnCategory, createCategoryUnion, MOST_CATEGORIES_KEPT } from './category-union.ts';
import { MAX_CATEGORIES_TOLD } from './statistics-message.ts';

function unionOf(categories: readonly ColumnCategory[]) {
  const union = createCategoryUnion(2);
  for (const category of categories) union.add([category]);
  return union;
}

describe('the categories of a room', () => {
  it('are the same whatever came first, however it is written', () => {
    const text = fc.constantFrom('Biscoe', 'biscoe ', ' BISCOE', 'Dream', 'dream', '', ' ', 'x'.repeat(81));
    const category = fc.tuple(fc.nat(3), text);
    fc.assert(
      fc.property(fc.array(category), (categories) => {
        const read = unionOf(categories).read();
        expect(unionOf([...categories].reverse()).read()).toEqual(read);
        expect(read[0].length).toBeLessThanOrEqual(2);
      }),
    );
    expect(
      unionOf([
        [0, 'biscoe '],
        [0, 'Biscoe'],
        [1, 'Dream'],
      ]).read(),
    ).toEqual([['Biscoe'], ['Dream']]);
  });

  it('are not more than can be kept, and then the same ones everywhere', () => {
    const many = Array.from({ length: 300 }, (_, i): ColumnCategory => [0, `c${i}`]);
    const read = unionOf(many).read();
    expect(read[0]).toHaveLength(MOST_CATEGORIES_KEPT);
    expect(unionOf([...many].reverse()).read()).toEqual(read);
    // What is not kept is not new each time it is told again, or peers would never be done.
    const union = unionOf(many);
    expect(many.some((category) => union.add([category]))).toBe(false);
  });

  it('are told a few at a time, all in turn', () => {
    const union = createCategoryUnion(2);
    expect(union.some(5)).toEqual({ categories: [], next: 0 });
    const many = Array.from({ length: 70 }, (_, i): ColumnCategory => [i % 2, `c${i}`]);
    expect(union.add(many)).toBe(true);
    expect(union.add(many)).toBe(false);
    const told = new Set<string>();
    let cursor = 0;
    for (let i = 0; i < 3; i++) {
      const { categories, next } = union.some(cursor);
      expect(categories.length).toBeLessThanOrEqual(MAX_CATEGORIES_TOLD);
      for (const category of categories) told.add(String(category));
      cursor = next;
    }
    expect(told.size).toBe(70);
  });
});
