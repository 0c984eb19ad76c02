/** Methods of different kinds in real tabs: rounds on a graph, a hub, and differences that need a memory of each link. */

import { type Lab, statusesOf, until } from '@hearsay/tools/browsers/tabs.ts';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { joinLab } from './shared-lab.ts';

const TABS = 3;

let lab: Lab;
/** They go from room to room. */
const pages: Page[] = [];
beforeAll(async () => {
  lab = await joinLab();
});
afterAll(async () => {
  await lab?.close();
});

/** As somebody does who changes the address. */
async function join(page: Page, fragment: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
    window.hearsay.start();
  }, fragment);
}

it.each([['d-psgd'], ['async-sgd'], ['choco-sgd']])('%s runs in tabs', async (method) => {
  const fragment = `room=${method}&method=${method}&partition=labels:4&samples=200&seed=7&steps=1&updateRate=5`;
  while (pages.length < TABS) pages.push(await lab.open(fragment));
  await Promise.all(pages.map((page) => join(page, fragment)));
  const statuses = await until(
    () => statusesOf(pages),
    (all) => all.every(({ steps, received }) => steps >= 20 && received.models >= 10),
    60,
    'every tab has made 20 steps and received 10 messages',
  );
  for (const { errors, dropped, room } of statuses) {
    expect(room).toBe(method);
    expect(errors).toEqual([]);
    expect(dropped.malformed).toBeUndefined();
    expect(dropped['wrong-shape']).toBeUndefined();
  }
  await Promise.all(pages.map((page) => page.evaluate(() => window.hearsay.leave())));
});

it('a method that is for the simulator alone is refused in words', async () => {
  const page = await lab.open('room=none&method=centralised&auto=1');
  await page.waitForFunction('document.body.innerText.includes("mitra-ulukus")');
  expect((await statusesOf([page]))[0].phase).toBe('failed');
  await page.browserContext().close();
});
