import { expect, it } from 'vitest';
import { isSerialNumber, serialAfter, serialsAhead } from './serial-number.ts';

it('serial numbers go round, and the later of two is the one just ahead', () => {
  const last = 2 ** 24 - 1;
  expect([serialAfter(0), serialAfter(last)]).toEqual([1, 0]);
  expect([serialsAhead(5, 5), serialsAhead(6, 5), serialsAhead(4, 5)]).toEqual([0, 1, -1]);
  expect([serialsAhead(1, last), serialsAhead(last, 1)]).toEqual([2, -2]);
  expect([0, last, last + 1, -1, 0.5, Number.NaN].map(isSerialNumber)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
  // All of them are exact in 32 bits.
  expect(Math.fround(last)).toBe(last);
});
