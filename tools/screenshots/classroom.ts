/** The pictures of the classroom: a host's projector, and peers in Node that have learned for a minute. */
import { setTimeout as wait } from 'node:timers/promises';
import { en } from '@hearsay/site/app/words/en.ts';
import { leaveAll, startPeers } from 'hearsay/internal/node/peers.ts';
import type { Page } from 'puppeteer-core';
import { type Lab, until } from '../browsers/tabs.ts';
import { readOptions } from '../peer/options.ts';

const PEERS = 9;
const SECONDS = 120;
const LEARNING_MS = 60_000;
/** As in a school: on 127.0.0.1 the page shows no QR code, which would lead phones to themselves. */
const HOST = 'hearsay.school.example';

export const CLASSROOM_FLAGS = [`--host-resolver-rules=MAP ${HOST} 127.0.0.1`];

export async function shootClassroom(
  lab: Lab,
  shoot: (page: Page, name: string) => Promise<void>,
): Promise<void> {
  const page = await lab.open('');
  const { port } = new URL(lab.url);
  await page.goto(`http://${HOST}:${port}/#partition=labels:2&samples=500&updateRate=1&steps=5&lang=en`);
  await page.locator(`::-p-aria([name="${en.projector.open}"][role="button"])`).click();
  const link = await page
    .waitForSelector('.link-text')
    .then((found) => found?.evaluate((element) => (element as HTMLAnchorElement).href));
  const read = readOptions(['--url', (link ?? '').replace(HOST, '127.0.0.1')]);
  if (read.kind !== 'run') throw new Error(JSON.stringify(read));
  const peers = startPeers(read.options.url, read.options.settings, PEERS);
  try {
    await until(
      () => page.evaluate(() => window.hearsay.room().length),
      (known) => known === PEERS + 1,
      SECONDS,
      'all have reported',
    );
    await wait(LEARNING_MS);
    await shoot(page, 'classroom');
  } finally {
    await leaveAll(peers);
    await page.browserContext().close();
  }
}
