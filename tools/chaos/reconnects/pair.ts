/** Two tabs alone in a room, whose one link is broken again and again. */
import type { Page } from 'puppeteer-core';
import { type Lab, statusOf } from '../../browsers/tabs.ts';
import { watchConnections } from './connection-watch.ts';
import { watchOffers } from './offers.ts';

/**
 * How a link ends. `first` and `second`: that tab's connection is closed from underneath. `reload`: the second tab is loaded
 * anew, and so is another peer. `offline`: the second tab cannot reach the server either, for a while.
 */
export const BREAKS = ['first', 'second', 'reload', 'offline'] as const;
export type Break = (typeof BREAKS)[number];

/** Seconds that the tab is offline. */
const OFFLINE_SECONDS = 4;
/** Seconds until two tabs must be connected again. It is long: what counts is that they get there. */
const PATIENCE_SECONDS = 90;
/** Models that each tab must get over a new link. */
const LEAST_MODELS = 1;
const POLL_MS = 100;
/** As little training as there can be, and as much gossip as goes with it. */
const RUN = 'samples=200&steps=1&updateRate=2&auto=1';

export interface Pair {
  /** The first one is never loaded anew. */
  readonly pages: readonly [Page, Page];
  /** The offers of both, by their sessions, in the order in which they were made. */
  readonly sessions: readonly string[];
  /**
   * Breaks the link, and waits until there is a new one that models come over, both ways.
   * @returns seconds until both had the new link @throws Error with what is seen instead
   */
  reconnect(how: Break): Promise<number>;
}

export async function openPair(lab: Lab, room: string): Promise<Pair> {
  const sessions: string[] = [];
  const prepare = async (page: Page): Promise<void> => {
    await watchConnections(page);
    await watchOffers(page, (session) => sessions.push(session));
  };
  const open = (): Promise<Page> => lab.open(`room=${room}&${RUN}`, 'chromium', prepare);
  const pages = [await open(), await open()] as const;
  const [first, second] = pages;
  await untilLinked(pages, [0, 0]);

  const breakLink: Record<Break, () => Promise<void>> = {
    first: () => breakIn(first),
    second: () => breakIn(second),
    async reload() {
      await second.reload();
      await second.waitForFunction('window.hearsay !== undefined');
    },
    async offline() {
      await second.setOfflineMode(true);
      await breakIn(second);
      await new Promise((resolve) => setTimeout(resolve, OFFLINE_SECONDS * 1000));
      await second.setOfflineMode(false);
    },
  };
  return {
    pages,
    sessions,
    async reconnect(how) {
      const made = await Promise.all(pages.map((page) => page.evaluate(() => window.connectionWatch.made())));
      const began = performance.now();
      await breakLink[how]();
      const linkedAt = await untilLinked(pages, how === 'reload' ? [made[0], 0] : made);
      return (linkedAt - began) / 1000;
    },
  };
}

const breakIn = (page: Page): Promise<void> => page.evaluate(() => window.connectionWatch.breakAll());

/**
 * @param made how many connections each page had made before: what counts is a later one
 * @returns when both were linked, by `performance.now`
 */
async function untilLinked(pages: readonly [Page, Page], made: readonly number[]): Promise<number> {
  const end = performance.now() + PATIENCE_SECONDS * 1000;
  let linkedAt: number | null = null;
  let before: number[] = [];
  for (;;) {
    const seen = await Promise.all(pages.map(look));
    const linked = seen.every(({ newest, linked }, i) => linked && newest > made[i]);
    if (!linked) linkedAt = null;
    else if (linkedAt === null) {
      linkedAt = performance.now();
      before = seen.map(({ models }) => models);
    } else if (seen.every(({ models }, i) => models >= before[i] + LEAST_MODELS)) return linkedAt;
    if (performance.now() > end) {
      throw new Error(
        `After ${PATIENCE_SECONDS} s the two tabs are not linked, or no models flow: ${JSON.stringify(seen)}`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

interface Seen {
  /** Whether the tab has one neighbour, one open connection, and that is connected. */
  readonly linked: boolean;
  /** The number of its newest open connection. */
  readonly newest: number;
  readonly models: number;
  readonly neighbours: readonly string[];
}

async function look(page: Page): Promise<Seen> {
  const open = await page.evaluate(() => window.connectionWatch.open());
  const { neighbours, received } = await statusOf(page);
  const states = neighbours.map(({ state }) => state);
  return {
    linked: open.length === 1 && open[0].state === 'connected' && states.join() === 'connected',
    newest: Math.max(0, ...open.map(({ number }) => number)),
    models: received.models,
    neighbours: states,
  };
}
