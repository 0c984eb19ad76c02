/** The lab as people use it, by role and label. */
import { starting } from '@hearsay/site/app/words/en.ts';
import { type Lab, until } from '@hearsay/tools/browsers/tabs.ts';
import type { ElementHandle, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectNoViolations, inEveryLook } from './axe.ts';
import { joinLab } from './shared-lab.ts';

/** Short, and of few peers. */
const SMALL = 'view=lab&peers=32&updates=20&gossip=4';
const SECONDS = 60;

let lab: Lab;
beforeAll(async () => {
  lab = await joinLab();
});
afterAll(async () => {
  await lab?.close();
});

async function found(page: Page, role: string, name: string): Promise<ElementHandle<Element>> {
  const element = await page.waitForSelector(`::-p-aria([name="${name}"][role="${role}"])`);
  if (!element) throw new Error(`There is no ${role} called ${name}.`);
  return element;
}

const click = async (page: Page, name: string): Promise<void> => (await found(page, 'button', name)).click();
const fragmentOf = (page: Page): string => new URL(page.url()).hash;

/** The figures of the comparison, by the names of their rows. */
function figuresOf(page: Page): Promise<Record<string, string[]>> {
  return page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll('table.figures tbody tr')].map((row) => [
        row.querySelector('th')?.textContent ?? '',
        [...row.querySelectorAll('td')].map((cell) => cell.textContent ?? ''),
      ]),
    ),
  );
}

/** What the chart over numbers of peers says in words. */
async function readingOf(page: Page): Promise<string | null | undefined> {
  const heading = await found(page, 'heading', 'Staleness by number of peers');
  return heading.evaluate((element) =>
    element.closest('figure')?.querySelector('[role="img"]')?.getAttribute('aria-label'),
  );
}

const isDone = (page: Page): Promise<unknown> =>
  until(
    () => page.evaluate(() => document.querySelector('.run-progress')?.textContent),
    (text) => text === 'Done',
    SECONDS,
    'the run is done',
  );

