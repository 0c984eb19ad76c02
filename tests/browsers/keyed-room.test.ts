/** A room with a key, from the start page to a peer in Node. */

import { type Lab, statusOf, until } from '@hearsay/tools/browsers/tabs.ts';
import { readOptions } from '@hearsay/tools/peer/options.ts';
import { leaveAll, startPeers } from 'hearsay/internal/node/peers.ts';
import type { Session } from 'hearsay/internal/session/session-options.ts';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { joinLab } from './shared-lab.ts';

let lab: Lab;
let first: Page;
/** The link that the first tab shows. */
let link = '';
beforeAll(async () => {
  lab = await joinLab();
});
afterAll(async () => {
  await lab?.close();
});

const text = (page: Page): Promise<string> => page.evaluate(() => document.body.textContent ?? '');
const fragmentOf = (address: string): string => new URL(address).hash.slice(1);

it('the start page makes a new room, with a key in its link', async () => {
  first = await lab.open('partition=labels:5&samples=1000&updateRate=5');
  await first.locator('::-p-aria([name="Start the room"][role="button"])').click();
  await until(
    () => statusOf(first),
    ({ phase }) => phase === 'training',
    60,
    'the tab trains',
  );
  link = await first.evaluate(() => document.querySelector<HTMLInputElement>('#room-link')?.value ?? '');
  expect(fragmentOf(link)).toMatch(/^room=room-\w{6}&key=[\w-]{22}&/);
  expect((await statusOf(first)).errors).toEqual([]);
});

it.each([
  ['without the key', '', 'room-needs-key', 'Open the whole link of the room'],
  [
    'with another key',
    `&key=${'A'.repeat(22)}&lang=de`,
    'room-has-other-key',
    'Bitte den ganzen Link derer öffnen, die darin sind',
  ],
])('a tab %s is told so, and takes no place in the room', async (_, key, code, sentence) => {
  const outsider = await lab.open(fragmentOf(link).replace(/&key=[\w-]+/, key));
  const { phase, problems, slot } = await until(
    () => statusOf(outsider),
    ({ errors }) => errors.length > 0,
    60,
    'the tab says what is wrong',
  );
  expect([phase, problems, slot]).toEqual(['failed', [{ code }], null]);
  await until(
    () => text(outsider),
    (shown) => shown.includes(sentence),
    10,
    'the page says what to do',
  );
  expect((await statusOf(first)).size).toBe(1);
  await outsider.browserContext().close();
});

it('a peer in Node with the link gets in, and both learn what only the other has seen', async () => {
  const read = readOptions(['--url', link]);
  if (read.kind !== 'run') throw new Error(JSON.stringify(read));
  const { url, settings } = read.options;
  const [peer]: Session[] = startPeers(url, settings, 1);
  const best = [0, 0];
  await until(
    async () => {
      for (const [i, { accuracy }] of [await statusOf(first), peer.status.value].entries()) {
        best[i] = Math.max(best[i], accuracy ?? 0);
      }
      return best;
    },
    (all) => all.every((accuracy) => accuracy >= 0.8),
    150,
    'the tab and the peer in Node have reached 0.8',
  );
  // Whoever has a neighbour is in the right room: nothing is left of what the outsider caused.
  expect((await statusOf(first)).errors).toEqual([]);
  const { labels, slot } = peer.status.value;
  expect([slot, labels.filter((count) => count > 0).length]).toEqual([1, 5]);
  await leaveAll([peer]);
  await until(
    () => statusOf(first),
    ({ size, neighbours }) => size === 1 && neighbours.every(({ state }) => state !== 'connected'),
    15,
    'the tab is alone again',
  );
});
