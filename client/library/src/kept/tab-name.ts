/**
 * A name that is one tab's alone, and stays with it when it is reloaded. It lies in the tab's session storage, which a
 * duplicated tab gets a copy of: so whoever finds a name there claims it first, by a lock where there are locks, and by asking
 * around where there are none, which is on plain http.
 */

/** Where the name lies. */
const KEY = 'hearsay-tab';
/** Milliseconds in which a tab that has the name answers. */
const CLAIM_MS = 300;
/** Milliseconds in which the lock of a page that was just left is let go. A busy machine takes a second or two. */
const LOCK_MS = 5000;

export interface TabParts {
  /** Throws where the browser keeps nothing. */
  readonly storage: () => Pick<Storage, 'getItem' | 'setItem'>;
  /** Absent on plain http. */
  readonly locks: Pick<LockManager, 'request'> | undefined;
  readonly openChannel: (name: string) => Pick<BroadcastChannel, 'postMessage' | 'onmessage'>;
  readonly randomName: () => string;
}

/** The name that this tab has, or had before it was duplicated; null where there is none. Not claimed. */
export function storedTabName(storage: TabParts['storage']): string | null {
  try {
    return storage().getItem(KEY);
  } catch {
    return null;
  }
}

/**
 * Claims the tab's name, or a new one where it has none or another tab has it. To be called once a page.
 * @throws where the browser keeps nothing
 */
export async function claimTabName(parts: TabParts): Promise<string> {
  const { storage, locks, openChannel, randomName } = parts;
  const claim = (name: string): Promise<boolean> =>
    locks ? claimByLock(name, locks) : claimByAsking(name, openChannel, randomName());
  const known = storedTabName(storage);
  if (known !== null && (await claim(known))) return known;
  const name = randomName();
  storage().setItem(KEY, name);
  await claim(name);
  return name;
}

/** The lock is held until the page is gone. */
function claimByLock(name: string, locks: Pick<LockManager, 'request'>): Promise<boolean> {
  return new Promise((resolve) => {
    const giveUp = new AbortController();
    const timer = setTimeout(() => giveUp.abort(), LOCK_MS);
    const hold = (): Promise<never> => {
      clearTimeout(timer);
      resolve(true);
      return new Promise(() => {});
    };
    locks.request(`${KEY} ${name}`, { signal: giveUp.signal }, hold).catch(() => resolve(false));
  });
}

/** Of two that claim at once, the one with the smaller number gets it. */
function claimByAsking(name: string, openChannel: TabParts['openChannel'], number: string): Promise<boolean> {
  const channel = openChannel(`${KEY} ${name}`);
  return new Promise((resolve) => {
    let state: 'claiming' | 'mine' | 'lost' = 'claiming';
    channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (state === 'lost') return;
      if (data === 'taken') {
        if (state !== 'claiming') return;
        state = 'lost';
        resolve(false);
      } else if (state === 'mine' || number < String(data)) {
        channel.postMessage('taken');
      }
    };
    channel.postMessage(number);
    setTimeout(() => {
      if (state !== 'claiming') return;
      state = 'mine';
      resolve(true);
    }, CLAIM_MS);
  });
}
