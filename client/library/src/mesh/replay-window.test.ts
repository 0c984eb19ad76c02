import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createReplayWindow, MAX_SENDERS, WINDOW } from './replay-window.ts';

it('takes each number of a sender once, in whatever order within the window', () => {
  const numbers = fc.array(fc.nat(100), { maxLength: 300 });
  fc.assert(
    fc.property(numbers, (order) => {
      const { isNew } = createReplayWindow();
      const taken = new Set<number>();
      let newest = -1;
      for (const number of order) {
        const expected = !taken.has(number) && number > newest - WINDOW;
        expect(isNew('a', number)).toBe(expected);
        if (expected) taken.add(number);
        newest = Math.max(newest, number);
      }
    }),
  );
});

it('knows senders apart, and remembers a bounded number of them', () => {
  const { isNew } = createReplayWindow();
  expect(isNew('a', 5)).toBe(true);
  expect(isNew('b', 5)).toBe(true);
  expect(isNew('a', 5)).toBe(false);
  expect(isNew('a', 6)).toBe(true);
  for (let i = 0; i < MAX_SENDERS - 1; i++) isNew(`other ${i}`, 0);
  expect(isNew('a', 5), 'heard of more recently than b').toBe(false);
  expect(isNew('b', 5), 'forgotten').toBe(true);
});

it('bears with numbers of any size', () => {
  const { isNew } = createReplayWindow();
  for (const number of [0, 2 ** 31, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER])
    expect(isNew('a', number)).toBe(true);
  expect(isNew('a', 0)).toBe(false);
});
