/** Chromium and Firefox in one room, two of the ten digits a tab: each learns what only the other browser's tabs have. */

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

/** In the order of their slots, so that tab i has the digits 2i and 2i + 1. */
const BROWSERS: readonly BrowserName[] = ['chromium', 'firefox', 'chromium', 'firefox'];
const DIGITS = 2 * BROWSERS.length;
/** Paced, so that tabs of unlike speed learn at the same rate on a busy machine. */
const RUN = 'room=both&partition=labels:2&samples=500&seed=7&steps=5&updateRate=4&auto=1';
/** A tab that knows its own digits alone gets about 0.2, and all that the room has give 0.8. */
const ACCURACY = 0.6;
/** More than all else but models could come to: a whole model is twice as much. */
const LEAST_BYTES = 100_000;
/** Longer than all waits below together, so that it is these that say what did not come. */
const TIMEOUT_MS = 600_000;

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
    for (const [slot, browser] of BROWSERS.entries()) {
      pages.push(await lab.open(RUN, browser));
      await until(
        () => statusesOf(pages),
        (all) => all.every((status) => status.slot !== null),
        60,
        `tab ${slot} (${browser}) has joined`,
      );
    }
    for (const [slot, page] of pages.entries()) {
      expect(await page.evaluate(() => navigator.userAgent.includes('Firefox'))).toBe(
        BROWSERS[slot] === 'firefox',
      );
    }

    const statuses = await untilAllReached(pages, ACCURACY, 180);
    for (const [slot, { labels, errors, dropped, neighbours, peerId }] of statuses.entries()) {
      expect(labels.flatMap((count, digit) => (count > 0 ? [digit] : []))).toEqual([2 * slot, 2 * slot + 1]);
      expect(errors).toEqual([]);
      expect(dropped.malformed).toBeUndefined();
      // Models went both ways over every link: within a browser, and between the two.
      const others = statuses.map((status) => status.peerId).filter((id) => id !== peerId);
      expect(new Set(neighbours.map(({ id }) => id))).toEqual(new Set(others));
      for (const { state, bytesSent, bytesReceived } of neighbours) {
        expect(state).toBe('connected');
        expect(bytesSent).toBeGreaterThan(LEAST_BYTES);
        expect(bytesReceived).toBeGreaterThan(LEAST_BYTES);
      }
    }

    // No longer pulled to its own digits, each knows those of all four.
    await untilAgreed(
      pages,
      (all) => all.every(({ perClass }) => Math.min(...perClass.slice(0, DIGITS)) > 0.6),
      90,
      'every tab knows every digit that some tab has',
    );
  },
  TIMEOUT_MS,
);
