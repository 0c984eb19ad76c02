/** Counts in a page what making connections uses up, and can break them. Put there before anything of the page runs. */
import type { Page } from 'puppeteer-core';

export interface WatchedConnection {
  /** In the order in which the page made them, from 1. */
  readonly number: number;
  readonly state: RTCPeerConnectionState;
}

export interface ConnectionWatch {
  /** How many the page has made. */
  made(): number;
  /** Those made and not closed by the page. */
  open(): WatchedConnection[];
  /** Ends them from underneath: the page is not told, and has yet to close them. */
  breakAll(): void;
  /** Timeouts and intervals of the page that are set. */
  timers(): number;
}

declare global {
  interface Window {
    connectionWatch: ConnectionWatch;
  }
}

/** To be called before the page is at its address; holds for all that it loads. */
export async function watchConnections(page: Page): Promise<void> {
  // The compiler of these sources calls it by name.
  await page.evaluateOnNewDocument('globalThis.__name ??= (named) => named');
  await page.evaluateOnNewDocument(watch);
}

/** Runs in the page. */
function watch(): void {
  let made = 0;
  // What is closed is let go of here, so that nothing but the page can keep it.
  const open = new Map<RTCPeerConnection, number>();
  const timers = new Set<unknown>();
  const Native = window.RTCPeerConnection;
  const closeNative = Native.prototype.close;

  window.RTCPeerConnection = new Proxy(Native, {
    construct(target, values: ConstructorParameters<typeof Native>) {
      const connection = new target(...values);
      made += 1;
      open.set(connection, made);
      return connection;
    },
  });
  Native.prototype.close = function close() {
    open.delete(this);
    closeNative.call(this);
  };

  const { setTimeout, setInterval, clearTimeout, clearInterval } = window;
  Object.assign(window, {
    setTimeout(callback: (...values: unknown[]) => void, milliseconds?: number, ...values: unknown[]) {
      const timer = setTimeout(() => {
        timers.delete(timer);
        callback(...values);
      }, milliseconds);
      timers.add(timer);
      return timer;
    },
    setInterval(callback: (...values: unknown[]) => void, milliseconds?: number, ...values: unknown[]) {
      const timer = setInterval(callback, milliseconds, ...values);
      timers.add(timer);
      return timer;
    },
    clearTimeout(timer?: number) {
      timers.delete(timer);
      clearTimeout(timer);
    },
    clearInterval(timer?: number) {
      timers.delete(timer);
      clearInterval(timer);
    },
  });

  window.connectionWatch = {
    made: () => made,
    open: () => [...open].map(([connection, number]) => ({ number, state: connection.connectionState })),
    breakAll() {
      for (const connection of open.keys()) closeNative.call(connection);
    },
    timers: () => timers.size,
  };
}
