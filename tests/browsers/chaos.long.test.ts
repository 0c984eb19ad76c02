/**
 * Eight real tabs, while the server dies and comes back, and while half of them die at once: the others never stop,
 * and learn what they would have learned undisturbed. Each has half of the digits, so alone none passes 0.5.
 */

import { fewestLinks } from '@hearsay/shared/membership/degree.ts';
import { type Lab, statusesOf, statusOf, until, untilAgreed } from '@hearsay/tools/browsers/tabs.ts';
import type { Status } from 'hearsay/internal/session/status.ts';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { joinLabWithServer } from './shared-lab.ts';

const TABS = 8;
/** Neighbours that each has, at least: not all are neighbours of all. */
const FEWEST = fewestLinks(TABS);
/** Slots 2k have the digits 0 to 4, slots 2k + 1 the others: of both, half die. */
const VICTIMS: readonly number[] = [0, 3, 4, 7];
/** Paced below what two cores can do, so that what a tab learns in a time is the same in every run. */
const run = (room: string): string =>
  `room=${room}&partition=labels:5&samples=2000&seed=7&steps=5&momentum=0.5&updateRate=2&auto=1`;
/** Seconds from when all are connected until something happens, and until the accuracy counts. */
const CALM_SECONDS = 8;
const WHOLE_SECONDS = 30;
const SERVER_DOWN_SECONDS = 10;
/**
 * Ticks of a tab, twenty a second where it gets to run, that its updates may pause beyond the longest pause while nothing
 * happened. Where a busy machine holds up a tab, it holds up its ticks too.
 */
const MORE_PAUSE_TICKS = 60;
/** What the room must know at least after that; what it knows then is what the disturbed ones must come to within `WORSE`. */
const LEARNED = 0.8;
const WORSE = 0.02;
/** Accuracies so close are of the same model. */
const AGREED = 0.005;
/** Seconds within which who has lost neighbours has found others. */
const MENDED_SECONDS = 60;
/** Bytes that whoever hears of another has got from it. */
const HEARD_BYTES = 100_000;
/** Seconds that a room may take longer: four tabs have half the examples of eight. */
const LATEST_SECONDS = 90;
/** Longer than all waits of a test together, so that it is these that say what did not come. */
const TIMEOUT_MS = 400_000;

interface PauseWatch {
  /** The most ticks without an update since the last reading. Begins anew. */
  read(): number;
}
declare global {
  interface Window {
    pauseWatch: PauseWatch;
  }
}

let lab: Lab;
beforeAll(async () => {
  lab = await joinLabWithServer();
});
afterAll(async () => {
  await lab?.close();
});

interface Room {
  /** By slot. */
  readonly pages: readonly Page[];
  /** When all were connected, by `performance.now`. */
  readonly began: number;
}

/** Opens a room, and waits until everybody trains and has neighbours enough. */
async function openRoom(name: string): Promise<Room> {
  const opened = await Promise.all(Array.from({ length: TABS }, () => lab.open(run(name))));
  const statuses = await until(
    () => statusesOf(opened),
    (all) => all.every((status) => status.updates > 0 && connectedIds(status).length >= FEWEST),
    120,
    `every tab trains and is connected to ${FEWEST} others`,
  );
  const pages = opened
    .map((page, i) => ({ page, slot: statuses[i].slot ?? 0 }))
    .sort((a, b) => a.slot - b.slot)
    .map(({ page }) => page);
  await Promise.all(pages.map((page) => page.evaluate(watchPauses)));
  return { pages, began: performance.now() };
}

/** Runs in the page. */
function watchPauses(): void {
  let updates = -1;
  let ticks = 0;
  let longest = 0;
  setInterval(() => {
    const status = window.hearsay.status();
    ticks = status.updates === updates ? ticks + 1 : 0;
    updates = status.updates;
    // Also a pause that is not over yet.
    longest = Math.max(longest, ticks);
  }, 50);
  window.pauseWatch = {
    read() {
      const read = longest;
      longest = 0;
      return read;
    },
  };
}

const connectedIds = ({ neighbours }: Status): string[] =>
  neighbours.filter(({ state }) => state === 'connected').map(({ id }) => id);

const longestPauses = (pages: readonly Page[]): Promise<number[]> =>
  Promise.all(pages.map((page) => page.evaluate(() => window.pauseWatch.read())));

