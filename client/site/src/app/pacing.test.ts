import { expect, it } from 'vitest';
import { isHeldBack } from './pacing.ts';

it('is said of a tab that is clearly held back, until it clearly is not', () => {
  const said: boolean[] = [];
  for (const pace of [1, 0.85, 0.79, 0.85, 0.89, 0.91, 0.85, 0.5]) {
    said.push(isHeldBack({ phase: 'training', pace }, said.at(-1) ?? false));
  }
  expect(said).toEqual([false, false, true, true, true, false, false, true]);
  expect(isHeldBack({ phase: 'paused', pace: 0.5 }, true)).toBe(false);
});
