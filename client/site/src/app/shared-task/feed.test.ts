import { defaultSettings } from '@hearsay/shared/settings/run-settings.ts';
import { signal } from '@preact/signals';
import type { Phase } from 'hearsay';
import { initialStatus } from 'hearsay/basics';
import { expect, it } from 'vitest';
import { DataError } from '../../data/data-problem.ts';
import type { SplitRows } from '../../data/rows/rows.ts';
import { fakeCollection } from './collection.fake.ts';
import type { Inputs } from './collection.ts';
import { feed } from './feed.ts';

const EXAMPLE = Uint8Array.of(1, 2);
const ROWS = { inputs: Uint8Array.of(1, 2), divisor: 255, inputLength: 2, targets: Uint8Array.of(0) };
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

async function fedSession(rows?: Inputs['rows']) {
  const status = signal({ ...initialStatus(defaultSettings), phase: 'training' as Phase });
  const given: number[] = [];
  const due: (() => void)[] = [];
  const collection = await fakeCollection(rows);
  feed(
    { status, setData: ({ train, test }) => given.push(train.targets.length + test.targets.length) },
    collection,
    (callback) => due.push(callback),
  );
  const pass = async (): Promise<void> => {
    for (const callback of due.splice(0)) callback();
    await settled();
  };
  return { status, given, due, collection, pass };
}

it('gives a series to the run as one, and again what comes later', async () => {
  const { collection, given, pass } = await fedSession();
  await pass();
  expect(given).toEqual([]);
  for (let i = 0; i < 5; i++) collection.add(0, [EXAMPLE]);
  expect(given).toEqual([]);
  await pass();
  expect(given).toEqual([5]);
  await pass();
  collection.undo();
  await pass();
  expect(given).toEqual([5, 4]);
  collection.clear(0);
  await pass();
  expect(given).toEqual([5, 4, 0]);
});

it('makes rows of the newest alone, where more comes while they are made', async () => {
  const making: { signal: AbortSignal; done(): void }[] = [];
  const { collection, given, pass } = await fedSession(
    (signal) =>
      new Promise<SplitRows>((resolve) => {
        const done = (): void => resolve({ train: ROWS, test: ROWS, unknown: 0 });
        making.push({ signal, done });
      }),
  );
  collection.add(0, [EXAMPLE]);
  await pass();
  collection.add(0, [EXAMPLE]);
  await pass();
  expect(making.map(({ signal }) => signal.aborted)).toEqual([true, false]);
  for (const { done } of making) done();
  await settled();
  expect(given).toEqual([2]);
});

it('tells how far it is, and what is in the way', async () => {
  let fails = true;
  const { collection, given, pass } = await fedSession(async (_, onProgress) => {
    onProgress(1, 4);
    if (fails) throw new DataError({ code: 'extractor-unreachable' });
    return { train: ROWS, test: ROWS, unknown: 0 };
  });
  collection.add(0, [EXAMPLE]);
  await pass();
  expect(collection.problem.value).toEqual({ code: 'extractor-unreachable' });
  expect(collection.preparing.value).toBeNull();
  fails = false;
  collection.add(0, [EXAMPLE]);
  await pass();
  expect(collection.preparing.value).toEqual({ done: 1, rows: 4 });
  expect(collection.trouble.value).toBeNull();
  expect(given).toEqual([2]);
});

it('ends with the run', async () => {
  const { collection, given, status, due, pass } = await fedSession();
  collection.add(0, [EXAMPLE]);
  status.value = { ...status.value, phase: 'left' };
  await pass();
  collection.add(0, [EXAMPLE]);
  expect([given, due]).toEqual([[], []]);
});
