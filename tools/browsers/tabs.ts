/** Real tabs in real browsers, on a server of their own: what the browser tests share. */
import type {} from '@hearsay/site/hearsay.ts';
import type { DetailedEvaluation, Status } from 'hearsay/internal/session/status.ts';
import type { BrowserContext, Page } from 'puppeteer-core';
import {
  connectChromium,
  launchChromium,
  launchFirefox,
  type RunningBrowser,
  startDisplay,
} from './launch.ts';
import { type ServerProcess, startServerProcess } from './server-process.ts';

const ADDRESS = '127.0.0.1';
/** Milliseconds until what a page is waited for is said not to come. Puppeteer's own 30 s are few on a busy machine. */
const PATIENCE_MS = 100_000;

export type BrowserName = 'chromium' | 'firefox';

export interface Lab {
  readonly url: string;
  /**
   * Opens a tab in a window of its own, and in Chromium a process.
   * @param fragment the run, without `#` @param prepare is done before the page is loaded
   */
  open(fragment: string, browser?: BrowserName, prepare?: (page: Page) => Promise<void>): Promise<Page>;
  /** Opens another tab in front of this one, so that it is hidden. */
  hide(page: Page): Promise<void>;
  /** Ends the server as a crash would. */
  killServer(): Promise<void>;
  /** Starts it again at the same address. */
  restartServer(): Promise<void>;
  close(): Promise<void>;
}

/** What labs of several processes have in common: each has browser contexts of its own. */
export interface SharedLab {
  /** Of a server that none of them ends. */
  readonly url: string;
  /** Of a running Chromium, see `connectChromium`. */
  readonly endpoint: string;
  /** The X display that its windows are on. */
  readonly display: string;
}

/** @returns what labs can share, until it is closed */
export async function startSharedLab(): Promise<SharedLab & { close(): Promise<void> }> {
  const server = await startServerProcess({ address: ADDRESS, port: 0 });
  const display = await startDisplay();
  const chromium = await launchChromium({ display: display.name, shared: true });
  return {
    url: addressOf(server),
    endpoint: chromium.browser.wsEndpoint(),
    display: display.name,
    async close() {
      await chromium.close();
      display.process.kill();
      await server.kill();
    },
  };
}

/**
 * @param flags more of Chromium's, for one of its own
 * @param shared what it takes of others: without a `url` it has a server of its own
 */
export async function createLab(
  flags: readonly string[] = [],
  shared: Partial<SharedLab> = {},
): Promise<Lab> {
  let server = shared.url === undefined ? await startServerProcess({ address: ADDRESS, port: 0 }) : null;
  const port = server?.port;
  const url = server === null ? String(shared.url) : addressOf(server);
  const display = shared.display === undefined ? await startDisplay() : null;
  const displayName = display?.name ?? String(shared.display);
  const started = new Map<BrowserName, Promise<RunningBrowser>>();
  const contexts = new Set<BrowserContext>();
  /** Started when first asked for: Firefox takes seconds, and half a gigabyte. */
  const running = (name: BrowserName): Promise<RunningBrowser> => {
    const known = started.get(name);
    if (known) return known;
    const start = (): Promise<RunningBrowser> => {
      if (name === 'firefox') return launchFirefox(displayName);
      if (shared.endpoint !== undefined) return connectChromium(shared.endpoint);
      return launchChromium({ flags, display: displayName });
    };
    const starting = start();
    started.set(name, starting);
    return starting;
  };
  const ownServer = (): ServerProcess => {
    if (server === null) throw new Error('The server is not of this lab alone.');
    return server;
  };
  return {
    url,
    async open(fragment, name = 'chromium', prepare = async () => {}) {
      const { browser } = await running(name);
      const context = await browser.createBrowserContext();
      contexts.add(context);
      const page = await context.newPage({ type: 'window' });
      page.setDefaultTimeout(PATIENCE_MS);
      await prepare(page);
      await page.goto(`${url}/#${fragment}`);
      await page.waitForFunction('window.hearsay !== undefined');
      return page;
    },
    async hide(page) {
      await page.browserContext().newPage();
      await page.waitForFunction('document.visibilityState === "hidden"', { polling: 100 });
    },
    killServer: () => ownServer().kill(),
    async restartServer() {
      ownServer();
      server = await startServerProcess({ address: ADDRESS, port: port ?? 0 });
    },
    async close() {
      // Those that are closed already cannot be closed again.
      if (shared.endpoint !== undefined) {
        await Promise.allSettled([...contexts].map((context) => context.close()));
      }
      await Promise.allSettled([...started.values()].map(async (browser) => (await browser).close()));
      display?.process.kill();
      await server?.kill();
    },
  };
}

const addressOf = ({ port }: ServerProcess): string => `http://${ADDRESS}:${port}`;

export function statusOf(page: Page): Promise<Status> {
  return page.evaluate(() => window.hearsay.status());
}

export function statusesOf(pages: readonly Page[]): Promise<Status[]> {
  return Promise.all(pages.map(statusOf));
}

/** Asks until the condition holds. @throws Error with the last value when it does not in that many seconds */
export async function until<T>(
  ask: () => Promise<T>,
  holds: (value: T) => boolean,
  seconds: number,
  what: string,
): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const value = await ask();
    if (holds(value)) return value;
    if (Date.now() > end) {
      throw new Error(`After ${seconds} s still not: ${what}. Last seen: ${JSON.stringify(value)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/**
 * Waits until every tab has reached an accuracy, at whatever moment: with few digits a tab it goes up and down.
 * @returns the statuses then
 * @throws Error with the last of them, and the best accuracies so far, when not all did in that many seconds
 */
export async function untilAllReached(
  pages: readonly Page[],
  accuracy: number,
  seconds: number,
): Promise<(Status & { best: number })[]> {
  const best = pages.map(() => 0);
  return until(
    async () => {
      const all = await statusesOf(pages);
      all.forEach((status, i) => {
        best[i] = Math.max(best[i], status.accuracy ?? 0);
      });
      return all.map((status, i) => ({ ...status, best: best[i] }));
    },
    (all) => all.every((status) => status.best >= accuracy),
    seconds,
    `every tab has reached ${accuracy}`,
  );
}

/** Seconds that paused tabs get to agree, and that they train before they are paused once more. */
const AGREEING_SECONDS = 3;
const TRAINING_SECONDS = 5;

/**
 * Pauses the tabs and looks at what they come to agree on; where the condition does not hold, they train on for some seconds
 * and are paused once more. A moment's model may be a poor one: what counts is that they get there.
 * @returns what held; the tabs are paused then
 * @throws Error with the last evaluations when none did in that many seconds
 */
export async function untilAgreed(
  pages: readonly Page[],
  holds: (evaluations: readonly DetailedEvaluation[]) => boolean,
  seconds: number,
  what: string,
): Promise<readonly DetailedEvaluation[]> {
  const end = Date.now() + seconds * 1000;
  const each = <T>(act: () => Promise<T> | T): Promise<T[]> =>
    Promise.all(pages.map((page) => page.evaluate(act) as Promise<T>));
  const rest = (of: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, of * 1000));
  for (;;) {
    await each(() => window.hearsay.pause());
    await rest(AGREEING_SECONDS);
    const evaluations = await each(() => window.hearsay.evaluate());
    if (holds(evaluations)) return evaluations;
    if (Date.now() > end) {
      throw new Error(`After ${seconds} s still not: ${what}. Last seen: ${JSON.stringify(evaluations)}`);
    }
    await each(() => window.hearsay.start());
    await rest(TRAINING_SECONDS);
  }
}
