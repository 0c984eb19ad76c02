/**
 * `npm run bench -- learning`: how long eight tabs take to learn digits, one of them a slow device: by gossip, and in rounds in
 * which everybody waits for everybody and sends all its numbers to all. Needs the built page.
 */
import type { Page } from 'puppeteer-core';
import { createLab, type Lab, statusesOf } from '../../browsers/tabs.ts';
import { atMost, type Bench, type BenchRow, median, rowOf } from '../bench.ts';

const TABS = 8;
const ACCURACY = 0.95;
const SLOWDOWN = 5;
const ROUNDS = 2;
/** Seconds after which a room is given up. */
const PATIENCE = 600;
const ASK_MS = 500;
const TARGET = 0.1;
/** A tab that gossips keeps no more links than it needs. */
const LEAST_NEIGHBOURS = 4;

const SIDES = { gossip: 'method=mitra-ulukus', synchronous: 'method=synchronous-all-to-all' } as const;
type Side = keyof typeof SIDES;

export const learningBench: Bench = {
  name: 'learning',
  summary: 'time until eight tabs, one of them slow, have learned digits: gossip, beside synchronous rounds',
  async run(onProgress) {
    const lab = await createLab();
    const seconds: Record<Side, number[]> = { gossip: [], synchronous: [] };
    try {
      for (let round = 0; round < ROUNDS; round++) {
        for (const side of ['gossip', 'synchronous'] as const) {
          const done = (2 * round + (side === 'gossip' ? 0 : 1)) / (2 * ROUNDS);
          seconds[side].push(
            await secondsToLearn(lab, side, round, (share) =>
              onProgress(done + share / (2 * ROUNDS), `${side}, the slowest tab`),
            ),
          );
        }
      }
    } finally {
      await lab.close();
    }
    const shares = seconds.gossip.map((value, round) => value / seconds.synchronous[round]);
    const row = (side: Side): BenchRow =>
      rowOf(`learning: ${side}, every tab at ${ACCURACY}`, seconds[side], 's');
    return [
      row('gossip'),
      row('synchronous'),
      {
        ...atMost('learning: gossip / synchronous', shares, 'of the time', TARGET),
        ratio: 1 / median(shares),
      },
    ];
  },
};

const run = (side: Side, round: number, tab: number): string =>
  `room=${side}-${round}&task=mnist-mlp&${SIDES[side]}&partition=dirichlet:1&samples=4000&seed=${round + 1}&auto=1` +
  (tab === TABS - 1 ? `&slowdown=${SLOWDOWN}` : '');

/** From when all train and have neighbours. @throws Error where they do not in time */
async function secondsToLearn(
  lab: Lab,
  side: Side,
  round: number,
  onProgress: (share: number) => void,
): Promise<number> {
  const pages: Page[] = [];
  for (let tab = 0; tab < TABS; tab++) pages.push(await lab.open(run(side, round, tab)));
  try {
    const best = pages.map(() => 0);
    let began: number | null = null;
    const opened = performance.now();
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, ASK_MS));
      const now = performance.now();
      const all = await statusesOf(pages);
      const connected = all.every(
        ({ phase, neighbours }) =>
          phase === 'training' &&
          neighbours.filter(({ state }) => state === 'connected').length >= LEAST_NEIGHBOURS,
      );
      if (connected) began ??= now;
      all.forEach(({ accuracy }, tab) => {
        best[tab] = Math.max(best[tab], accuracy ?? 0);
      });
      const slowest = Math.min(...best);
      if (slowest >= ACCURACY) return (now - (began ?? opened)) / 1000;
      if (now - opened > 1000 * PATIENCE) {
        throw new Error(`After ${PATIENCE} s the slowest tab of ${side} has reached ${slowest}.`);
      }
      onProgress(slowest / ACCURACY);
    }
  } finally {
    for (const page of pages) await page.close();
  }
}
