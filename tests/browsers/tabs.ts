/** Real tabs in real Chromium, on a server of their own: what the browser tests share. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {} from '@hearsay/client/hearsay.ts';
import type { Status } from '@hearsay/client/status.ts';
import { prepareMnist } from '@hearsay/signaling-server/mnist.ts';
import { startServer } from '@hearsay/signaling-server/server.ts';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { find } from './find-browsers.mjs';

const ROOT = join(import.meta.dirname, '..', '..');

/** Puppeteer's own flags against throttling would make a hidden tab behave like a visible one. */
const ANTI_THROTTLING = [
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
];
const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Without multicast, peers could not resolve each other's mDNS names.
  '--disable-features=WebRtcHideLocalIpsWithMdns',
];

export interface Lab {
  readonly url: string;
  /** Opens a tab in a window (and a process) of its own. @param fragment the run, without `#` */
  open(fragment: string): Promise<Page>;
  /** Opens another tab in front of this one, so that it is hidden. */
  hide(page: Page): Promise<void>;
  close(): Promise<void>;
}

/** @param flags more of Chromium's */
export async function createLab(flags: readonly string[] = []): Promise<Lab> {
  const dataDirectory = join(ROOT, 'signaling-server', 'dist', 'data');
  await prepareMnist(dataDirectory);
  const server = await startServer({
    port: 0,
    host: '127.0.0.1',
    clientDirectory: join(ROOT, 'client', 'dist'),
    dataDirectory,
  });
  const url = `http://127.0.0.1:${server.port}`;
  const profile = await mkdtemp(join(tmpdir(), 'hearsay-chromium-'));
  const display = await startDisplay();
  const browser: Browser = await puppeteer.launch({
    executablePath: find('chromium') ?? 'chromium',
    headless: false,
    args: [...CHROMIUM_FLAGS, ...flags],
    ignoreDefaultArgs: ANTI_THROTTLING,
    env: { ...process.env, DISPLAY: display.name },
    userDataDir: profile,
    defaultViewport: null,
    protocolTimeout: 60_000,
  });
  return {
    url,
    async open(fragment) {
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      await page.goto(`${url}/#${fragment}`);
      await page.waitForFunction('window.hearsay !== undefined');
      return page;
    },
    async hide(page) {
      await page.browserContext().newPage();
      await page.waitForFunction('document.visibilityState === "hidden"', { polling: 100 });
    },
    async close() {
      await browser.close();
      display.process.kill();
      await server.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function startDisplay(): Promise<{ name: string; process: ChildProcess }> {
  const child = spawn(
    find('Xvfb') ?? 'Xvfb',
    ['-displayfd', '3', '-screen', '0', '1440x900x24', '-nolisten', 'tcp'],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    },
  );
  const number = await new Promise<string>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`Xvfb ended with code ${code}`)));
    child.stdio[3]?.once('data', (data) => resolve(String(data).trim()));
  });
  return { name: `:${number}`, process: child };
}

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
