/** Nine real tabs, too many for all to be neighbours of all: when the server is dead, lost neighbours are replaced by others. */

import { fewestLinks } from '@hearsay/shared/membership/degree.ts';
import { type Lab, statusesOf, statusOf, until } from '@hearsay/tools/browsers/tabs.ts';
import type { Status } from 'hearsay/internal/session/status.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { joinLabWithServer } from './shared-lab.ts';

const TABS = 9;
const FEWEST = fewestLinks(TABS);
/** As little training as there can be, and as much gossip as goes with it. */
const RUN = 'room=without-server&samples=200&steps=1&updateRate=1&auto=1';
/** Seconds for what was asked of the server before it died. */
const SETTLING_SECONDS = 2;
/** Bytes that come with one model of the task, at least. */
const MODEL_BYTES = 400_000;

let lab: Lab;
beforeAll(async () => {
  lab = await joinLabWithServer();
});
afterAll(async () => {
  await lab?.close();
});

const connectedIds = ({ neighbours }: Status): string[] =>
  neighbours.filter(({ state }) => state === 'connected').map(({ id }) => id);

describe('a room without its server', () => {
  it('replaces a tab’s lost neighbours through those it still has', { timeout: 240_000 }, async () => {
    const pages = await Promise.all(Array.from({ length: TABS }, () => lab.open(RUN)));
    await until(
      () => statusesOf(pages),
      (all) =>
        all.every(
          (status) => status.updates > 0 && status.size === TABS && connectedIds(status).length >= FEWEST,
        ),
      90,
      `every tab trains and has ${FEWEST} neighbours`,
    );
    await lab.killServer();
    await new Promise((resolve) => setTimeout(resolve, SETTLING_SECONDS * 1000));

    // The tab with the fewest, so that few have to die until it looks for more.
    const before = await statusesOf(pages);
    const [{ status, page }] = before
      .map((status, place) => ({ status, page: pages[place] }))
      .sort((a, b) => connectedIds(a.status).length - connectedIds(b.status).length);
    const had = connectedIds(status);
    const victims = had.slice(0, had.length - (FEWEST - 1));
    expect(victims.length).toBeGreaterThanOrEqual(1);
    for (const [place, { peerId }] of before.entries()) {
      if (peerId === null || !victims.includes(peerId)) continue;
      const session = await pages[place].createCDPSession();
      // The crash takes the answer with it.
      session.send('Page.crash').catch(() => {});
    }

    const after = await until(
      () => statusOf(page),
      (now) => {
        const connected = connectedIds(now);
        const fresh = now.neighbours.filter(({ id }) => connected.includes(id) && !had.includes(id));
        return (
          connected.length >= FEWEST &&
          !victims.some((id) => connected.includes(id)) &&
          fresh.some(({ bytesReceived }) => bytesReceived > MODEL_BYTES)
        );
      },
      120,
      'it has as many neighbours again, and models from one that it did not have',
    );
    expect(after.phase).toBe('training');
    expect(after.updates).toBeGreaterThan(status.updates);
    expect(after.errors).toEqual([expect.stringContaining('server cannot be reached')]);
  });
});
