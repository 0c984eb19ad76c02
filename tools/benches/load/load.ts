/** `npm run bench -- load`: what a tab fetches and how long it waits before it trains, from the built page. */
import { basename } from 'node:path';
import { createLab, type Lab } from '../../browsers/tabs.ts';
import { atMost, type Bench, type BenchRow, rowOf } from '../bench.ts';
import { BUDGET_BYTES, gzippedLength } from './scripts.ts';

const SECONDS_TARGET = 2.5;
const LOADS = 7;
const PATIENCE_MS = 60_000;

interface Load {
  readonly bytes: number;
  /** From navigation to the first step. */
  readonly seconds: number;
  /** The same until the Worker has its code, its data and its backend. */
  readonly secondsToTraining: number;
}

export const loadBench: Bench = {
  name: 'load',
  summary: 'JavaScript before the first training step, and the time until then',
  async run(onProgress) {
    const lab = await createLab();
    try {
      const loads: Load[] = [];
      for (let load = 0; load < LOADS; load++) {
        onProgress(load / LOADS, 'loading');
        loads.push(await measureLoad(lab, load));
      }
      return rowsOf(loads);
    } finally {
      await lab.close();
    }
  },
};

/** In a window of its own, so that nothing is cached. */
async function measureLoad(lab: Lab, load: number): Promise<Load> {
  const page = await lab.open('');
  await page.setCacheEnabled(false);
  await page.goto('about:blank');
  await page.goto(`${lab.url}/#room=load-${load}&auto=1`);
  const { training, step } = await page.evaluate(waitForStep, PATIENCE_MS);
  const contexts = [page, ...page.workers()];
  const fetched = (await Promise.all(contexts.map((context) => context.evaluate(listFetched)))).flat();
  const needed = new Set(
    fetched.filter(({ at }) => at <= training.at).map(({ url }) => new URL(url).pathname),
  );
  const scripts = [...needed].filter((path) => path.endsWith('.js'));
  await page.browserContext().close();
  return {
    bytes: scripts.reduce((sum, path) => sum + gzippedLength(basename(path)), 0),
    seconds: step.sinceNavigation / 1000,
    secondsToTraining: training.sinceNavigation / 1000,
  };
}

interface Moment {
  /** Milliseconds, by the clock that pages and Workers share. */
  readonly at: number;
  /** Milliseconds. */
  readonly sinceNavigation: number;
}

/** Runs in the page. Steps are told four times a second, so the first is seen that much late at most. */
function waitForStep(patience: number): Promise<{ training: Moment; step: Moment }> {
  return new Promise((resolve, reject) => {
    let training: Moment | null = null;
    const look = setInterval(() => {
      const { phase, steps, errors } = window.hearsay?.status() ?? { phase: 'idle', steps: 0, errors: [] };
      const sinceNavigation = performance.now();
      const now = { at: performance.timeOrigin + sinceNavigation, sinceNavigation };
      if (phase === 'training') training ??= now;
      if (training !== null && steps > 0) {
        clearInterval(look);
        resolve({ training, step: now });
      } else if (phase === 'failed' || performance.now() > patience) {
        clearInterval(look);
        reject(new Error(`It does not train: ${phase}. ${errors.join(' ')}`));
      }
    }, 5);
  });
}

/** Runs in the page and in its Worker. */
function listFetched(): { url: string; at: number }[] {
  return performance
    .getEntriesByType('resource')
    .map(({ name, startTime }) => ({ url: name, at: performance.timeOrigin + startTime }));
}

function rowsOf(loads: readonly Load[]): BenchRow[] {
  const seconds = loads.map((load) => load.seconds);
  const training = loads.map((load) => load.secondsToTraining);
  const bytes = loads.map((load) => load.bytes);
  return [
    atMost(
      'load: JavaScript before the first step, gzipped',
      bytes.map((count) => count / 1000),
      'kB',
      BUDGET_BYTES / 1000,
    ),
    rowOf('load: code, data and backend are there', training, 's'),
    atMost('load: navigation to first step', seconds, 's', SECONDS_TARGET),
  ];
}