describe('the lab', () => {
  /** In English, where the run is done. Some tests look at it in turn. */
  let finished: Page;
  /** What it showed when it was done first. */
  let before: { figures: Record<string, string[]>; reading: string | null | undefined };

  it('is reached from the start page', async () => {
    const page = await lab.open('');
    await (await found(page, 'link', starting.start.labLink)).click();
    await found(page, 'heading', 'Lab: how often must peers talk?');
    expect(fragmentOf(page)).toBe('#view=lab');
    await page.browserContext().close();
  });

  it('shows figures of both rates near their law', async () => {
    const page = await lab.open(`${SMALL}&lang=en`);
    finished = page;
    await isDone(page);
    const figures = await figuresOf(page);
    const [constant, ln] = figures.Staleness.map(Number);
    const [constantLaw, lnLaw] = figures['Staleness, by the law'].map(Number);
    expect(Math.abs(constant / constantLaw - 1)).toBeLessThan(0.3);
    expect(Math.abs(ln / lnLaw - 1)).toBeLessThan(0.3);

    const reading = await readingOf(page);
    expect(reading).toMatch(/constant: 4, 2,048: \d\.\d+; ln n, 2,048: \d\.\d+/);
    const canvases = await page.$$eval('.drawing canvas', (all) => all.length);
    expect(canvases).toBe(4);

    before = { figures, reading };
  });

  it('pauses, resumes, stops and runs again, and has the same figures after a reload', async () => {
    const page = finished;
    await page.reload();
    await click(page, 'Pause');
    await found(page, 'button', 'Resume');
    // What was on its way when the button was pressed.
    await new Promise((done) => setTimeout(done, 500));
    const held = await figuresOf(page);
    await new Promise((done) => setTimeout(done, 500));
    expect(await figuresOf(page)).toEqual(held);
    await click(page, 'Resume');
    await click(page, 'Stop');
    await click(page, 'Run again');
    await isDone(page);
    expect(await figuresOf(page)).toEqual(before.figures);
    expect(await readingOf(page)).toBe(before.reading);
  });

  it('shows every chart as a table', async () => {
    const page = finished;
    const summaries = await page.$$('figure.chart summary');
    for (const summary of summaries) await summary.click();
    await until(
      () =>
        page.$$eval('figure.chart table', (tables) =>
          tables.map((table) => table.querySelectorAll('tbody tr').length),
        ),
      (rows) => rows.join() === '5,10,10,10',
      SECONDS,
      'four tables are filled',
    );
  });

  it('loads neither tfjs nor what connects tabs, and is not loaded by a room', async () => {
    const scriptsOf = (page: Page) =>
      page.evaluate(() =>
        performance
          .getEntriesByType('resource')
          .map(({ name }) => name.split('/').at(-1) ?? '')
          .filter((name) => name.endsWith('.js'))
          .map((name) => name.replace(/-[\w-]{8}\.js$/, '')),
      );
    const scripts = await scriptsOf(finished);
    expect(scripts).toEqual(expect.arrayContaining(['lab-view', 'lab-worker', 'lab-plot', 'en-lab']));
    expect(scripts.filter((name) => ['worker', 'session', 'de', 'de-lab'].includes(name))).toEqual([]);
    const room = await lab.open('room=scripts');
    expect((await scriptsOf(room)).filter((name) => name.includes('lab'))).toEqual([]);
    await room.browserContext().close();
  });

  it('speaks another language as soon as it is chosen, in words, numbers and charts', async () => {
    const page = finished;
    await page.bringToFront();
    const [english] = (await figuresOf(page)).Staleness;
    await click(page, 'Deutsch');
    await found(page, 'heading', 'Bei 32 Teilnehmern');
    expect((await figuresOf(page)).Veraltung[0]).toBe(english.replace('.', ','));
    expect(await page.title()).toBe('Labor · Hearsay');
    const label = await page.$eval('.scaling [role="img"]', (drawing) => drawing.getAttribute('aria-label'));
    expect(label).toMatch(
      /^Veraltung nach Teilnehmerzahl\. konstant: 4, 2\.048: \d,\d+; ln n, 2\.048: \d,\d+/,
    );
    expect(await page.$$eval('.drawing canvas', (all) => all.length)).toBe(4);
    // The run is what it was: nothing is simulated anew.
    expect(await page.$eval('.run-progress', ({ textContent }) => textContent)).toBe('Fertig');
    expect(fragmentOf(page)).toContain('peers=32');
    await page.browserContext().close();
  });

  it('takes another number of peers from the keyboard, into the address too', async () => {
    const page = await lab.open(SMALL);
    await (await found(page, 'slider', 'Peers')).focus();
    await page.keyboard.press('ArrowRight');
    await found(page, 'heading', 'Among 64 peers');
    expect(fragmentOf(page)).toBe('#view=lab&peers=64&gossip=4&updates=20');
    await page.reload();
    await found(page, 'heading', 'Among 64 peers');
    await page.evaluate(() => {
      location.hash = '#view=lab&peers=8';
    });
    await found(page, 'heading', 'Among 8 peers');
    await page.browserContext().close();
  });

  it('names what cannot be used in the address', async () => {
    const page = await lab.open('view=lab&peers=1&method=savic&nothing=1');
    const alert = await page.waitForSelector('::-p-aria([role="alert"])');
    const said = await alert?.evaluate((element) => element.textContent);
    expect(said).toContain('peers=1 cannot be used');
    expect(said).toContain('nothing');
    await page.browserContext().close();
  });

  it('shows a phone what was found first, and the settings behind a line', async () => {
    const page = await lab.open(`${SMALL}&lang=en`);
    await page.setViewport({ width: 360, height: 780 });
    const summary = await page.waitForSelector('details.controls-of-lab summary');
    expect(await summary?.evaluate(({ textContent }) => textContent)).toBe(
      'Settings 32 peers, 4 exchanges per update',
    );
    const bottom = await page.$eval(
      'table.figures tbody',
      (rows) => rows.getBoundingClientRect().bottom + scrollY,
    );
    expect(bottom).toBeLessThan(1.5 * 780);
    const top = await summary?.evaluate((line) => line.getBoundingClientRect().top + scrollY);
    expect(top).toBeGreaterThan(bottom);
    await summary?.focus();
    await page.keyboard.press('Enter');
    await (await found(page, 'slider', 'Peers')).focus();
    await page.keyboard.press('ArrowRight');
    await found(page, 'heading', 'Among 64 peers');
    // It stays open while settings change.
    await found(page, 'slider', 'Peers');
    await page.browserContext().close();
  });

  describe('has no barriers, in any look', () => {
    let page: Page;
    beforeAll(async () => {
      page = await lab.open(`${SMALL}&method=gosgd&learner=classes&churn=25`);
      await until(
        () => figuresOf(page),
        ({ Staleness = [] }) => Staleness.length === 3 && !Staleness.includes(''),
        SECONDS,
        'there are figures of all three',
      );
      // Nothing is asked of what it would simulate meanwhile. By key: the page moves as charts come.
      await (await found(page, 'button', 'Stop')).focus();
      await page.keyboard.press('Enter');
    });

    it.each([
      ['English', 'Among 32 peers'],
      ['Deutsch', 'Bei 32 Teilnehmern'],
    ])('in %s', async (language, heading) => {
      await click(page, language);
      await found(page, 'heading', heading);
      await inEveryLook(page, async (rules) => {
        await page.$$eval('details', (all) => {
          for (const one of all) one.open = true;
        });
        await expectNoViolations(page, rules);
      });
    });
  });
});
