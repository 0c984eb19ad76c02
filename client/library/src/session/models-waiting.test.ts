import { expect, it } from 'vitest';
import { createModelsWaiting } from './models-waiting.ts';

it('tells the link of each model, in whatever order they are dealt with, once', () => {
  const waiting = createModelsWaiting();
  const told: string[] = [];
  const [first, second, third] = ['a', 'b', 'c'].map((name) => waiting.add(() => told.push(name)));
  expect(new Set([first, second, third]).size).toBe(3);
  for (const number of [second, second, third, 99, first]) waiting.taken(number);
  expect(told).toEqual(['b', 'c', 'a']);
});
