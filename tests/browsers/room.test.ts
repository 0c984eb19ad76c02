/** Five real tabs, each with two of the ten digits: none alone can pass 0.3, together every one learns all ten. */
import { mnistMlp } from '@hearsay/shared/tasks/mnist.ts';
import { initialParameters } from '@hearsay/shared/tasks/task.ts';
import { type Lab, statusesOf, statusOf, until, untilAllReached } from '@hearsay/tools/browsers/tabs.ts';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { joinLab } from './shared-lab.ts';

const TABS = 5;
const SEED = 7;
/** The tab that is hidden all along. */
const HIDDEN = 2;
const run = (room: string, gossip: string): string =>
  `room=${room}&task=mnist-mlp&partition=labels:2&samples=2000&seed=${SEED}&gossip=${gossip}&steps=10&auto=1`;

let lab: Lab;
beforeAll(async () => {
  lab = await joinLab();
});
afterAll(async () => {
  await lab?.close();
});

/** @param hidden the tab that is put in the background as soon as it is open */
async function openRoom(fragment: string, hidden: number | null): Promise<Page[]> {
  const pages: Page[] = [];
  for (let i = 0; i < TABS; i++) {
    const page = await lab.open(fragment);
    pages.push(page);
    if (i === hidden) await lab.hide(page);
  }
  await until(
    () => statusesOf(pages),
    (all) => all.every(({ phase, size }) => phase === 'training' && size === TABS),
    60,
    'all tabs train in one room',
  );
  return pages;
}

describe('alone', () => {
  it('no tab passes 0.3', async () => {
    const pages = await openRoom(run('alone', '0'), null);
    const best = pages.map(() => 0);
    const statuses = await until(
      async () => {
        const all = await statusesOf(pages);
        all.forEach(({ accuracy }, i) => {
          best[i] = Math.max(best[i], accuracy ?? 0);
        });
        return all;
      },
      (all) => all.every(({ steps }) => steps >= 400),
      120,
      'every tab has made 400 steps',
    );
    for (const accuracy of best) expect(accuracy).toBeLessThan(0.3);
    expect(statuses.map(({ sent }) => sent.models)).toEqual([0, 0, 0, 0, 0]);
    // Alone, each knows its own two digits well: it does learn.
    const { perClass } = await pages[1].evaluate(() => window.hearsay.evaluate());
    expect(Math.min(perClass[2], perClass[3])).toBeGreaterThan(0.85);
    await Promise.all(pages.map((page) => page.browserContext().close()));
  });
});

describe('together', () => {
  let pages: Page[] = [];

  it('every tab reaches 0.85 on all ten digits, the hidden one too', async () => {
    pages = await openRoom(run('together', 'ln'), HIDDEN);
    const statuses = await untilAllReached(pages, 0.85, 200);
    expect(await pages[HIDDEN].evaluate(() => document.visibilityState)).toBe('hidden');
    expect(new Set(statuses.map(({ slot }) => slot))).toEqual(new Set([0, 1, 2, 3, 4]));
    for (const status of statuses) {
      expect(status.errors).toEqual([]);
      expect(status.neighbours.map(({ state }) => state)).toEqual(new Array(TABS - 1).fill('connected'));
      expect(status.staleness.mean).toBeGreaterThan(0);
      expect(status.received.models).toBeGreaterThan(20);
      expect(JSON.parse(JSON.stringify(status))).toEqual(status);
    }
  });

  it('comes to a consensus that every tab shares, when all pause', async () => {
    await Promise.all(pages.map((page) => page.evaluate(() => window.hearsay.pause())));
    const parameters = (page: Page): Promise<number[]> =>
      page.evaluate(async () => [...(await window.hearsay.parameters())]);
    const apart = async (): Promise<number> => {
      const [first, second] = await Promise.all([parameters(pages[0]), parameters(pages[1])]);
      return distance(first, second) / Math.hypot(...sample(first));
    };
    await until(apart, (relative) => relative < 0.01, 60, 'two tabs have nearly the same parameters');

    const values = await parameters(pages[0]);
    const initial = [...initialParameters(mnistMlp, SEED)];
    expect(distance(values, initial) / Math.hypot(...sample(initial))).toBeGreaterThan(0.05);
    for (const page of pages) {
      const { accuracy, perClass } = await page.evaluate(() => window.hearsay.evaluate());
      expect(accuracy).toBeGreaterThanOrEqual(0.85);
      expect(perClass).toHaveLength(10);
      expect((await statusOf(page)).phase).toBe('paused');
    }
  });

  it('goes on after the pause', async () => {
    const before = await statusesOf(pages);
    await Promise.all(pages.map((page) => page.evaluate(() => window.hearsay.start())));
    await until(
      () => statusesOf(pages),
      (all) => all.every(({ phase, updates }, i) => phase === 'training' && updates > before[i].updates),
      30,
      'all train again',
    );
  });

  it('goes on when one tab is killed, and shows the smaller room', async () => {
    const [victim, ...others] = pages;
    const session = await victim.createCDPSession();
    // The crash takes the answer with it.
    session.send('Page.crash').catch(() => {});
    await until(
      () => statusesOf(others),
      (all) => all.every(({ size }) => size === TABS - 1),
      30,
      'the others show four peers',
    );
    const before = await statusesOf(others);
    const after = await until(
      () => statusesOf(others),
      (all) =>
        all.every(
          ({ updates, received, sent }, i) =>
            updates > before[i].updates + 20 &&
            received.models > before[i].received.models + 10 &&
            sent.models > before[i].sent.models + 10,
        ),
      60,
      'the others go on updating and gossiping',
    );
    expect(after.map(({ phase }) => phase)).toEqual(['training', 'training', 'training', 'training']);
    pages = others;
  });

  it('notices when one leaves', async () => {
    const [leaver, ...others] = pages;
    await leaver.evaluate(() => window.hearsay.leave());
    expect((await statusOf(leaver)).phase).toBe('left');
    await until(
      () => statusesOf(others),
      (all) => all.every(({ size, neighbours }) => size === 3 && neighbours.length === 2),
      15,
      'the leaver is gone from the room and from the neighbours',
    );
    await Promise.all(pages.map((page) => page.browserContext().close()));
  });
});

// Enough of a long vector to know its length by, and few enough for an argument list.
function sample(vector: readonly number[]): number[] {
  return vector.slice(0, 20_000);
}

function distance(a: readonly number[], b: readonly number[]): number {
  return Math.hypot(...sample(a.map((value, i) => value - b[i])));
}
