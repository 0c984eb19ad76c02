import { expect, it } from 'vitest';
import { longestOf, tasksOf } from './trace.ts';

const task = (pid: number, tid: number, tdur: number, dur: number) => ({
  name: 'RunTask',
  pid,
  tid,
  ts: 0,
  dur,
  tdur,
});
const mark = { name: 'here', pid: 2, tid: 7, ts: 9 };

it('counts the tasks of the page’s main thread alone, by the processor’s time', () => {
  const events = [task(1, 7, 90_000, 90_000), task(2, 7, 12_500, 80_000), task(2, 8, 99_000, 99_000), mark];
  const tasks = tasksOf([...events, { ...mark, name: 'Layout', dur: 70_000 }], 'here');
  expect(tasks).toEqual([{ cpu: 12.5, elapsed: 80 }]);
  expect(longestOf(tasks)).toBe(12.5);
  expect(longestOf([])).toBe(0);
});

it('does not take silence for a page without long tasks', () => {
  expect(() => tasksOf([task(2, 7, 1, 1)], 'here')).toThrow('which thread');
});
