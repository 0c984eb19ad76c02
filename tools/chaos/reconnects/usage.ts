/** What a tab holds once its garbage is collected, and what of it must not grow. */
import type { Page } from 'puppeteer-core';
import { until } from '../../browsers/tabs.ts';

/** Seconds until what ends by itself has ended: goodbyes, simple-peer's own timeouts, requests to the server. */
const SETTLING_SECONDS = 6;
/** Seconds that a browser gets to free what nobody holds. */
const FREEING_SECONDS = 30;
/** Samples of what comes and goes, the least of which counts; and the milliseconds between them. */
const SAMPLES = 10;
const SAMPLE_MS = 200;

export interface Usage {
  /** Connections made and not closed. */
  open: number;
  /** Connections and channels that JavaScript still reaches, closed ones too. */
  connections: number;
  channels: number;
  /** Of the whole page. */
  listeners: number;
  timers: number;
  heapBytes: number;
}

/** What may be added by all reconnects together: the page draws, and its curve grows. */
const MOST_GROWTH: Readonly<Record<'listeners' | 'timers' | 'heapBytes', number>> = {
  listeners: 4,
  timers: 2,
  heapBytes: 1_000_000,
};

/** @throws Error where connections or channels besides the one link's are still held after a while */
export async function measureUsage(page: Page): Promise<Usage> {
  await rest(SETTLING_SECONDS * 1000);
  const session = await page.createCDPSession();
  try {
    await session.send('HeapProfiler.enable');
    const held = await until(
      async () => {
        await session.send('HeapProfiler.collectGarbage');
        const open = await page.evaluate(() => window.connectionWatch.open().length);
        return {
          open,
          connections: await countOf(page, 'RTCPeerConnection'),
          channels: await countOf(page, 'RTCDataChannel'),
        };
      },
      ({ open, connections, channels }) => open === 1 && connections === 1 && channels === 1,
      FREEING_SECONDS,
      'a tab with one link holds one connection and one channel',
    );
    await session.send('Performance.enable');
    let listeners = Number.POSITIVE_INFINITY;
    let timers = Number.POSITIVE_INFINITY;
    let heapBytes = Number.POSITIVE_INFINITY;
    for (let sample = 0; sample < SAMPLES; sample++) {
      await session.send('HeapProfiler.collectGarbage');
      const { metrics } = await session.send('Performance.getMetrics');
      const metric = (of: string): number => metrics.find(({ name }) => name === of)?.value ?? Number.NaN;
      listeners = Math.min(listeners, metric('JSEventListeners'));
      heapBytes = Math.min(heapBytes, metric('JSHeapUsedSize'));
      timers = Math.min(timers, await page.evaluate(() => window.connectionWatch.timers()));
      await rest(SAMPLE_MS);
    }
    return { ...held, listeners, timers, heapBytes };
  } finally {
    await session.detach();
  }
}

/** @returns what grew by more than it may, in words */
export function growthProblems(before: Usage, after: Usage): string[] {
  return (['listeners', 'timers', 'heapBytes'] as const).flatMap((what) =>
    after[what] - before[what] <= MOST_GROWTH[what]
      ? []
      : [`${what} grew from ${before[what]} to ${after[what]}, by more than ${MOST_GROWTH[what]}`],
  );
}

/** How many objects of a class of the browser's the page still reaches. */
async function countOf(page: Page, name: 'RTCPeerConnection' | 'RTCDataChannel'): Promise<number> {
  const prototype = await page.evaluateHandle((of): object => window[of].prototype, name);
  const objects = await page.queryObjects(prototype);
  const count = await objects.evaluate((all) => all.length);
  await Promise.all([objects.dispose(), prototype.dispose()]);
  return count;
}

const rest = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
