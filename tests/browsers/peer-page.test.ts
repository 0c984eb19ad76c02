/** The start page and the peer page as people use them, by role and label. */
import { en } from '@hearsay/site/app/words/en.ts';
import { type Lab, statusOf, until } from '@hearsay/tools/browsers/tabs.ts';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectNoViolations, inEveryLook } from './axe.ts';
import { joinLab } from './shared-lab.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await joinLab();
});
afterAll(async () => {
  await lab?.close();
});

const named = (name: string, role: string): string => `::-p-aria([name="${name}"][role="${role}"])`;
const button = (name: string): string => named(name, 'button');
const LINK_FIELD = named('Link or code of the room', 'textbox');
const text = (page: Page): Promise<string> => page.evaluate(() => document.body.textContent ?? '');
const close = (page: Page): Promise<void> => page.browserContext().close();
const phaseIs = (page: Page, phase: string): Promise<unknown> =>
  until(
    () => statusOf(page),
    (status) => status.phase === phase,
    60,
    `the phase is ${phase}`,
  );

describe('the start page', () => {
  it('has no barriers, in any look, with all settings shown', async () => {
    const page = await lab.open('lang=en');
    await page.locator('::-p-text(More settings)').click();
    await inEveryLook(page, (rules) => expectNoViolations(page, rules));
    await close(page);
  });

  it('says in German what is wrong with the address, and in the form', async () => {
    const page = await lab.open('room=x&samples=5&lang=de');
    await page.waitForSelector('[role="alert"]');
    expect(await text(page)).toContain('samples=5: erlaubt ist: eine ganze Zahl von 10 bis 60000.');
    await page.locator('::-p-text(Weitere Einstellungen)').click();
    await page.locator(named('Beispiele je Tab', 'textbox')).fill('5');
    await page.locator(button('Raum betreten')).click();
    expect(await text(page)).toContain('Bitte angeben: eine ganze Zahl von 10 bis 60000.');
    await close(page);
  });

  it('leads into an open room by its code, and says what is wrong with another text', async () => {
    const page = await lab.open('lang=en');
    await page.locator(LINK_FIELD).fill('not a room');
    await page.locator(button('Join')).click();
    expect(await text(page)).toContain('neither a link to a room nor a code');
    await page.locator(LINK_FIELD).fill('page-code');
    await page.keyboard.press('Enter');
    await phaseIs(page, 'training');
    expect(await statusOf(page)).toMatchObject({ room: 'page-code', errors: [] });
    expect(new URL(page.url()).hash).toBe('#room=page-code&lang=en');
    await close(page);
  });

  it('leads into a room with a key by its link, with its settings', async () => {
    const page = await lab.open('lang=en');
    const link = `${lab.url}/#room=page-link&key=AAAAAAAAAAAAAAAAAAAAAA&partition=labels:5&samples=100&updateRate=5&auto=1`;
    await page.locator(LINK_FIELD).fill(link);
    await page.locator(button('Join')).click();
    await phaseIs(page, 'training');
    const { room, labels } = await statusOf(page);
    expect([room, labels.filter((count) => count > 0).length]).toEqual(['page-link', 5]);
    expect(page.url()).toContain('key=AAAAAAAAAAAAAAAAAAAAAA');
    await close(page);
  });

  it('speaks the language that is chosen, and loads no other', async () => {
    const page = await lab.open('room=words&samples=200&updateRate=5&lang=de');
    const state = () =>
      page.evaluate(() => ({
        lang: document.documentElement.lang,
        loaded: [
          ...new Set(
            performance
              .getEntriesByType('resource')
              .flatMap(({ name }) => /\/(en|de)-[\w-]+\.js$/.exec(name)?.[1] ?? []),
          ),
        ],
      }));
    await page.locator(button('Raum betreten')).wait();
    expect(await state()).toEqual({ lang: 'de', loaded: ['de'] });
    await page.locator(button('Raum betreten')).click();
    await phaseIs(page, 'training');
    await page.locator(button('English')).click();
    await page.locator(button('Pause')).wait();
    await page.locator(button('Leave')).wait();
    expect((await state()).lang).toBe('en');
    expect(new URL(page.url()).hash).toBe('#room=words&samples=200&updateRate=5&lang=en');
    // A run goes on whatever it is called.
    expect((await statusOf(page)).phase).toBe('training');
    expect(await text(page)).not.toContain('changed. The new settings');
    await close(page);
  });
});

