import { expect, it } from 'vitest';
import { Acquaintances, MAX_ACQUAINTANCES } from './acquaintances.ts';

it('the oldest acquaintances are forgotten, those that were added again are not', () => {
  const acquaintances = new Acquaintances();
  for (let i = 0; i < MAX_ACQUAINTANCES; i++) acquaintances.add(String(i));
  acquaintances.add('0');
  acquaintances.add('new');
  expect(['0', '1', '2', 'new'].map((id) => acquaintances.has(id))).toEqual([true, false, true, true]);
});
