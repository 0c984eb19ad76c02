/**
 * The law of staleness in real tabs: eight of them, training MNIST at the default settings, at the rates and with the travel
 * time that they turn out to have. A push has no answers, so nothing says how long it takes; there, updates come so slowly that
 * a model's way is short beside the time between two.
 */

import { stalenessLaw } from '@hearsay/shared/theory/staleness-law.ts';
import { mean } from '@hearsay/shared/util/numbers.ts';
import type { Status } from 'hearsay/internal/session/status.ts';
import type { Page } from 'puppeteer-core';
import { createLab, statusesOf, until } from '../../browsers/tabs.ts';
import { claimsOf, type Row } from '../paper.ts';

const TABS = 8;
const TOLERANCE = 0.15;
/** Local updates of a tab per second, where they come slowly. */
const SLOW_UPDATE_RATE = 0.5;
/** What `status()` tells of rates and staleness is over so many seconds. */
const WINDOW_SECONDS = 30;
const WINDOWS = 5;
/** Until rates and staleness say nothing of the beginning any more. */
const WARM_UP_SECONDS = 45;
/** What a tab keeps at least; with those whom others keep, five or six of the seven. That makes 4 % more staleness than if all were
 * linked to all, and 2 to 5 % less between neighbours, who are those that it is measured of. */
const FEWEST_NEIGHBOURS = 4;
const JOIN_SECONDS = 120;

interface Run {
  readonly exchange: 'swap' | 'push';
  readonly name: string;
  /** The settings, without the room. */
  readonly fragment: string;
}

const RUNS: readonly Run[] = [
  { exchange: 'swap', name: 'default settings', fragment: 'auto=1' },
  {
    exchange: 'push',
    name: 'push, slow updates',
    fragment: `samples=500&steps=1&updateRate=${SLOW_UPDATE_RATE}&exchange=push&auto=1`,
  },
];

/** @param onProgress told now and then which share is done, 0 to 1 */
export async function stalenessInTabs(onProgress: (done: number) => void): Promise<Row[]> {
  const rows: Row[] = [];
  for (const run of RUNS) {
    rows.push(await measure(run, (done) => onProgress((rows.length + done) / RUNS.length)));
  }
  return rows;
}

async function measure({ exchange, name, fragment }: Run, onProgress: (done: number) => void): Promise<Row> {
  const lab = await createLab();
  try {
    const pages: Page[] = [];
    for (let i = 0; i < TABS; i++) pages.push(await lab.open(`room=law-${exchange}&${fragment}`));
    await until(
      () => statusesOf(pages),
      (all) =>
        all.every(
          ({ phase, neighbours }) =>
            phase === 'training' &&
            neighbours.filter(({ state }) => state === 'connected').length >= FEWEST_NEIGHBOURS,
        ),
      JOIN_SECONDS,
      `every tab trains and has ${FEWEST_NEIGHBOURS} neighbours`,
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
    const windows: Status[] = [];
    for (let k = 1; k <= WINDOWS; k++) {
      await waitUntil(WARM_UP_SECONDS + k * WINDOW_SECONDS);
      windows.push(...(await statusesOf(pages)));
    }
    return rowOf(windows, exchange, name);
  } finally {
    await lab.close();
  }
}

/** What all tabs said at the end of each window, beside the law at the rates and the travel time that they measured. */
function rowOf(windows: readonly Status[], exchange: 'swap' | 'push', name: string): Row {
  const updateRate = mean(windows.map((status) => status.updateRate));
  const gossipRate = mean(windows.map((status) => status.gossipRate));
  const answers = windows.flatMap(({ answerSeconds }) => answerSeconds ?? []);
  const latency = answers.length === 0 ? 0 : mean(answers) / 2;
  const law = stalenessLaw({ variant: 'relay', exchange, peers: TABS, gossipRate, updateRate, latency });
  // A tab learns from heartbeats how many updates another has made, and these are as late as models: most of the way is the wait
  // for the Worker to end its step. What was made meanwhile is missing, too.
  const measured = mean(windows.map(({ staleness }) => staleness.mean)) + updateRate * latency;
  const found =
    `r = ${updateRate.toFixed(2)} /s, lambda = ${gossipRate.toFixed(2)} /s, ` +
    `${(1000 * latency).toFixed(0)} ms a message`;
  return claimsOf('mitra-ulukus').within(
    `${TABS} real tabs, ${name}, measured ${found}: staleness`,
    law,
    measured,
    TOLERANCE,
  );
}