describe('the peer page', () => {
  let page: Page;
  const guess = (): Promise<string> =>
    page.evaluate(() => document.querySelector('.guess-words')?.textContent ?? '');
  const shares = (): Promise<string[]> =>
    page.evaluate(() =>
      [...document.querySelectorAll('.probabilities .share')].map((one) => one.textContent ?? ''),
    );
  const bounds = async () => {
    const found = await page.waitForSelector(named(en.draw.pad, 'image'));
    await found?.scrollIntoView();
    const box = await found?.boundingBox();
    if (!box) throw new Error('There is no drawing area.');
    return box;
  };

  it('shows what the tab knows of each digit, from its tests', async () => {
    page = await lab.open('room=page-peer&partition=labels:2&samples=500&seed=7&updateRate=5&lang=en&auto=1');
    const { perClass } = await until(
      () => statusOf(page),
      ({ perClass: known }) => (known[0] ?? 0) > 0.8 && (known[1] ?? 0) > 0.8,
      60,
      'it knows its own digits',
    );
    expect(perClass).toHaveLength(10);
    const shown = await text(page);
    expect(shown).toContain('This tab has only ever seen 0s and 1s.');
    expect(shown).toContain('open the link in another tab');
    const bars = await page.evaluate(() =>
      [...document.querySelectorAll('.by-class li .visually-hidden')].map((one) => one.textContent),
    );
    expect(bars[0]).toMatch(/^digit 0, held here: \d+% recognised$/);
    expect(bars[9]).toMatch(/^digit 9, never seen here: \d+% recognised$/);
  });

  it('has no barriers, in any look', async () => {
    await page.locator(button('Test digit 0')).click();
    await until(shares, (all) => all[0] !== '–', 20, 'an answer');
    await inEveryLook(page, (rules) => expectNoViolations(page, rules));
  });

  it('reads a digit that is drawn, stroke by stroke', async () => {
    await page.locator(button('Clear')).click();
    await until(shares, (all) => all.every((one) => one === '–'), 10, 'the bars are empty');
    const { x, y, width } = await bounds();
    // An upright stroke is a 1, a ring is a 0: this tab has learned both.
    await page.mouse.move(x + width / 2, y + 0.15 * width);
    await page.mouse.down();
    await page.mouse.move(x + width / 2, y + 0.85 * width, { steps: 10 });
    await page.mouse.up();
    await until(guess, (words) => words === 'Looks like a 1.', 20, 'it reads a 1');
    const one = await shares();
    await page.locator(button('Clear')).click();
    await page.mouse.move(x + 0.8 * width, y + 0.5 * width);
    await page.mouse.down();
    for (let turn = 0; turn <= 24; turn++) {
      const angle = (2 * Math.PI * turn) / 24;
      await page.mouse.move(
        x + (0.5 + 0.3 * Math.cos(angle)) * width,
        y + (0.5 + 0.38 * Math.sin(angle)) * width,
      );
    }
    await page.mouse.up();
    await until(guess, (words) => words === 'Looks like a 0.', 20, 'it reads a 0');
    expect(await shares()).not.toEqual(one);
  });

  it('reads a test digit that is chosen by keyboard', async () => {
    await page.focus(button('Clear'));
    await page.keyboard.press('Enter');
    expect(await guess()).toBe('Draw a digit, or choose one below.');
    await page.focus(button('Test digit 1'));
    await page.keyboard.press('Enter');
    await until(guess, (words) => words.startsWith('Looks like a'), 20, 'it reads the digit');
    const first = await page.evaluate(() =>
      document.querySelector<HTMLCanvasElement>('.seen canvas')?.toDataURL(),
    );
    await page.keyboard.press('Space');
    await until(
      () => page.evaluate(() => document.querySelector<HTMLCanvasElement>('.seen canvas')?.toDataURL()),
      (next) => next !== first,
      10,
      'another digit of the kind',
    );
  });

  it('answers programs, and refuses what is no digit', async () => {
    const probabilities = await page.evaluate(() => window.hearsay.predict(new Float32Array(784)));
    expect(probabilities).toHaveLength(10);
    expect(probabilities.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 3);
    const refusal = page.evaluate(() => window.hearsay.predict([0, 2, 3]));
    await expect(refusal).rejects.toThrow(/3 numbers .* 784 are expected/);
    const code = await page.evaluate(() =>
      window.hearsay.predict([0, 2, 3]).catch((error) => [error.name, error.code, error.problem]),
    );
    expect(code).toEqual([
      'HearsayError',
      'wrong-shape',
      { code: 'wrong-shape', what: 'inputs', expected: 784, actual: 3 },
    ]);
  });

  it('pauses, resumes and leaves by keyboard, and the focus stays', async () => {
    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    await page.focus(button('Pause'));
    await page.keyboard.press('Space');
    await phaseIs(page, 'paused');
    expect(await focused()).toBe('Resume');
    await page.keyboard.press('Enter');
    await phaseIs(page, 'training');
    expect(await focused()).toBe('Pause');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Leave');
    await page.keyboard.press('Enter');
    await phaseIs(page, 'left');
    await until(focused, (heading) => heading === 'You left the room', 10, 'the focus is on the heading');
    expect(await text(page)).toMatch(/came to recognise \d+(\.\d)?% of all ten digits/);
    await close(page);
  });
});
