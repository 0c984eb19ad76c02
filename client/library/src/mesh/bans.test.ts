import { expect, it } from 'vitest';
import { createBans, MAX_BANS } from './bans.ts';

it('bans for a while, and remembers so many', () => {
  let now = 0;
  const bans = createBans(() => now);
  bans.add('a', null);
  expect([bans.has('a', null), bans.has('b', null)]).toEqual([true, false]);
  now = 10 * 60_000;
  expect(bans.has('a', null)).toBe(false);
  bans.add('a', null);
  for (let other = 0; other < MAX_BANS; other++) bans.add(`${other}`, null);
  expect([bans.has('a', null), bans.has('0', null)]).toEqual([false, true]);
});

it('bans who came over a neighbour on that way alone, and who came over the server on all', () => {
  const bans = createBans(() => 0);
  bans.add('a', 'liar');
  expect([bans.has('a', 'liar'), bans.has('a', 'other'), bans.has('a', null)]).toEqual([true, false, false]);
  bans.add('a', null);
  expect([bans.has('a', 'liar'), bans.has('a', 'other'), bans.has('a', null)]).toEqual([true, true, true]);
});
