import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { claimTabName, storedTabName, type TabParts } from './tab-name.ts';

/** A session storage; a duplicate of the tab begins with a copy. */
function storageOf(values: Readonly<Record<string, string>> = {}) {
  const map = new Map(Object.entries(values));
  const storage = {
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, value: string) => void map.set(key, value),
  };
  return { get: () => storage, copy: () => storageOf(Object.fromEntries(map)) };
}

/** The channels of one browser: what is posted comes to all others of the same name. */
function channels() {
  const open: { name: string; onmessage: BroadcastChannel['onmessage'] }[] = [];
  return (name: string) => {
    const channel = {
      name,
      onmessage: null as BroadcastChannel['onmessage'],
      postMessage(data: unknown) {
        for (const other of open) {
          if (other === channel || other.name !== name) continue;
          queueMicrotask(() => other.onmessage?.call({} as BroadcastChannel, { data } as MessageEvent));
        }
      },
    };
    open.push(channel);
    return channel;
  };
}

/** Locks of one browser, and a way to end the page that holds one. */
function locks() {
  const held = new Set<string>();
  const waiting = new Map<string, () => void>();
  const request = (name: string, { signal }: { signal: AbortSignal }, callback: () => Promise<never>) => {
    if (!held.has(name)) {
      held.add(name);
      return callback();
    }
    return new Promise((_, reject) => {
      waiting.set(name, callback);
      signal.addEventListener('abort', () => {
        waiting.delete(name);
        reject(signal.reason);
      });
    });
  };
  const release = (name: string): void => {
    const next = waiting.get(name);
    waiting.delete(name);
    if (next) next();
    else held.delete(name);
  };
  return { manager: { request } as unknown as LockManager, release };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** What becomes of it when all have waited as long as they would. */
async function settled<T>(claim: Promise<T>): Promise<T> {
  await vi.advanceTimersByTimeAsync(60_000);
  return claim;
}

let names = 0;
const randomName = (): string => `name-${String(names++).padStart(4, '0')}`;

describe.each(['with locks', 'by asking around'])('a tab’s name, %s', (how) => {
  const browser = () => {
    const { manager, release } = locks();
    const openChannel = channels();
    const partsOf = (storage: TabParts['storage']): TabParts => ({
      storage,
      locks: how === 'with locks' ? manager : undefined,
      openChannel,
      randomName,
    });
    return { partsOf, release, other: channels() };
  };

  it('stays with a tab that is reloaded', async () => {
    const { partsOf, release, other } = browser();
    const storage = storageOf();
    expect(storedTabName(storage.get)).toBeNull();
    const name = await settled(claimTabName(partsOf(storage.get)));
    expect(storedTabName(storage.get)).toBe(name);
    release(`hearsay-tab ${name}`);
    // The page that had it is gone, and hears nothing any more.
    expect(await settled(claimTabName({ ...partsOf(storage.get), openChannel: other }))).toBe(name);
  });

  it('is not that of the tab that it is a duplicate of', async () => {
    const { partsOf } = browser();
    const storage = storageOf();
    const name = await settled(claimTabName(partsOf(storage.get)));
    const copy = storage.copy();
    const twin = await settled(claimTabName(partsOf(copy.get)));
    expect(twin).not.toBe(name);
    expect(storedTabName(copy.get)).toBe(twin);
    expect(storedTabName(storage.get)).toBe(name);
  });

  it('goes to one of two that claim it at once', async () => {
    const { partsOf } = browser();
    const storage = storageOf({ 'hearsay-tab': 'known' });
    const [a, b] = await settled(
      Promise.all([claimTabName(partsOf(storage.get)), claimTabName(partsOf(storage.copy().get))]),
    );
    expect([a, b].filter((name) => name === 'known')).toHaveLength(1);
  });

  it('is not to be had where the browser keeps nothing', async () => {
    const { partsOf } = browser();
    const refuse = vi.fn(() => {
      throw new DOMException('no', 'SecurityError');
    });
    expect(storedTabName(refuse)).toBeNull();
    await expect(claimTabName(partsOf(refuse))).rejects.toThrow('no');
  });
});

it('waits for the lock of a page that takes seconds to be gone', async () => {
  const { manager, release } = locks();
  const storage = storageOf();
  const parts = { storage: storage.get, locks: manager, openChannel: channels(), randomName };
  const name = await claimTabName(parts);
  const again = claimTabName(parts);
  await vi.advanceTimersByTimeAsync(4000);
  release(`hearsay-tab ${name}`);
  expect(await settled(again)).toBe(name);
});
