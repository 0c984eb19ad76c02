import { expect, it } from 'vitest';
import { thin } from './thin.ts';

it('keeps short lists, and the ends of long ones', () => {
  expect(thin([1, 2, 3], 3)).toEqual([1, 2, 3]);
  expect(thin([], 3)).toEqual([]);
  const long = Array.from({ length: 101 }, (_, index) => index);
  expect(thin(long, 5)).toEqual([0, 25, 50, 75, 100]);
});
