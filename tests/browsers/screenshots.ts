/**
 * `npm run screenshots [-- FOLDER]`: pictures of the start page, of a room of five tabs in which each holds two digits, and of
 * the lab, at phone and desktop width. Writes those of the README, light, to docs/; with a folder, light and dark into that.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { en, lab as labWords } from '@hearsay/client/app/words/en.ts';
import type { Page } from 'puppeteer-core';
import { CLASSROOM_FLAGS, shootClassroom } from './screenshots-classroom.ts';
import { createLab, statusesOf, until } from './tabs.ts';

const TABS = 5;
const ENOUGH = 0.85;
const SECONDS = 240;
/** Milliseconds until a new width is drawn. */
const SETTLED_MS = 1000;
/** Sharp enough to read, and each picture below 300 kB. */
const PHONE_SCALE = 1.5;
const widths = [360, 1440];

const named = process.argv[2];
const schemes = named === undefined ? ['light'] : ['light', 'dark'];
const folder = named ?? fileURLToPath(new URL('../../docs', import.meta.url));
await mkdir(folder, { recursive: true });
const lab = await createLab(CLASSROOM_FLAGS);

async function shoot(page: Page, name: string): Promise<void> {
  await page.bringToFront();
  for (const scheme of schemes) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    for (const width of widths) {
      await page.setViewport({ width, height: 900, deviceScaleFactor: width < 500 ? PHONE_SCALE : 1 });
      await new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
      const path = join(folder, `${name}-${width}${scheme === 'dark' ? '-dark' : ''}.png`);
      await page.screenshot({ path: path as `${string}.png`, fullPage: true });
      console.log(path);
    }
  }
}

/** A 4 in two strokes, in shares of the drawing area. */
const FOUR: readonly (readonly [number, number])[][] = [
  [
    [0.36, 0.15],
    [0.28, 0.55],
    [0.72, 0.55],
  ],
  [
    [0.62, 0.3],
    [0.58, 0.88],
  ],
];

async function drawFour(page: Page): Promise<void> {
  await page.setViewport({ width: 1440, height: 900 });
  const pad = await page.waitForSelector(`::-p-aria([name="${en.draw.pad}"][role="image"])`);
  await pad?.scrollIntoView();
  const box = await pad?.boundingBox();
  if (!box) throw new Error('There is no drawing area.');
  const at = ([x, y]: readonly [number, number]) => [box.x + x * box.width, box.y + y * box.height] as const;
  for (const [begin, ...rest] of FOUR) {
    await page.mouse.move(...at(begin));
    await page.mouse.down();
    for (const point of rest) await page.mouse.move(...at(point), { steps: 8 });
    await page.mouse.up();
  }
}

try {
  const form = await lab.open('lang=en');
  await shoot(form, 'start');
  await form.browserContext().close();
  const pages: Page[] = [];
  for (let i = 0; i < TABS; i++) pages.push(await lab.open('room=demo&partition=labels:2&auto=1&lang=en'));
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
  await drawFour(pages[1]);
  await pages[1].locator(`summary::-p-text(${en.keeping.summary})`).click();
  await pages[1].waitForSelector('.kept-panel');
  await shoot(pages[1], 'room');
  await Promise.all(pages.map((page) => page.browserContext().close()));
  const simulated = await lab.open('view=lab&lang=en');
  await until(
    () => simulated.$eval('.run-progress p', ({ textContent }) => textContent),
    (said) => said === labWords.run.done,
    SECONDS,
    'the lab is done',
  );
  await shoot(simulated, 'lab');
  await simulated.browserContext().close();
  await shootClassroom(lab, shoot);
} finally {
  await lab.close();
}
