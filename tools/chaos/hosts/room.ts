/** A room whose tabs are on hosts of their own: the server on one, a headless Chromium on each other. */
import type { Page } from 'puppeteer-core';
import { find } from '../../browsers/find-browsers.mjs';
import { launchChromium, type RunningBrowser } from '../../browsers/launch.ts';
import { startServerProcess } from '../../browsers/server-process.ts';
import type { Network } from './network.ts';

const PORT = 8080;

export interface HostedRoom {
  /** One on each host, in the order of the hosts. */
  readonly pages: readonly Page[];
  close(): Promise<void>;
}

/** @param fragment the run, without `#` */
export async function openHostedRoom(network: Network, fragment: string): Promise<HostedRoom> {
  const { address, within } = network.server;
  const server = await startServerProcess({ host: address, port: PORT, within });
  const browsers: RunningBrowser[] = [];
  const close = async (): Promise<void> => {
    await Promise.allSettled(browsers.map((browser) => browser.close()));
    await server.kill();
  };
  try {
    const pages: Page[] = [];
    for (const host of network.peers) {
      const executable = network.wrap(host, find('chromium') ?? 'chromium');
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
