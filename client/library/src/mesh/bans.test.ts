import { expect, it } from 'vitest';
import { createBans, MAX_BANS } from './bans.ts';

it('bans for a while, and remembers so many', () => {
  let now = 0;
  const bans = createBans(() => now);
  bans.add('a');
  expect([bans.has('a'), bans.has('b')]).toEqual([true, false]);
  now = 10 * 60_000;
  expect(bans.has('a')).toBe(false);
  bans.add('a');
  for (let other = 0; other < MAX_BANS; other++) bans.add(`${other}`);
  expect([bans.has('a'), bans.has('0')]).toEqual([false, true]);
});
