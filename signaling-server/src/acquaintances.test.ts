import { expect, it } from 'vitest';
import { createAcquaintances, MAX_ACQUAINTANCES } from './acquaintances.ts';

it('the oldest acquaintances are forgotten, those that were added again are not', () => {
  const acquaintances = createAcquaintances();
  for (let i = 0; i < MAX_ACQUAINTANCES; i++) acquaintances.add(String(i));
  acquaintances.add('0');
  acquaintances.add('new');
  expect(['0', '1', '2', 'new'].map(acquaintances.has)).toEqual([true, false, true, true]);
});
