/** Whether a page can be used by everybody, as far as a program can tell. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Page } from 'puppeteer-core';
import { expect } from 'vitest';

declare global {
  interface Window {
    axe: typeof axe;
  }
}

/** Of the usual rules, those that colours matter to. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];
const SOURCE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** All of axe-core's usual rules, or those alone that colours matter to. */
export type Rules = 'all' | 'colours';

/** Runs these rules on the page as it is now. */
export async function expectNoViolations(page: Page, rules: Rules = 'all'): Promise<void> {
  // Once a page: it is half a megabyte to parse.
  if (await page.evaluate(() => window.axe === undefined))
    await page.evaluate(await readFile(SOURCE, 'utf8'));
  const violations = await page.evaluate(
    async (only) => {
      // It describes each element of what it reports, which is work for what is in order too.
      const results = await window.axe.run({
        resultTypes: ['violations'],
        ...(only.length > 0 ? { runOnly: { type: 'rule', values: only } } : {}),
      });
      return results.violations.map(({ id, help, nodes }) => ({
        id,
        help,
        nodes: nodes.map(({ html, failureSummary }) => ({ html, failureSummary })),
      }));
    },
    rules === 'colours' ? OF_COLOURS : [],
  );
  expect(violations).toEqual([]);
}

/** Each way people may see it: phone and desktop, light and dark, between which colours alone differ. */
export async function inEveryLook(page: Page, check: (rules: Rules) => Promise<void>): Promise<void> {
  for (const width of [360, 1440]) {
    for (const value of ['light', 'dark']) {
      await page.setViewport({ width, height: 900 });
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }]);
      await check(value === 'light' ? 'all' : 'colours');
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide, `what is ${width} wide does not scroll sideways`).toBeLessThanOrEqual(width);
    }
  }
}
