import { defaultSettings } from '@hearsay/shared/settings/run-settings.ts';
import { tableTask } from '@hearsay/shared/tasks/make-shared-task.ts';
import type { TableData } from '@hearsay/shared/tasks/shared-task.ts';
import { signal } from '@preact/signals';
import type { GivenSource, Phase } from 'hearsay';
import { initialStatus } from 'hearsay/basics';
import { expect, it } from 'vitest';
import { type Bringing, createTableRows, feedRows } from './table-rows.ts';

const CLASSES = ['small', 'large'];
const made = tableTask({
  title: 'sizes',
  columns: [{ name: 'length', kind: 'number', centre: 0, scale: 1 }],
  target: { name: 'size', kind: 'classes' },
  classes: CLASSES,
});
if (!made.ok) throw new Error(made.reason);
const DATA = made.shared.data as TableData;
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

const rowsOf = (...lengths: number[]): Bringing => ({
  rows: lengths.map((length) => [length]),
  targets: lengths.map((length) => (length < 10 ? 'small' : 'large')),
});

function fedRun(kept: Bringing | null = null) {
  const status = signal({ ...initialStatus(defaultSettings), phase: 'training' as Phase });
  const given: GivenSource[] = [];
  const table = createTableRows(DATA, CLASSES, kept);
  feedRows({ status, setData: (source) => given.push(source) }, table);
  return { status, given, table };
}

it('gives rows to the run, but for a fifth that it is tested with', async () => {
  const { given, table } = fedRun();
  await settled();
  expect(given).toEqual([]);
  table.brought.value = rowsOf(1, 2, 3, 4, 20, 21, 22, 23, 24, 25);
  await settled();
  const [{ train, test }] = given;
  expect([...train.targets]).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
  expect([...test.targets]).toEqual([1, 1]);
  expect(test.inputLength).toBe(2);
  table.brought.value = null;
  await settled();
  expect(given[1].train.targets).toHaveLength(0);
});

it('gives those that were kept, at once', async () => {
  const { given } = fedRun(rowsOf(1, 20));
  await settled();
  expect(given.map(({ train }) => train.targets.length)).toEqual([2]);
});

it('makes them anew when the room comes to know its columns, and measures by them', async () => {
  const { given, table } = fedRun();
  const { aside, setOwn } = table.statistics;
  const part = aside(
    () => {},
    () => '0123456789abcdef',
  );
  part.setNeighbours([]);
  table.brought.value = rowsOf(...Array.from({ length: 10 }, (_, i) => 100 + i));
  await settled();
  // A device that is alone goes by its own rows.
  setOwn({
    rows: 10,
    numbers: [{ count: 10, sum: 1045, squares: 109_285 }],
    classes: [0, 10],
    categories: [],
  });
  await settled();
  part.close();
  const { train } = given.at(-1) ?? given[0];
  const lengths = [...train.inputs].filter((_, i) => i % 2 === 0);
  expect(Math.max(...lengths.map(Math.abs))).toBeLessThan(2);
  expect(given.length).toBeGreaterThan(1);
});

it('ends with the run', async () => {
  const { given, status, table } = fedRun();
  status.value = { ...status.value, phase: 'left' };
  await settled();
  table.brought.value = rowsOf(1, 2);
  await settled();
  expect(given).toEqual([]);
});
