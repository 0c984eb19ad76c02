/** Chromium and Firefox in one room, with digits of its own in each tab: each learns what only the other browser's tabs have, and each shows
 * the others who it is, by what both ends know of the link. */

import {
  type BrowserName,
  type Lab,
  statusesOf,
  until,
  untilAgreed,
  untilAllReached,
} from '@hearsay/tools/browsers/tabs.ts';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { joinLab } from './shared-lab.ts';

/** More than all else but models could come to: a whole model is twice as much. */
const LEAST_BYTES = 100_000;
/** Of a room where peers sign; nobody commands there. */
const HOST = 'A'.repeat(43);
/** Longer than all waits below together, so that it is these that say what did not come. */
const TIMEOUT_MS = 600_000;

export interface MixedRoom {
  /** In the order of their slots. */
  readonly browsers: readonly BrowserName[];
  /** Digits of a tab: the one in slot i has those from i times as many on. */
  readonly labels: number;
  /** More than a tab gets that knows its own digits alone. */
  readonly accuracy: number;
}

export function testMixedRoom({ browsers, labels, accuracy }: MixedRoom): void {
  // Paced, so that tabs of unlike speed learn at the same rate on a busy machine.
  const run = `room=both&host=${HOST}&partition=labels:${labels}&samples=500&seed=7&steps=5&updateRate=4&auto=1`;
  const ownDigits = (slot: number): number[] => Array.from({ length: labels }, (_, i) => labels * slot + i);
  let lab: Lab;
  beforeAll(async () => {
    lab = await joinLab();
  });
  afterAll(async () => {
    await lab?.close();
  });

  it(
    'tabs of Chromium and Firefox learn from each other',
    async () => {
      const pages: Page[] = [];
      for (const [slot, browser] of browsers.entries()) {
        pages.push(await lab.open(run, browser));
        await until(
          () => statusesOf(pages),
          (all) => all.every((status) => status.slot !== null),
          60,
          `tab ${slot} (${browser}) has joined`,
        );
      }
      for (const [slot, page] of pages.entries()) {
        expect(await page.evaluate(() => navigator.userAgent.includes('Firefox'))).toBe(
          browsers[slot] === 'firefox',
        );
      }

      const statuses = await untilAllReached(pages, accuracy, 180);
      for (const [slot, { labels, errors, dropped, neighbours, peerId }] of statuses.entries()) {
        expect(labels.flatMap((count, digit) => (count > 0 ? [digit] : []))).toEqual(ownDigits(slot));
        expect(errors).toEqual([]);
        expect(dropped.malformed).toBeUndefined();
        expect(
          Object.keys(dropped).filter((reason) => /^(forged|unsigned|impossible)-/.test(reason)),
        ).toEqual([]);
        // Models went both ways over every link: within a browser, and between the two.
        const others = statuses.map((status) => status.peerId).filter((id) => id !== peerId);
        expect(new Set(neighbours.map(({ id }) => id))).toEqual(new Set(others));
        for (const { state, bytesSent, bytesReceived } of neighbours) {
          expect(state).toBe('connected');
          expect(bytesSent).toBeGreaterThan(LEAST_BYTES);
          expect(bytesReceived).toBeGreaterThan(LEAST_BYTES);
        }
      }

      // No longer pulled to its own digits, each knows those of all.
      await untilAgreed(
        pages,
        (all) => all.every(({ perClass }) => Math.min(...perClass.slice(0, browsers.length * labels)) > 0.6),
        90,
        'every tab knows every digit that some tab has',
      );
    },
    TIMEOUT_MS,
  );
}
