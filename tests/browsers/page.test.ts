/** The page as people use it, by role and label. */

import { type Lab, statusOf, until } from '@hearsay/tools/browsers/tabs.ts';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { joinLab } from './shared-lab.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await joinLab();
});
afterAll(async () => {
  await lab?.close();
});

const click = (page: Page, name: string): Promise<void> =>
  page.locator(`::-p-aria([name="${name}"][role="button"])`).click();
const text = (page: Page): Promise<string> => page.evaluate(() => document.body.textContent ?? '');
const phaseIs = (page: Page, phase: string): Promise<unknown> =>
  until(
    () => statusOf(page),
    (status) => status.phase === phase,
    30,
    `the phase is ${phase}`,
  );

it('joins from the form, trains, pauses, resumes, leaves and joins again', async () => {
  const page = await lab.open('room=form-test&samples=200&updateRate=5');
  expect((await statusOf(page)).phase).toBe('idle');
  await click(page, 'Join the room');
  await phaseIs(page, 'training');
  expect(await text(page)).toContain('form-test');
  await click(page, 'Pause');
  await phaseIs(page, 'paused');
  await click(page, 'Resume');
  await phaseIs(page, 'training');
  await until(
    () => statusOf(page),
    ({ accuracy }) => accuracy !== null,
    30,
    'an accuracy',
  );
  await click(page, 'Leave');
  await phaseIs(page, 'left');
  await page.evaluate(() => window.hearsay.start());
  await phaseIs(page, 'training');
  await page.browserContext().close();
});

it('names what cannot be used in the address, with what is allowed, and does not start', async () => {
  const page = await lab.open('room=x&partition=labels:11&gossip=often&auto=1');
  const status = await statusOf(page);
  expect(status.phase).toBe('failed');
  expect(status.errors.join(' ')).toMatch(/partition=labels:11.*labels:K.*gossip=often.*ln/);
  expect(status.problems).toMatchObject([
    { code: 'bad-setting', name: 'partition', value: 'labels:11' },
    { code: 'bad-setting', name: 'gossip', value: 'often' },
  ]);
  const shown = await until(
    () => text(page),
    (words) => words.includes('labels:11'),
    20,
    'the page names it',
  );
  expect(shown).toContain('K from 1 to 10');
  await page.browserContext().close();
});

it('deals the data by the shard in the address instead of the slot', async () => {
  const page = await lab.open('room=shards&partition=labels:2&samples=100&updateRate=5&shard=3/8&auto=1');
  await phaseIs(page, 'training');
  expect(await statusOf(page)).toMatchObject({ slot: 0, labels: [0, 0, 0, 0, 0, 0, 50, 50, 0, 0] });
  await page.browserContext().close();
});

it('fetches its own shard and the test digits, and no more', async () => {
  const page = await lab.open('room=bytes&partition=iid&samples=100&updateRate=5&auto=1');
  await phaseIs(page, 'training');
  const { loading } = await statusOf(page);
  expect(loading).toBeNull();
  const workers = page.workers();
  expect(workers).toHaveLength(1);
  const fetched = await workers[0].evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter(({ name }) => name.endsWith('.images'))
      .reduce((sum, entry) => sum + (entry as PerformanceResourceTiming).encodedBodySize, 0),
  );
  expect(fetched).toBe((100 + 1000) * 784);
  await page.browserContext().close();
});
