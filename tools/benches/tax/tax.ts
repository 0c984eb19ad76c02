/**
 * `npm run bench -- tax`: how fast two tabs train that gossip, beside two that do not. Needs the built page.
 *
 * Where something else keeps the machine busy, steps a second flatter who gossips: more threads get a greater share of it. The
 * processor time of a step does not, and says the same where nothing else runs and two tabs have two cores.
 */
import { sum } from '@hearsay/shared/util/numbers.ts';
import type { Browser, Page } from 'puppeteer-core';
import { createLab, type Lab, statusesOf, until } from '../../browsers/tabs.ts';
import { atLeast, type Bench, type BenchRow, median, rowOf } from '../bench.ts';

const TABS = 2;
const ROUNDS = 6;
const MEASURED_MS = 6000;
/** After a pair has begun to train again. */
const WARM_UP_MS = 1000;
/** Tabs that were paused have come to rest when they have sent nothing for so long. */
const REST_MS = 1200;
/** Local steps in an update, of which each brings ln 2 exchanges: as many as there are unless told, and ten times as many. */
const CASES = [
  { steps: 10, label: '10 steps an update', target: 0.95 },
  { steps: 100, label: '100 steps an update', target: undefined },
];

export const taxBench: Bench = {
  name: 'tax',
  summary: 'steps a second of two tabs that gossip, beside two that do not',
  async run(onProgress) {
    const lab = await createLab();
    try {
      const rows: BenchRow[] = [];
      for (const [i, { steps, label, target }] of CASES.entries()) {
        const onRound = (done: number): void => onProgress((i + done) / CASES.length, label);
        const measured = await measureCase(lab, steps, onRound);
        rows.push(
          ...rowsOf(`tax, ${label}`, 'steps/s', measured, ({ rate }) => rate, target),
          ...rowsOf(`tax, ${label}`, 'steps per CPU second', measured, ({ ofProcessor }) => ofProcessor),
        );
      }
      return rows;
    } finally {
      await lab.close();
    }
  },
};

type Side = 'gossiping' | 'alone';

async function measureCase(
  lab: Lab,
  steps: number,
  onRound: (done: number) => void,
): Promise<Record<Side, Measured[]>> {
  const gossiping = await openPair(() => lab.open(run(`gossiping-${steps}`, 'ln', steps)));
  const alone = await openPair(() => lab.open(run(`alone-${steps}`, '0', steps)));
  const measured: Record<Side, Measured[]> = { gossiping: [], alone: [] };
  for (let round = 0; round < ROUNDS; round++) {
    onRound(round / ROUNDS);
    // Turn and turn about, so that what else the machine does meets both.
    const order = round % 2 === 0 ? (['gossiping', 'alone'] as const) : (['alone', 'gossiping'] as const);
    for (const which of order) {
      measured[which].push(await measure(which === 'alone' ? alone : gossiping));
    }
  }
  for (const page of [...gossiping, ...alone]) await page.close();
  return measured;
}

interface Measured {
  /** Steps a second, of both tabs together. */
  readonly rate: number;
  /** Steps of both for a second of processor time, all processes of the browser together. */
  readonly ofProcessor: number;
}

function rowsOf(
  name: string,
  unit: string,
  measured: Record<Side, readonly Measured[]>,
  pick: (one: Measured) => number,
  target?: number,
): BenchRow[] {
  const alone = measured.alone.map(pick);
  const gossiping = measured.gossiping.map(pick);
  const ratios = gossiping.map((value, round) => value / alone[round]);
  const gossip = { ...rowOf(`${name}: two tabs that gossip`, gossiping, unit), ratio: median(ratios) };
  return [
    rowOf(`${name}: two tabs alone`, alone, unit),
    gossip,
    ...(target === undefined ? [] : [atLeast(`${name}: gossip / alone`, ratios, 'x', target)]),
  ];
}

const run = (room: string, gossip: string, steps: number): string =>
  `room=${room}&task=mnist-mlp&partition=labels:2&samples=2000&seed=3&gossip=${gossip}&steps=${steps}&auto=1`;

/** Both train, and know each other; then they pause. */
async function openPair(open: () => Promise<Page>): Promise<Page[]> {
  const pages: Page[] = [];
  for (let i = 0; i < TABS; i++) pages.push(await open());
  await until(
    () => statusesOf(pages),
    (all) =>
      all.every(
        ({ phase, updates, neighbours }) =>
          phase === 'training' && updates > 5 && neighbours.some(({ state }) => state === 'connected'),
      ),
    60,
    'two tabs train and are connected',
  );
  await pause(pages);
  return pages;
}

async function pause(pages: readonly Page[]): Promise<void> {
  await Promise.all(pages.map((page) => page.evaluate(() => window.hearsay.pause())));
  // A tab that pauses goes on for a while, so that the room comes to agree.
  let sent = -1;
  for (;;) {
    const now = (await statusesOf(pages)).reduce((sum, status) => sum + status.sent.models, 0);
    if (now === sent) return;
    sent = now;
    await new Promise((resolve) => setTimeout(resolve, REST_MS));
  }
}

async function measure(pages: readonly Page[]): Promise<Measured> {
  const browser = pages[0].browser();
  const stepsBefore = await stepsOf(pages);
  const processorBefore = await processorSeconds(browser);
  await Promise.all(pages.map((page) => page.evaluate(() => window.hearsay.start())));
  const rates = await Promise.all(
    pages.map((page) =>
      page.evaluate(
        async (...waits) => {
          const moments: { at: number; steps: number }[] = [];
          for (const wait of waits) {
            await new Promise((resolve) => setTimeout(resolve, wait));
            // The Worker says four times a second how far it is: taken when it has just said so.
            const { steps } = window.hearsay.status();
            while (window.hearsay.status().steps === steps) {
              await new Promise((resolve) => setTimeout(resolve, 4));
            }
            moments.push({ at: performance.now(), steps: window.hearsay.status().steps });
          }
          const [began, ended] = moments;
          return (1000 * (ended.steps - began.steps)) / (ended.at - began.at);
        },
        WARM_UP_MS,
        MEASURED_MS,
      ),
    ),
  );
  const steps = (await stepsOf(pages)) - stepsBefore;
  const ofProcessor = steps / ((await processorSeconds(browser)) - processorBefore);
  await pause(pages);
  return { rate: sum(rates), ofProcessor };
}

async function stepsOf(pages: readonly Page[]): Promise<number> {
  return (await statusesOf(pages)).reduce((sum, { steps }) => sum + steps, 0);
}

/** Of all processes of the browser so far. */
async function processorSeconds(browser: Browser): Promise<number> {
  const session = await browser.target().createCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}
