/** What tests do in a room that made its task itself: making one by the form, and bringing examples, as people do it. */
import { shared as english } from '@hearsay/site/app/words/en-shared.ts';
import { type BrowserName, type Lab, statusOf, until } from '@hearsay/tools/browsers/tabs.ts';
import type { Status } from 'hearsay/internal/session/status.ts';
import type { Page } from 'puppeteer-core';
import { recordSent } from './sent-bytes.ts';

export const button = (name: string): string => `::-p-aria([name="${name}"][role="button"])`;
export const click = (page: Page, name: string): Promise<void> => page.locator(button(name)).click();
export const textOf = (page: Page, selector = 'body'): Promise<string> =>
  page.$eval(selector, (element) => element.textContent ?? '');

export const says = (page: Page, part: string): Promise<string> =>
  until(
    () => textOf(page),
    (text) => text.includes(part),
    60,
    `the page says: ${part}`,
  );
export const statusIs = (page: Page, holds: (status: Status) => boolean, what: string): Promise<Status> =>
  until(() => statusOf(page), holds, 120, what);

/** @param page that shows the form */
export async function nameClasses(page: Page, classes: readonly string[]): Promise<void> {
  for (const [place, name] of classes.entries()) {
    // By key: the button may lie under the one that makes the task, which stays in sight.
    if (place >= 2) {
      await page.focus(button(english.make.addClass));
      await page.keyboard.press('Enter');
    }
    await write(page, `.class-names li:nth-child(${place + 1}) input`, name);
  }
}

/** By keys, in place of what is there; leaves the focus in the field. */
export async function write(page: Page, field: string, text: string): Promise<void> {
  await page.waitForSelector(field);
  await page.$eval(field, (input) => (input as HTMLInputElement).select());
  await page.focus(field);
  await page.keyboard.press('Backspace');
  await page.keyboard.type(text);
}

/** Sends the form. @returns the fragment of the link that others get */
export async function make(page: Page): Promise<string> {
  await click(page, english.make.make);
  return fragmentOf(page);
}

/** @returns the fragment of the link that the room shows */
export async function fragmentOf(page: Page): Promise<string> {
  await page.waitForSelector('.session.shared .collect', { timeout: 60_000 });
  const link = await page.$eval('#room-link', (field) => (field as HTMLInputElement).value);
  return link.slice(link.indexOf('#') + 1);
}

/** The fragment of a link or an address with some settings changed; null leaves one out. */
export function changed(fragment: string, settings: Readonly<Record<string, string | null>>): string {
  const all = new URLSearchParams(fragment.replace(/^#/, ''));
  for (const [name, value] of Object.entries(settings)) {
    if (value === null) all.delete(name);
    else all.set(name, value);
  }
  return all.toString();
}

/** Takes a tab into a room once more, with other settings. */
export async function change(page: Page, settings: Readonly<Record<string, string | null>>): Promise<void> {
  const address = await page.evaluate(() => location.hash);
  await page.evaluate(
    (fragment) => {
      location.hash = fragment;
      location.reload();
    },
    changed(address, settings),
  );
  await fragmentOf(page);
}

/** Chooses files in a field. */
export async function choose(page: Page, field: string, paths: readonly string[]): Promise<void> {
  const found = await page.waitForSelector(field);
  const input = await found?.toElement('input');
  await input?.uploadFile(...paths);
}

/** Chooses pictures for a class. @param place of the class, from 0 on */
export const bring = (page: Page, place: number, paths: readonly string[]): Promise<void> =>
  choose(page, `.class-cards li:nth-child(${place + 1}) input[type=file]`, paths);

/** How many examples each class is said to have. */
export const countsIn = (page: Page): Promise<number[]> =>
  page.$$eval('.class-cards > li > .hint', (all) =>
    all.map(({ textContent }) => Number.parseInt(textContent ?? '', 10)),
  );

/**
 * Makes a task in a tab, and takes that into its room once more, as all others are to come into it: so many updates a second, and
 * without a key, since that seals handshakes, which are to be looked into. All that its tabs send is recorded.
 * @param fill fills in the rest of the form
 */
export async function makeRoom(
  lab: Lab,
  title: string,
  updateRate: string,
  fill: (page: Page) => Promise<void>,
): Promise<{ maker: Page; run: string }> {
  const maker = await lab.open('view=make', 'chromium', recordSent);
  await maker.waitForSelector('.make form');
  await write(maker, '#task-title', title);
  await fill(maker);
  const settings = { key: null, updateRate };
  const run = changed(await make(maker), settings);
  await change(maker, settings);
  return { maker, run };
}

/** Opens a tab in such a room. */
export async function enterRoom(lab: Lab, run: string, browser: BrowserName = 'chromium'): Promise<Page> {
  const page = await lab.open(run, browser, recordSent);
  await fragmentOf(page);
  return page;
}
