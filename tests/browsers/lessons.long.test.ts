/** The lessons as a class does them, from the link that starts each: what they say that is seen is seen. */
import { fileURLToPath } from 'node:url';
import { type LessonName, startOf } from '@hearsay/site/app/lessons/lesson-names.ts';
import { classroom, en, kept } from '@hearsay/site/app/words/en.ts';
import { lessons as english } from '@hearsay/site/app/words/en-lessons.ts';
import { shared } from '@hearsay/site/app/words/en-shared.ts';
import { table } from '@hearsay/site/app/words/en-table.ts';
import { said } from '@hearsay/site/app/words/table-words.ts';
import { createLab, type Lab, statusesOf, statusOf, until } from '@hearsay/tools/browsers/tabs.ts';
import { inWords } from 'hearsay/words';
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { expectNoViolations } from './axe.ts';
import { showToCamera, withCamera } from './camera.ts';
import type { Kind } from './picture-files.ts';
import { button, choose, click, fragmentOf, make, says, statusIs, textOf, write } from './task-room.ts';

/** What stands for each gesture. */
const GESTURES: readonly Kind[] = ['disc', 'stripes', 'squares'];
const TORGERSEN = fileURLToPath(new URL('../../client/site/public/lessons/penguins-2.csv', import.meta.url));
const TIMEOUT_MS = 600_000;
/** Seconds. */
const PATIENCE = 120;

let lab: Lab;
const pages: Page[] = [];
beforeAll(async () => {
  lab = await createLab();
});
afterEach(() => Promise.all(pages.splice(0).map((page) => page.browserContext().close())));
afterAll(() => lab?.close());

/** The page of a lesson, left by the link that starts it. */
async function start(lesson: LessonName, prepare?: (page: Page) => Promise<void>): Promise<Page> {
  const page = await lab.open(`view=lessons&lesson=${lesson}&lang=en`, 'chromium', prepare);
  pages.push(page);
  await page.locator(`::-p-aria([name="${english.start}"][role="link"])`).click();
  await page.waitForFunction((hash) => location.hash === hash, {}, startOf(lesson, 'en'));
  return page;
}

async function enter(fragment: string, prepare?: (page: Page) => Promise<void>): Promise<Page> {
  const page = await lab.open(fragment, 'chromium', prepare);
  pages.push(page);
  return page;
}

/** Names of buttons and parts of the page that steps speak of. */
const quoted = (steps: readonly string[]): string[] =>
  [...steps.join(' ').matchAll(/“([^”]*)”/g)].map(([, name]) => name);

/** The link on the wall, without what goes before the `#`. */
async function onTheWall(page: Page): Promise<string> {
  const link = await page.waitForSelector('.link-text');
  const address = await link?.evaluate((element) => (element as HTMLAnchorElement).href);
  return new URL(address ?? '').hash.slice(1);
}

