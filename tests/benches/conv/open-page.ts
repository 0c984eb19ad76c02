/** A page of a bench's own in real Chromium: built by Vite like the client, served to this machine alone. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer, { type Page } from 'puppeteer-core';
import { build, preview } from 'vite';
import { find } from '../../browsers/find-browsers.mjs';

const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // WebGL on the processor, whether or not there is a graphics card: the figures are of one kind everywhere.
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
];

/** @param root the folder of its index.html @param use gets the page; all is put away when it ends */
export async function withPage<T>(root: string, use: (page: Page) => Promise<T>): Promise<T> {
  const scratch = await mkdtemp(join(tmpdir(), 'hearsay-bench-'));
  const plain = { root, configFile: false, logLevel: 'error' } as const;
  const outDir = join(scratch, 'page');
  try {
    await build({
      ...plain,
      worker: { format: 'es' },
      build: { outDir, target: 'es2022', modulePreload: { polyfill: false } },
    });
    const server = await preview({ ...plain, build: { outDir }, preview: { host: '127.0.0.1', port: 0 } });
    const browser = await puppeteer.launch({
      executablePath: find('chromium') ?? 'chromium',
      args: CHROMIUM_FLAGS,
      userDataDir: join(scratch, 'profile'),
      protocolTimeout: 300_000,
    });
    try {
      const page = await browser.newPage();
      await page.goto(server.resolvedUrls?.local[0] ?? '');
      return await use(page);
    } finally {
      await browser.close();
      await server.close();
    }
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
}
