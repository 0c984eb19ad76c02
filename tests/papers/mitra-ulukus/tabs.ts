/**
 * The law of staleness in real tabs: eight of them, training MNIST, at the rates they turn out to have. Updates come
 * slowly, so that a model's way from tab to tab is short beside the time between two updates: the law knows no way.
 */
import { stalenessLaw } from '@hearsay/shared/simulation/staleness-law.ts';
import type { Page } from 'puppeteer-core';
import { createLab, statusesOf, until } from '../../browsers/tabs.ts';
import { mean } from '../averages.ts';
import { claimsOf, type Row } from '../paper.ts';

const TABS = 8;
const TOLERANCE = 0.15;
/** Local updates of a tab per second. */
const UPDATE_RATE = 0.5;
/** What `status()` tells of rates and staleness is over so many seconds. */
const WINDOW_SECONDS = 30;
const WINDOWS = 5;
/** Until rates and staleness say nothing of the beginning any more. */
const WARM_UP_SECONDS = 45;
const JOIN_SECONDS = 120;

const EXCHANGES = ['swap', 'push'] as const;

/** @param onProgress told now and then which share is done, 0 to 1 */
export async function stalenessInTabs(onProgress: (done: number) => void): Promise<Row[]> {
  const rows: Row[] = [];
  for (const exchange of EXCHANGES) {
    rows.push(await measure(exchange, (done) => onProgress((rows.length + done) / EXCHANGES.length)));
  }
  return rows;
}

async function measure(exchange: 'swap' | 'push', onProgress: (done: number) => void): Promise<Row> {
  const lab = await createLab();
  try {
    const fragment = `room=law-${exchange}&partition=labels:2&samples=500&steps=1&updateRate=${UPDATE_RATE}&gossip=ln`;
    const pages: Page[] = [];
    for (let i = 0; i < TABS; i++) pages.push(await lab.open(`${fragment}&exchange=${exchange}&auto=1`));
    await until(
      () => statusesOf(pages),
      (all) =>
        all.every(
          ({ phase, neighbours }) =>
            phase === 'training' &&
            neighbours.filter(({ state }) => state === 'connected').length === TABS - 1,
        ),
      JOIN_SECONDS,
      'every tab trains and is connected to all others',
    );
    const total = WARM_UP_SECONDS + WINDOWS * WINDOW_SECONDS;
    const began = performance.now();
    const waitUntil = async (seconds: number): Promise<void> => {
      for (let at = 0; at < seconds; at = (performance.now() - began) / 1000) {
        onProgress(at / total);
        await new Promise((resolve) => setTimeout(resolve, Math.min(1, seconds - at) * 1000));
      }
    };
    await waitUntil(WARM_UP_SECONDS);
    const windows = [];
    for (let k = 1; k <= WINDOWS; k++) {
      await waitUntil(WARM_UP_SECONDS + k * WINDOW_SECONDS);
      windows.push(...(await statusesOf(pages)));
    }
    const updateRate = mean(windows.map((status) => status.updateRate));
    const gossipRate = mean(windows.map((status) => status.gossipRate));
    const law = stalenessLaw({ variant: 'relay', exchange, peers: TABS, gossipRate, updateRate });
    const rates = `r = ${updateRate.toFixed(2)} /s, lambda = ${gossipRate.toFixed(2)} /s`;
    const claim = `${TABS} real tabs, ${exchange}, measured ${rates}: staleness`;
    const measured = mean(windows.map(({ staleness }) => staleness.mean));
    return claimsOf('mitra-ulukus').within(claim, law, measured, TOLERANCE);
  } finally {
    await lab.close();
  }
}
