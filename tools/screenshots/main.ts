/**
 * `npm run screenshots [-- FOLDER]`: pictures of the start page, of a room of five tabs in which each holds two digits, and of
 * the lab, at phone and desktop width. Writes those of the README, light, to docs/; with a folder, light and dark into that.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { en, lab as labWords } from '@hearsay/site/app/words/en.ts';
import type { Page } from 'puppeteer-core';
import { createLab, statusOf, until, untilAllReached } from '../browsers/tabs.ts';
import { CLASSROOM_FLAGS, shootClassroom } from './classroom.ts';

const TABS = 5;
const ENOUGH = 0.85;
const SECONDS = 240;
/** Milliseconds until a new width is drawn, and bars have grown. */
const SETTLED_MS = 700;
const widths = [360, 1440];

const named = process.argv[2];
const schemes = named === undefined ? ['light'] : ['light', 'dark'];
const folder = named ?? fileURLToPath(new URL('../../docs', import.meta.url));
await mkdir(folder, { recursive: true });
const lab = await createLab(CLASSROOM_FLAGS);

interface Shot {
  /** The part to show; all but the footer where it is left out. */
  readonly selector?: string;
  /** Waited for before each picture. @returns whether what was waited for still holds, asked after it: if not, it is taken anew */
  readonly ready?: () => Promise<() => Promise<boolean>>;
}

/** Times that a picture is taken anew, at most. */
const MOST_TRIES = 20;

async function shoot(page: Page, name: string, { selector, ready }: Shot = {}): Promise<void> {
  await page.bringToFront();
  for (const scheme of schemes) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    for (const width of widths) {
      await page.setViewport({ width, height: 900, deviceScaleFactor: 1 });
      await new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
      const path = join(folder, `${name}-${width}${scheme === 'dark' ? '-dark' : ''}.png`);
      for (let tries = 0; tries < MOST_TRIES; tries++) {
        const holds = await ready?.();
        await picture(page, path as `${string}.png`, selector);
        if (!holds || (await holds())) break;
      }
      console.log(path);
    }
  }
}

async function picture(page: Page, path: `${string}.png`, selector: string | undefined): Promise<void> {
  if (selector !== undefined) {
    await (await page.waitForSelector(selector))?.screenshot({ path });
    return;
  }
  const { width, height } = await page.evaluate(() => ({
    width: document.documentElement.clientWidth,
    height: document.querySelector('footer.site')?.getBoundingClientRect().top ?? innerHeight,
  }));
  await page.screenshot({ path, clip: { x: 0, y: 0, width, height }, captureBeyondViewport: true });
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
  await untilAllReached(pages, ENOUGH, SECONDS);
  await drawFour(pages[1]);
  // A test may come out poorly, just after a model came from a tab that was behind.
  const ready = async (): Promise<() => Promise<boolean>> => {
    await until(
      () => statusOf(pages[1]),
      ({ roomAccuracy }) => (roomAccuracy ?? 0) >= ENOUGH,
      SECONDS,
      `its newest test has reached ${ENOUGH}`,
    );
    const tests = () => pages[1].evaluate(() => window.hearsay.history().length);
    const before = await tests();
    await new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
    return async () => (await tests()) === before && ((await statusOf(pages[1])).roomAccuracy ?? 0) >= ENOUGH;
  };
  await shoot(pages[1], 'room', { ready });
  await pages[1].locator(`summary::-p-text(${en.keeping.summary})`).click();
  await shoot(pages[1], 'kept', { selector: '.keep-run:has(.kept-panel)' });
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