/** @param second of the room's time */
async function waitForSecond({ began }: Room, second: number): Promise<void> {
  const milliseconds = began + second * 1000 - performance.now();
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** What the tabs come to agree on, once that will do. They are paused then. */
async function agreedAccuracy(pages: readonly Page[], least: number): Promise<number> {
  const evaluations = await untilAgreed(
    pages,
    (all) => {
      const accuracies = all.map(({ accuracy }) => accuracy);
      return Math.min(...accuracies) >= least && Math.max(...accuracies) - Math.min(...accuracies) <= AGREED;
    },
    LATEST_SECONDS,
    `the tabs agree on an accuracy of ${least}`,
  );
  return Math.min(...evaluations.map(({ accuracy }) => accuracy));
}

async function closeAll(pages: readonly Page[]): Promise<void> {
  await Promise.all(pages.map((page) => page.browserContext().close()));
}

function expectNoLongPauses(pauses: readonly number[], calm: readonly number[]): void {
  const tooLong = pauses.flatMap((pause, i) =>
    pause > calm[i] + MORE_PAUSE_TICKS ? [`${pause} ticks, undisturbed ${calm[i]}`] : [],
  );
  expect(tooLong).toEqual([]);
}

describe('a room of eight tabs', () => {
  let undisturbed = 0;

  it('learns all digits undisturbed', { timeout: TIMEOUT_MS }, async () => {
    const room = await openRoom('undisturbed');
    await waitForSecond(room, WHOLE_SECONDS);
    undisturbed = await agreedAccuracy(room.pages, LEARNED);
    await closeAll(room.pages);
  });

  it('goes on without its server, and rejoins it when it is back', { timeout: TIMEOUT_MS }, async () => {
    const room = await openRoom('server');
    const { pages } = room;
    await longestPauses(pages);
    await waitForSecond(room, CALM_SECONDS);
    const calm = await longestPauses(pages);
    const before = await statusesOf(pages);
    await lab.killServer();
    await waitForSecond(room, CALM_SECONDS + SERVER_DOWN_SECONDS);
    // One that is just swapped for another may be missing for a moment.
    const without = await until(
      () => statusesOf(pages),
      (all) => all.every((status) => connectedIds(status).length >= FEWEST),
      WHOLE_SECONDS - CALM_SECONDS - SERVER_DOWN_SECONDS,
      `every tab has ${FEWEST} neighbours without the server`,
    );
    await lab.restartServer();
    await waitForSecond(room, WHOLE_SECONDS);
    const pauses = await longestPauses(pages);

    for (const [i, { updates, received, sent, errors }] of without.entries()) {
      expect(updates).toBeGreaterThan(before[i].updates);
      expect(received.models).toBeGreaterThan(before[i].received.models + 10);
      expect(sent.models).toBeGreaterThan(before[i].sent.models + 10);
      expect(errors).toEqual([expect.stringContaining('server cannot be reached')]);
    }
    expectNoLongPauses(pauses, calm);
    await agreedAccuracy(pages, undisturbed - WORSE);

    const after = await until(
      () => statusesOf(pages),
      (all) =>
        all.every(
          (status) =>
            status.size === TABS && status.errors.length === 0 && connectedIds(status).length >= FEWEST,
        ),
      30,
      `all are in the room again, with ${FEWEST} neighbours`,
    );
    expect(await (await fetch(`${lab.url}/health`)).json()).toMatchObject({ rooms: 1, peers: TABS });
    for (const [slot, status] of after.entries()) {
      expect(status.peerId).toBe(before[slot].peerId);
      expect(status.slot).toBe(slot);
    }
    await closeAll(pages);
  });

  it('goes on when half of it is killed at once', { timeout: TIMEOUT_MS }, async () => {
    const room = await openRoom('half');
    const survivors = room.pages.filter((_, slot) => !VICTIMS.includes(slot));
    await longestPauses(survivors);
    await waitForSecond(room, CALM_SECONDS);
    const calm = await longestPauses(survivors);
    const before = await statusesOf(survivors);
    const sessions = await Promise.all(VICTIMS.map((slot) => room.pages[slot].createCDPSession()));
    // The crash takes the answer with it.
    for (const session of sessions) session.send('Page.crash').catch(() => {});
    await waitForSecond(room, WHOLE_SECONDS);
    const pauses = await longestPauses(survivors);
    const ids = new Set(before.map(({ peerId }) => peerId));
    const earlier = await statusesOf(survivors);
    const heardEarlier = (tab: number, id: string): number =>
      earlier[tab].neighbours.find((neighbour) => neighbour.id === id)?.bytesReceived ?? 0;
    // Four are too few for anybody to be left out.
    const after = await until(
      () => statusesOf(survivors),
      (all) =>
        all.every(
          ({ peerId, neighbours }, tab) =>
            neighbours.length === ids.size - 1 &&
            neighbours.every(
              ({ id, state, bytesReceived }) =>
                id !== peerId &&
                ids.has(id) &&
                state === 'connected' &&
                bytesReceived > heardEarlier(tab, id) + HEARD_BYTES,
            ),
        ),
      MENDED_SECONDS,
      'of those that are left each hears from each, and the dead are gone',
    );

    expectNoLongPauses(pauses, calm);
    for (const [i, status] of after.entries()) {
      expect(status.phase).toBe('training');
      expect(status.size).toBe(survivors.length);
      expect(status.updates).toBeGreaterThan(before[i].updates + 20);
    }
    await agreedAccuracy(survivors, undisturbed - WORSE);
    expect((await statusOf(survivors[0])).errors).toEqual([]);
    await closeAll(survivors);
  });
});
