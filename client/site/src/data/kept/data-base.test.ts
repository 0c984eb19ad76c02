import { afterEach, expect, it, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it('is refused at once where there is no IndexedDB, and nobody waits for it any more', async () => {
  // One that another test has opened is kept.
  vi.resetModules();
  const { openDataBase } = await import('./data-base.ts');
  vi.stubGlobal('indexedDB', undefined);
  vi.useFakeTimers();
  await expect(openDataBase()).rejects.toThrow();
  expect(vi.getTimerCount()).toBe(0);
  const again = openDataBase();
  expect(openDataBase()).toBe(again);
  await expect(again).rejects.toThrow();
});
