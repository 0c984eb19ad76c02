import { expect, it } from 'vitest';
import { claimLearner, type LearnerParts, learnerOf } from './learner-number.ts';

/** Locks of one device. */
function device() {
  const held = new Set<string>();
  const request = async (
    name: string,
    { ifAvailable = false }: LockOptions,
    callback: (lock: Lock | null) => unknown,
  ): Promise<never> => {
    if (held.has(name)) {
      if (!ifAvailable) throw new DOMException('', 'TimeoutError');
      callback(null);
    } else {
      held.add(name);
      callback({ name, mode: 'exclusive' });
    }
    return new Promise(() => {});
  };
  const locks: LearnerParts['locks'] = { request: Object(request) };
  const openTab = (items = new Map<string, string>()) => ({
    items,
    parts: {
      locks,
      storage: () => ({
        getItem: (key: string) => items.get(key) ?? null,
        setItem: (key: string, value: string) => void items.set(key, value),
      }),
    },
  });
  /** The tab that has this number is gone. */
  const free = (number: number): void => {
    for (const name of held) if (name.endsWith(` ${number}`)) held.delete(name);
  };
  return { openTab, free };
}

it('is another one for each tab with a task, and each task has its own', async () => {
  const { openTab } = device();
  expect(await claimLearner('a', openTab().parts)).toBe(1);
  expect(await claimLearner('a', openTab().parts)).toBe(2);
  expect(await claimLearner('b', openTab().parts)).toBe(1);
});

it('is found again by a tab that is opened after one was closed, and kept by a reload', async () => {
  const { openTab, free } = device();
  const [, second] = [await claimLearner('a', openTab().parts), openTab()];
  expect(await claimLearner('a', second.parts)).toBe(2);
  free(1);
  free(2);
  expect(await claimLearner('a', openTab(second.items).parts)).toBe(2);
  expect(await claimLearner('a', openTab().parts)).toBe(1);
});

it('is another one for a duplicate, which has a copy of what the tab keeps', async () => {
  const { openTab } = device();
  const first = openTab();
  await claimLearner('a', first.parts);
  expect(await claimLearner('a', openTab(new Map(first.items)).parts)).toBe(2);
});

it('is 1 where there are no locks, and is had where nothing is kept', async () => {
  const refuses = (): never => {
    throw new DOMException('', 'SecurityError');
  };
  expect(await claimLearner('a', { storage: refuses, locks: undefined })).toBe(1);
  const { parts } = device().openTab();
  expect(await claimLearner('a', { ...parts, storage: refuses })).toBe(1);
});

it('is claimed once by a page, however often it joins', async () => {
  let claims = 0;
  const claim = async (): Promise<number> => ++claims;
  expect(await learnerOf('c', claim)).toBe(1);
  expect(await learnerOf('c', claim)).toBe(1);
  expect(await learnerOf('d', claim)).toBe(2);
});
