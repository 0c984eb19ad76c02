/**
 * Which of a device's tabs learns with which examples: each tab with a task has a number of its own, so that two tabs of one
 * device are two learners, and a tab that is closed and opened again finds what it had. The smallest number that no other tab
 * holds a lock on, but for a reload, which keeps its own.
 */

/** Where a tab's number lies for a reload, with the digest of the task behind. */
const KEY = 'hearsay-learner';
/** Milliseconds in which the lock of a page that was just left is let go. A busy machine takes a second or two. */
const LOCK_MS = 5000;

export interface LearnerParts {
  /** Throws where the browser keeps nothing. */
  readonly storage: () => Pick<Storage, 'getItem' | 'setItem'>;
  /** Absent on plain http: there all tabs of a device have number 1, and find each other's examples after a reload. */
  readonly locks: Pick<LockManager, 'request'> | undefined;
}

const browserParts: LearnerParts = {
  storage: () => sessionStorage,
  locks: globalThis.navigator?.locks,
};

/** What this page has claimed, by the digest of the task: asked for once more, it would wait for itself. */
const claimed = new Map<string, Promise<number>>();

/** The number of this tab with a task, from 1 on; it holds it until the page is gone. @param digest of the task */
export function learnerOf(
  digest: string,
  claim: (digest: string) => Promise<number> = claimLearner,
): Promise<number> {
  const known = claimed.get(digest) ?? claim(digest);
  claimed.set(digest, known);
  return known;
}

/** As `learnerOf`, for a page that has claimed none. */
export async function claimLearner(digest: string, parts: LearnerParts = browserParts): Promise<number> {
  const { locks } = parts;
  if (!locks) return 1;
  const key = `${KEY} ${digest}`;
  const known = Number(read(parts, key));
  if (Number.isInteger(known) && known > 0 && (await hold(locks, `${key} ${known}`, LOCK_MS))) return known;
  for (let number = 1; ; number++) {
    if (!(await hold(locks, `${key} ${number}`, 0))) continue;
    write(parts, key, String(number));
    return number;
  }
}

/** @returns whether it holds the lock from now on @param milliseconds that it waits for it; 0 for not at all */
function hold(locks: Pick<LockManager, 'request'>, name: string, milliseconds: number): Promise<boolean> {
  return new Promise((resolve) => {
    const forever = (lock: Lock | null): Promise<never> | undefined => {
      resolve(lock !== null);
      return lock === null ? undefined : new Promise(() => {});
    };
    const options: LockOptions =
      milliseconds === 0 ? { ifAvailable: true } : { signal: AbortSignal.timeout(milliseconds) };
    locks.request(name, options, forever).catch(() => resolve(false));
  });
}

function read({ storage }: LearnerParts, key: string): string | null {
  try {
    return storage().getItem(key);
  } catch {
    return null;
  }
}

function write({ storage }: LearnerParts, key: string, value: string): void {
  try {
    storage().setItem(key, value);
  } catch {
    // A reload may become another learner then.
  }
}
