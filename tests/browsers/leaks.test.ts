/** What weights give away, as a class sees it: from the lesson's link, by keyboard, in both languages. */
import { pageOf, startOf } from '@hearsay/site/app/lessons/lesson-names.ts';
import { leaks as german } from '@hearsay/site/app/words/de-leaks.ts';
import { lessons as germanLessons } from '@hearsay/site/app/words/de-lessons.ts';
import { leaks as english } from '@hearsay/site/app/words/en-leaks.ts';
import { lessons as englishLessons } from '@hearsay/site/app/words/en-lessons.ts';
import type { Lab } from '@hearsay/tools/browsers/tabs.ts';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectNoViolations, inEveryLook } from './axe.ts';
import { joinLab } from './shared-lab.ts';

let lab: Lab;
let page: Page;
beforeAll(async () => {
  lab = await joinLab();
  page = await lab.open('view=lessons&lang=en');
});
afterAll(() => lab?.close());

interface Shown {
  readonly title: string;
  readonly label: string | null;
  /** Amounts of ink, 0 to 255. */
  readonly ink: readonly number[];
}

/** The pictures, by what screen readers and others get of them. */
const pictures = (): Promise<Shown[]> =>
  page.$$eval('.leaks-pictures figure', (all) =>
    all.map((figure) => {
      const canvas = figure.querySelector('canvas');
      const data = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      return {
        title: figure.querySelector('figcaption')?.textContent ?? '',
        label: canvas?.getAttribute('aria-label') ?? null,
        ink: Array.from({ length: data.length / 4 }, (_, i) => data[4 * i + 3]),
      };
    }),
  );

/** Resolves when that is said, of the case that is chosen. */
const finds = (text: string): Promise<unknown> =>
  page.waitForFunction(
    (wanted) => document.querySelector('.leaks-finding strong')?.textContent === wanted,
    {},
    text,
  );

const distance = (one: readonly number[], other: readonly number[]): number =>
  one.reduce((most, value, i) => Math.max(most, Math.abs(value - other[i])), 0);

describe.each([
  ['en', english, englishLessons],
  ['de', german, germanLessons],
] as const)('what weights give away (%s)', (lang, say, lessons) => {
  it('is shown from the lesson on: of one digit the digit itself', async () => {
    await page.goto(`${lab.url}/${pageOf('leaks', lang)}`);
    await page.locator(`::-p-aria([name="${lessons.start}"][role="link"])`).click();
    await page.waitForFunction((hash) => location.hash === hash, {}, startOf('leaks', lang));
    await finds(say.finding.exact);
    const [truth, seen, ...more] = await pictures();
    expect(more).toEqual([]);
    expect([truth.title, seen.title]).toEqual([say.truth.title, say.seen.title]);
    expect(seen.label).toBe(say.seen.label(1));
    expect(Math.max(...truth.ink)).toBeGreaterThan(200);
    expect(distance(truth.ink, seen.ink)).toBeLessThanOrEqual(1);
    await inEveryLook(page, (rules) => expectNoViolations(page, rules));
  });

  it('is chosen by keyboard: a batch shows in part, and a private step nothing', async () => {
    const [, alone] = await pictures();
    await page.focus('input[value="one"]');
    await page.keyboard.press('ArrowDown');
    await page.waitForFunction(
      (title) => document.querySelector('.leaks-pictures')?.textContent?.includes(title),
      {},
      say.found.title,
    );
    const [batch, , found] = await pictures();
    expect(batch.label).toBe(say.truth.label(new Array(32).fill(0)));
    expect(found.title).toBe(say.found.title);
    expect(found.ink.length).toBeGreaterThan(0);
    await inEveryLook(page, (rules) => expectNoViolations(page, rules));

    await page.keyboard.press('ArrowDown');
    await finds(say.finding.nothing);
    const [truth, seen] = await pictures();
    // The same digit as before.
    expect(distance(truth.ink, alone.ink)).toBeLessThanOrEqual(1);
    expect(distance(truth.ink, seen.ink)).toBeGreaterThan(100);
    await inEveryLook(page, (rules) => expectNoViolations(page, rules));
  });
});
