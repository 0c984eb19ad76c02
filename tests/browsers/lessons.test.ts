/** Lessons for teachers: their pages, on the screen and on paper. What is done in their rooms is in `lessons.long.test.ts`. */
import { LESSON_NAMES, pageOf, startOf } from '@hearsay/site/app/lessons/lesson-names.ts';
import { lessons as german } from '@hearsay/site/app/words/de-lessons.ts';
import { lessons as english } from '@hearsay/site/app/words/en-lessons.ts';
import type { Lab } from '@hearsay/tools/browsers/tabs.ts';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectNoViolations, inEveryLook } from './axe.ts';
import { joinLab } from './shared-lab.ts';
import { says, textOf } from './task-room.ts';

/** Sides of paper that a lesson may take. */
const MOST_SHEETS = 2;

let lab: Lab;
let page: Page;
beforeAll(async () => {
  lab = await joinLab();
  page = await lab.open('view=lessons&lang=en');
});
afterAll(() => lab?.close());

const go = async (hash: string, heading: string): Promise<void> => {
  await page.goto(`${lab.url}/${hash}`);
  await page.waitForFunction(
    (text) => document.querySelector('.lessons h1')?.textContent === text,
    {},
    heading,
  );
};

describe.each([
  ['en', english],
  ['de', german],
] as const)('lessons (%s)', (lang, say) => {
  it('are listed, and lead to their pages', async () => {
    await go(`#view=lessons&lang=${lang}`, say.heading);
    await inEveryLook(page, (rules) => expectNoViolations(page, rules));
    const links = await page.$$eval('.lesson-cards a', (all) => all.map((link) => link.getAttribute('href')));
    expect(links).toEqual(LESSON_NAMES.map((name) => pageOf(name, lang)));
    const { title } = say.lessons[LESSON_NAMES[1]];
    await page.locator(`::-p-aria([name="${title}"][role="link"])`).click();
    await says(page, say.lessons[LESSON_NAMES[1]].steps[3]);
    // Who reads the page aloud is told that it is another one.
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(title);
  });

  it.each(LESSON_NAMES)('are whole on the screen and on paper: %s', async (name) => {
    const { title, steps, questions, trouble } = say.lessons[name];
    await go(pageOf(name, lang), title);
    await inEveryLook(page, (rules) => expectNoViolations(page, rules));
    const text = await textOf(page, '.lesson');
    for (const part of [
      ...steps,
      ...questions.map(({ answer }) => answer),
      ...trouble.map(({ help }) => help),
    ])
      expect(text).toContain(part);
    expect(await page.$eval('.start-lesson', (link) => link.getAttribute('href'))).toBe(startOf(name, lang));

    const pdf = Buffer.from(await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    expect(pdf.match(/\/Type\s*\/Page\b/g)?.length).toBeLessThanOrEqual(MOST_SHEETS);
    await page.emulateMediaType('print');
    // Where there is nothing to press: the address, also as a code.
    const shown = await page.$$eval('.start-code, .start-lesson, header.site', (all) =>
      all.filter((one) => one.checkVisibility()).map(({ className }) => className),
    );
    expect(shown).toEqual([expect.stringContaining('start-code')]);
    expect(await textOf(page, '.start-code')).toContain(startOf(name, lang));
    await page.emulateMediaType();
  });
});
