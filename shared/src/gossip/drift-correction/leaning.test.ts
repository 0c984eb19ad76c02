import { expect, it } from 'vitest';
import { leans } from './leaning.ts';

it.each<[boolean, number[]]>([
  [false, [10, 10, 10, 10]],
  [false, [12, 8, 11, 9]],
  [true, [20, 20, 0, 0]],
  [true, [40, 0, 0, 0]],
  [true, []],
])('%s with %j of each label', (expected, counts) => {
  expect(leans({ labelCounts: () => counts })).toBe(expected);
});

it('may lean where there are no labels', () => {
  expect(leans({})).toBe(true);
});
