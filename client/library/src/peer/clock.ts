/** Real time for a Worker, handed to everything that needs it; tests hand in another. */
export interface Clock {
  /** Seconds. */
  now(): number;
  /** Calls back after so many seconds; as soon as everything that waits has had its turn when 0 or less.
   * @returns cancels it */
  after(seconds: number, callback: () => void): () => void;
}

/** Browsers fire a longer timeout at once. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

function wait(milliseconds: number, callback: () => void): void {
  if (milliseconds <= LONGEST_TIMEOUT_MS) setTimeout(callback, milliseconds);
  else setTimeout(() => wait(milliseconds - LONGEST_TIMEOUT_MS, callback), LONGEST_TIMEOUT_MS);
}

/**
 * `setTimeout` waits at least 4 ms when it is nested, so what is due at once goes through a MessageChannel. In a
 * Worker neither is throttled when the tab is hidden.
 */
export function createWorkerClock(): Clock {
  const { port1, port2 } = new MessageChannel();
  const due: (() => void)[] = [];
  port1.onmessage = () => due.shift()?.();
  return createClock((callback) => {
    due.push(callback);
    port2.postMessage(null);
  });
}

/** @param soon calls back as soon as everything that waits has had its turn */
export function createClock(soon: (callback: () => void) => void): Clock {
  return {
    now: () => performance.now() / 1000,
    after(seconds, callback) {
      let cancelled = false;
      const run = (): void => {
        if (!cancelled) callback();
      };
      if (seconds <= 0) soon(run);
      else wait(seconds * 1000, run);
      return () => {
        cancelled = true;
      };
    },
  };
}
