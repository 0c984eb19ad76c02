import { defaultSettings } from '@hearsay/shared/settings/run-settings.ts';
import { signal } from '@preact/signals';
import type { Session } from 'hearsay';
import { initialStatus } from 'hearsay/basics';
import { expect, it } from 'vitest';
import { createCollection } from './collection.ts';
import { feed } from './feed.ts';

function fedSession() {
  const status = signal({
    ...initialStatus(defaultSettings),
    phase: 'training' as Session['status']['value']['phase'],
  });
  const given: number[] = [];
  const due: (() => void)[] = [];
  const collection = createCollection(2, 1);
  feed(
    { status, setData: ({ train, test }) => given.push(train.targets.length + test.targets.length) },
    collection,
    (callback) => due.push(callback),
  );
  const pass = (): void => {
    for (const callback of due.splice(0)) callback();
  };
  return { status, given, due, collection, pass };
}

const EXAMPLE = { label: 0, bytes: Uint8Array.of(1) };

it('gives a series to the run as one, and again what comes later', () => {
  const { collection, given, pass } = fedSession();
  pass();
  expect(given).toEqual([]);
  for (let i = 0; i < 5; i++) collection.add([{ ...EXAMPLE }]);
  expect(given).toEqual([]);
  pass();
  expect(given).toEqual([5]);
  pass();
  collection.undo();
  pass();
  expect(given).toEqual([5, 4]);
});

it('ends with the run', async () => {
  const { collection, given, status, due, pass } = fedSession();
  collection.add([EXAMPLE]);
  status.value = { ...status.value, phase: 'left' };
  pass();
  await Promise.resolve();
  collection.add([EXAMPLE]);
  expect([given, due]).toEqual([[], []]);
});
