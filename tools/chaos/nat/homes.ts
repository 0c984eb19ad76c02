/** A tab in each home, and a server outside of them. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { find } from '../../browsers/find-browsers.mjs';
import { launchChromium, type RunningBrowser } from '../../browsers/launch.ts';
import { startServerProcess } from '../../browsers/server-process.ts';
import type { NatNetwork } from './network.ts';

export interface Homes {
  /** Starts a server with these options, and opens the room in each home, one after the other. */
  open(options: readonly string[]): Promise<Page[]>;
  /** Closes the tabs, and ends the server. */
  close(): Promise<void>;
  /** Writes a secret, which may stand in a name. @returns its file */
  secretFile(secret: string): string;
}

declare global {
  interface Window {
    /** How many connections this page has made. */
    connectionsMade?: number;
  }
}

/** @param fragment the run, without `#` */
export async function withHomes(
  network: NatNetwork,
  fragment: string,
  use: (homes: Homes) => Promise<void>,
): Promise<void> {
  const { address, within } = network.server;
  const browsers: RunningBrowser[] = [];
  let pages: Page[] = [];
  let endServer = async (): Promise<void> => {};
  const close = async (): Promise<void> => {
    await Promise.allSettled(pages.map((page) => page.close()));
    pages = [];
    await endServer();
  };
  try {
    for (const machine of network.peers) {
      const executable = network.wrap(machine, find('chromium') ?? 'chromium');
      browsers.push(await launchChromium({ executable, directory: network.directory }));
    }
    await use({
      async open(options) {
        const server = await startServerProcess({ address, port: 0, within, options });
        endServer = () => server.kill();
        for (const { browser } of browsers) {
          const page = await browser.newPage();
          pages.push(page);
          await page.evaluateOnNewDocument(countConnections);
          await page.goto(`http://${address}:${server.port}/#${fragment}`);
          await page.waitForFunction('window.hearsay?.status().phase === "training"', { polling: 200 });
        }
        return [...pages];
      },
      close,
      secretFile(secret) {
        const file = join(network.directory, `secret-${secret}`);
        writeFileSync(file, `${secret}\n`);
        return file;
      },
    });
  } finally {
    await close();
    await Promise.allSettled(browsers.map((browser) => browser.close()));
  }
}

/** Runs in the page. */
function countConnections(): void {
  const Original = window.RTCPeerConnection;
  window.connectionsMade = 0;
  window.RTCPeerConnection = class extends Original {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      window.connectionsMade = (window.connectionsMade ?? 0) + 1;
    }
  };
}
