/** What the server's content policy forbids, no page does; and every page has a process of its own. */
import { type Lab, statusOf, until } from '@hearsay/tools/browsers/tabs.ts';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { joinLab } from './shared-lab.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await joinLab();
});
afterAll(async () => {
  await lab?.close();
});

/** What the browser complains of in a page and its Workers, from before it is loaded. */
async function complaintsOf(page: Page): Promise<string[]> {
  const complaints: string[] = [];
  const session = await page.createCDPSession();
  session.on('Log.entryAdded', ({ entry }) => {
    if (entry.level === 'error') complaints.push(`${entry.source}: ${entry.text}`);
  });
  await session.send('Log.enable');
  return complaints;
}

const open = async (fragment: string): Promise<{ page: Page; complaints: string[] }> => {
  let complaints: string[] = [];
  const page = await lab.open(fragment, 'chromium', async (blank) => {
    complaints = await complaintsOf(blank);
  });
  await page.waitForNetworkIdle({ idleTime: 300 });
  return { page, complaints };
};

it.each(['', 'view=classroom&room=policy', 'view=lab', 'view=make', 'view=lessons'])(
  'holds for the page #%s',
  async (fragment) => {
    const { page, complaints } = await open(fragment);
    expect(complaints).toEqual([]);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    await page.close();
  },
);

it('holds for a room, which computes with WebAssembly', async () => {
  const { page, complaints } = await open('room=policy&samples=100&updateRate=2&backend=wasm&auto=1');
  const status = await until(
    () => statusOf(page),
    ({ accuracy }) => accuracy !== null,
    60,
    'it has learned',
  );
  expect(status.backend).toBe('wasm');
  expect(complaints).toEqual([]);
  await page.close();
});

it('runs no script that was put into a page', async () => {
  const { page, complaints } = await open('');
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'document.title = "changed"';
    document.body.append(script);
  });
  expect(await page.title()).not.toBe('changed');
  expect(complaints.join()).toContain('Content Security Policy');
});
