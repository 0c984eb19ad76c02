/** A private run in a real tab: what it says, that it ends with its budget, and that a reload gives none of that anew. */
import { privacy as german } from '@hearsay/site/app/words/de-privacy.ts';
import { en, starting } from '@hearsay/site/app/words/en.ts';
import { privacy as english } from '@hearsay/site/app/words/en-privacy.ts';
import { type Lab, statusOf, until } from '@hearsay/tools/browsers/tabs.ts';
import type { Status } from 'hearsay/internal/session/status.ts';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectNoViolations } from './axe.ts';
import { joinLab } from './shared-lab.ts';

/** Of so few examples the budget is used up within seconds. */
const RUN =
  'room=private&shard=0/8&partition=iid&samples=150&steps=2&updateRate=15&rate=0.2&privacy=4:1e-4&auto=1';

let lab: Lab;
beforeAll(async () => {
  lab = await joinLab();
});
afterAll(async () => {
  await lab?.close();
});

const text = (page: Page): Promise<string> => page.evaluate(() => document.body.textContent ?? '');
const statusIs = (page: Page, holds: (status: Status) => boolean, what: string): Promise<Status> =>
  until(() => statusOf(page), holds, 60, what);

it('spends what it has, says so, and learns no more of its own; after a reload neither', async () => {
  const page = await lab.open(RUN);
  const began = await statusIs(page, ({ privacy }) => (privacy?.steps ?? 0) > 20, 'it learns privately');
  expect(began.privacy).toMatchObject({ target: 4, delta: 1e-4, clip: 1, kept: true, ended: false });
  expect(began.privacy?.epsilon).toBeGreaterThan(0);
  await page.waitForFunction((title) => document.body.textContent?.includes(title), {}, english.promise);
  expect(await text(page)).toContain(english.limits);
  await expectNoViolations(page);

  await page.reload();
  await page.waitForFunction('window.hearsay !== undefined');
  await statusIs(page, ({ phase }) => phase === 'idle' || phase === 'training', 'the page is there again');
  await page.evaluate(() => window.hearsay.start());
  const again = await statusIs(page, ({ privacy }) => privacy !== null, 'it learns again');
  expect(again.privacy?.steps).toBeGreaterThanOrEqual(began.privacy?.steps ?? 0);

  const ended = await statusIs(page, ({ privacy }) => privacy?.ended === true, 'the budget is used up');
  expect(ended.privacy?.epsilon).toBeLessThanOrEqual(4);
  expect(ended.privacy?.epsilon).toBeGreaterThan(3.8);
  for (const words of [english.ended, en.session.following])
    await page.waitForFunction((said) => document.body.textContent?.includes(said), {}, words);
  await page.browserContext().close();
});

it('is private in German, and beside a peer that is not', async () => {
  const page = await lab.open(
    `${RUN.replace('private', 'privat').replace('0/8', '1/8')}&task=mnist-cnn&lang=de`,
  );
  const open = await lab.open(
    'room=privat&task=mnist-cnn&shard=2/8&partition=iid&samples=600&steps=2&updateRate=15&auto=1',
  );
  await page.waitForFunction((title) => document.body.textContent?.includes(title), {}, german.promise);
  const ended = await statusIs(
    page,
    ({ privacy, roomAccuracy }) => privacy?.ended === true && (roomAccuracy ?? 0) > 0.6,
    'it has spent its budget, and follows the other',
  );
  const later = await statusIs(page, ({ received }) => received.models > ended.received.models, 'it goes on');
  expect(later.privacy?.steps).toBe(ended.privacy?.steps);
  expect((await statusOf(open)).privacy).toBeNull();
  for (const one of [page, open]) await one.browserContext().close();
});

it('says before it joins what the address makes of the tab and the form does not show', async () => {
  const page = await lab.open('room=said&privacy=3:1e-5&attack=sign-flip');
  const form = await page.waitForSelector('form.join');
  const said = await form?.evaluate((element) => element.textContent);
  expect(said).toContain(starting.form.private(3, 1e-5));
  expect(said).toContain(starting.form.lies('sign-flip'));
  await page.browserContext().close();
});
