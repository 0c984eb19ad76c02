/**
 * `npm run screenshots [-- FOLDER]`: pictures of the pages at phone and desktop width, of a room of five tabs in
 * which each holds two digits. Writes the README's pictures to docs/ when no folder is named.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer-core';
import { createLab, statusesOf, until } from './tabs.ts';

const TABS = 5;
const ENOUGH = 0.85;
const SECONDS = 240;
const widths = [360, 1440];

const folder = process.argv[2] ?? fileURLToPath(new URL('../../docs', import.meta.url));
await mkdir(folder, { recursive: true });
const lab = await createLab();

async function shoot(page: Page, name: string): Promise<void> {
  for (const width of widths) {
    await page.setViewport({ width, height: 900, deviceScaleFactor: width < 500 ? 2 : 1 });
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const path = join(folder, `${name}-${width}.png`);
    await page.screenshot({ path: path as `${string}.png`, fullPage: true });
    console.log(path);
  }
}

try {
  const form = await lab.open('room=demo');
  await shoot(form, 'join');
  await form.browserContext().close();
  const pages: Page[] = [];
  for (let i = 0; i < TABS; i++) pages.push(await lab.open('room=demo&partition=labels:2&auto=1'));
  const best = pages.map(() => 0);
  await until(
    async () => {
      const all = await statusesOf(pages);
      all.forEach(({ accuracy }, i) => {
        best[i] = Math.max(best[i], accuracy ?? 0);
      });
      return best;
    },
    (all) => Math.min(...all) >= ENOUGH,
    SECONDS,
    `every tab has reached ${ENOUGH}`,
  );
  await shoot(pages[1], 'room');
} finally {
  await lab.close();
}