describe('the lesson', { timeout: TIMEOUT_MS }, () => {
  it('of digits: alone two in ten, and more as soon as the host lets them talk', async () => {
    const host = await start('digits');
    await click(host, en.projector.open);
    const guest = await enter(await onTheWall(host));
    const both = [host, guest];
    const alone = await until(
      () => statusesOf(both),
      (all) => all.every(({ updates, roomAccuracy }) => updates > 100 && (roomAccuracy ?? 0) > 0.15),
      PATIENCE,
      'both have learned their own digits',
    );
    for (const { roomAccuracy, labels } of alone) {
      expect(roomAccuracy).toBeLessThan(0.25);
      expect(labels.filter((count) => count > 0)).toHaveLength(2);
    }
    // By key: the sentence at the top, which has just changed, moves what is below it from under a pointer.
    await host.focus('.rates ::-p-aria([name="ln n"][role="radio"])');
    await host.keyboard.press('Space');
    const together = await until(
      () => statusesOf(both),
      (all) => all.every(({ roomAccuracy }) => (roomAccuracy ?? 0) > 0.3),
      PATIENCE,
      'both recognise digits of the other',
    );
    for (const [i, { roomPerClass }] of together.entries()) {
      const taught = roomPerClass.filter((share, digit) => share > 0.3 && alone[i].labels[digit] === 0);
      expect(taught.length).toBeGreaterThan(0);
    }
  });

  it('of gestures: three groups with a camera record one each, and every device knows all', async () => {
    const { classes } = english.lessons['rock-paper-scissors'];
    const maker = await start('rock-paper-scissors', withCamera);
    await maker.waitForSelector('.make form');
    const run = await make(maker);
    const groups = [maker, await enter(run, withCamera), await enter(run, withCamera)];
    for (const [place, page] of groups.entries()) {
      await fragmentOf(page);
      expect(await page.$$eval('.class-cards h3', (all) => all.map((name) => name.textContent))).toEqual(
        classes,
      );
      await click(page, shared.collect.cameraOn);
      const hold = button(shared.collect.hold(classes[place]));
      await page.waitForSelector(hold);
      for (let seed = 0; seed < 10; seed++) {
        await showToCamera(page, GESTURES[place], seed);
        // A hand moves between two pictures.
        await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
        await page.focus(hold);
        await page.keyboard.press('Enter');
      }
    }
    for (const page of groups) await statusIs(page, ({ examples }) => examples > 0, 'it learns');
    for (const [place, gesture] of GESTURES.entries()) {
      for (const page of groups) {
        await showToCamera(page, gesture, 99);
        await until(
          () => textOf(page, '.guess-words'),
          (guess) => guess === shared.guess.is(classes[place]),
          PATIENCE,
          `${gesture} is recognised as ${classes[place]}`,
        );
      }
    }
    await maker.locator('summary::-p-text(Keep this run)').click();
    await says(maker, kept.charts.png);
    const recording = await textOf(maker);
    await click(maker, shared.collect.cameraOff);
    const page = recording + (await textOf(maker));
    // From the first step that is done in the room on.
    for (const name of quoted(english.lessons['rock-paper-scissors'].steps.slice(3)))
      expect(page).toContain(name);
    const { errors } = await statusOf(maker);
    expect(errors).toEqual([]);
  });

  it('of the liar: all get worse, the guard helps, the wall names it, and the host removes it', async () => {
    const host = await start('liar');
    await click(host, en.projector.open);
    const wall = await onTheWall(host);
    const guest = await enter(wall);
    const liar = await enter(wall);
    const honest = [host, guest];
    const learned = (least: number, what: string) =>
      until(
        () => statusesOf(honest),
        (all) => all.every(({ accuracy, size }) => size === 3 && (accuracy ?? 0) > least),
        PATIENCE,
        what,
      );
    await learned(0.6, 'they learn of each other');
    await liar.locator(`summary::-p-text(${en.playLiar})`).click();
    await liar.locator(`::-p-aria([name="${classroom.liar.attacks['sign-flip']}"][role="radio"])`).click();
    await until(
      () => statusesOf(honest),
      (all) => all.every(({ accuracy }) => (accuracy ?? 1) < 0.4),
      PATIENCE,
      'they get worse',
    );
    // In its own address alone, so that a reload changes nothing.
    expect(liar.url()).toContain('attack=sign-flip');
    const invitation = await liar.$eval('.invitation a', ({ href }) => href);
    expect(invitation).toContain('#room=');
    expect(invitation).not.toContain('attack');
    await host.focus('input[name="classroom-guard"]:not(:checked)');
    await host.keyboard.press('Space');
    await click(host, classroom.host.reset);
    await click(host, classroom.host.resetYes);
    await learned(0.6, 'they learn in spite of it');
    const { peerId, slot } = await statusOf(liar);
    await until(
      () => host.$$eval('.left-out li button', (all) => all.map((one) => one.textContent)),
      (named) => named.join() === `#${slot}`,
      PATIENCE,
      'the wall names whom most leave out',
    );
    await host.select('#look-at', peerId ?? '');
    await click(host, classroom.removal.remove(slot ?? -1));
    await host.waitForSelector('dialog[open]');
    await expectNoViolations(host);
    await click(host, classroom.removal.yes);
    await says(liar, inWords({ code: 'removed-by-host' }));
    await statusIs(host, ({ size }) => size === 2, 'it is not counted any more');
    expect(await host.evaluate(() => document.activeElement?.id)).toBe('look-at');
    await liar.locator(`::-p-aria([name="${classroom.liar.off}"][role="radio"])`).click();
    await says(host, classroom.removal.list);
    await host.locator('.removed-list button').click();
    await statusIs(host, ({ size }) => size === 3, 'it is in again');
    await statusIs(liar, ({ problems }) => problems.length === 0, 'and its page says nothing of it any more');
  });

  it('of penguins: a station with one species alone comes to recognise another', async () => {
    const maker = await start('penguins');
    await maker.waitForSelector('#table-target');
    // What Torgersen could do alone is nothing.
    await choose(maker, '.table-choice input[type=file]', [TORGERSEN]);
    await until(
      () => textOf(maker),
      (shown) => shown.includes('40.3'),
      PATIENCE,
      'the table of station 2 is shown',
    );
    await maker.select('#table-target', 'species');
    await click(maker, shared.make.make);
    await says(maker, said(table.targets, { code: 'target-one-class', name: 'species', only: 'Adelie' }));
    await maker.reload();
    await maker.waitForSelector('#table-target');

    await make(maker);
    await click(maker, en.projector.show);
    const torgersen = await enter(await onTheWall(maker));
    await fragmentOf(torgersen);
    const steps = quoted(english.lessons.penguins.steps.slice(4));
    await says(torgersen, shared.table.statistics);
    const page = await textOf(torgersen);
    for (const name of steps) expect(page).toContain(name);
    await click(torgersen, english.stations.station(2));
    await statusIs(torgersen, ({ examples }) => examples > 0, 'it has the rows of its station');
    await statusIs(maker, ({ examples }) => examples > 0, 'the first has its own, too');
    const gentoo = {
      bill_length_mm: '47',
      bill_depth_mm: '15',
      flipper_length_mm: '217',
      body_mass_g: '5100',
    };
    for (const [column, value] of Object.entries(gentoo)) await write(torgersen, `#cell-${column}`, value);
    await until(
      () => textOf(torgersen, '.predict-row .guess-words'),
      (guess) => guess === shared.guess.is('Gentoo'),
      PATIENCE,
      'a Gentoo is recognised where there are only Adelies',
    );
    const adelie = {
      bill_length_mm: '39',
      bill_depth_mm: '18.5',
      flipper_length_mm: '190',
      body_mass_g: '3700',
    };
    for (const [column, value] of Object.entries(adelie)) await write(torgersen, `#cell-${column}`, value);
    await until(
      () => textOf(torgersen, '.predict-row .guess-words'),
      (guess) => guess === shared.guess.is('Adelie'),
      PATIENCE,
      'and an Adelie still',
    );
  });
});
