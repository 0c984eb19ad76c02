/** A liar without a browser, in a room of tabs that limit what others send: it ruins none of them, and they say who it is. */
import { parseSettings } from '@hearsay/shared/settings/run-settings.ts';
import { en } from '@hearsay/site/app/words/en.ts';
import { type Lab, statusesOf, until } from '@hearsay/tools/browsers/tabs.ts';
import type { Session } from 'hearsay';
import { leaveAll, startPeers } from 'hearsay/internal/node/peers.ts';
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { joinLab } from './shared-lab.ts';

const TABS = 2;
/** Guessing is right once in ten. */
const LEARNED = 0.7;

let lab: Lab;
let pages: Page[] = [];
let liars: Session[] = [];
beforeAll(async () => {
  lab = await joinLab();
});
afterEach(async () => {
  await Promise.all([leaveAll(liars), ...pages.map((page) => page.browserContext().close())]);
  pages = [];
  liars = [];
});
afterAll(() => lab?.close());

const settingsOf = (room: string): string =>
  `room=${room}&partition=iid&samples=500&steps=5&updateRate=5&seed=3`;

describe('a room of two tabs and a liar', { timeout: 180_000 }, () => {
  it.each(['constant:1000', 'sign-flip'])('learns all the same, and knows who lies: %s', async (attack) => {
    const room = `liar-${attack.replace(':', '-')}`;
    for (let tab = 0; tab < TABS; tab++) pages.push(await lab.open(`${settingsOf(room)}&auto=1`));
    const { settings } = parseSettings(`${settingsOf(room)}&attack=${attack}&auto=1`);
    liars = startPeers(lab.url, settings, 1);
    const [liar] = liars;
    const statuses = await until(
      () => statusesOf(pages),
      (all) =>
        all.every(
          ({ accuracy, roomAccuracy, limited, neighbours }) =>
            Math.min(accuracy ?? 0, roomAccuracy ?? 0) > LEARNED &&
            neighbours.length === TABS &&
            (liar.status.value.peerId ?? '') in limited,
        ),
      120,
      'both tabs have learned, and limit the liar',
    );
    for (const { modelsLost, limited, errors } of statuses) {
      expect(modelsLost).toBe(0);
      expect(Object.keys(limited)).toEqual([liar.status.value.peerId]);
      expect(errors).toEqual([]);
    }
    await pages[0].waitForFunction(
      (hint) => document.querySelector('.neighbours ~ output')?.textContent === hint,
      {},
      en.neighbours.limitedHint,
    );
  });
});
