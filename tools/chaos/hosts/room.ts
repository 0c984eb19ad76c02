/** A room whose tabs are on machines of their own: the server on one, a headless Chromium on each other. */
import type { Page } from 'puppeteer-core';
import { find } from '../../browsers/find-browsers.mjs';
import { launchChromium, type RunningBrowser } from '../../browsers/launch.ts';
import { startServerProcess } from '../../browsers/server-process.ts';
import type { Network } from './network.ts';

const PORT = 8080;

export interface SpreadRoom {
  /** One on each machine, in the order of the machines. */
  readonly pages: readonly Page[];
  close(): Promise<void>;
}

/** @param fragment the run, without `#` */
export async function openSpreadRoom(network: Network, fragment: string): Promise<SpreadRoom> {
  const { address, within } = network.server;
  const server = await startServerProcess({ address, port: PORT, within });
  const browsers: RunningBrowser[] = [];
  const close = async (): Promise<void> => {
    await Promise.allSettled(browsers.map((browser) => browser.close()));
    await server.kill();
  };
  try {
    const pages: Page[] = [];
    for (const machine of network.peers) {
      const executable = network.wrap(machine, find('chromium') ?? 'chromium');
      const running = await launchChromium({ executable, directory: network.directory });
      browsers.push(running);
      const page = await running.browser.newPage();
      await page.goto(`http://${address}:${server.port}/#${fragment}`);
      await page.waitForFunction('window.hearsay !== undefined');
      pages.push(page);
    }
    return { pages, close };
  } catch (error) {
    await close();
    throw error;
  }
}
