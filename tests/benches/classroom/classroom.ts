/**
 * `npm run bench -- classroom`: what the projector's view takes of the main thread, with a class that is made up. In time of
 * the processor, not of the clock: other programs on the machine do not count. Chromium draws without graphics hardware here.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { launchChromium, startDisplay } from '../../browsers/launch.ts';
import { atMost, type Bench, type BenchRow, rowOf } from '../bench.ts';
import { serveClass } from './serve-class.ts';

const CLASSES = [12, 40, 300];
const LONGEST_TARGET_MS = 50;
const ROUNDS = 3;
const WARM_UP_MS = 4000;
const ROUND_MS = 6000;

interface Round {
  /** The longest task, in milliseconds. */
  readonly longest: number;
  /** Of all tasks together, of the time that passed. */
  readonly share: number;
}

export const classroomBench: Bench = {
  name: 'classroom',
  summary: 'the longest task of the projector’s main thread, with 12, 40 and 300 devices on the graph',
  async run(onProgress) {
    const served = await serveClass();
    const display = await startDisplay();
    const { browser, close } = await launchChromium({ display: display.name });
    try {
      const rows: BenchRow[] = [];
      for (const [index, peers] of CLASSES.entries()) {
        const page = await browser.newPage();
        await page.setViewport({ width: 1920, height: 1000 });
        await page.goto(`${served.url}?peers=${peers}&seconds=5&host=1`);
        // The table of all devices is open, as it is the most work.
        await page.locator('.peer-table summary').click();
        await page.evaluate(() => scrollTo(0, 0));
        await wait(WARM_UP_MS);
        const rounds: Round[] = [];
        for (let round = 0; round < ROUNDS; round++) {
          onProgress((index + round / ROUNDS) / CLASSES.length, `${peers} devices`);
          rounds.push(await measure(page));
        }
        await page.close();
        const longest = rounds.map((one) => one.longest);
        const name = `classroom: longest task, ${peers} devices`;
        rows.push(atMost(name, longest, 'ms', LONGEST_TARGET_MS));
        const shares = rounds.map(({ share }) => share);
        rows.push(rowOf(`classroom: share of the main thread, ${peers} devices`, shares, ''));
      }
      return rows;
    } finally {
      await close();
      display.process.kill();
      await served.close();
    }
  },
};

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Processor time, in microseconds. */
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

async function measure(page: Page): Promise<Round> {
  await page.tracing.start({ categories: ['toplevel'] });
  await wait(ROUND_MS);
  const trace = await page.tracing.stop();
  if (!trace) throw new Error('Chromium gave no trace.');
  const { traceEvents }: { traceEvents: TraceEvent[] } = JSON.parse(new TextDecoder().decode(trace));
  const threadOf = ({ pid, tid }: TraceEvent): string => `${pid} ${tid}`;
  const mains = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(threadOf),
  );
  const tasks = new Map<string, number[]>();
  for (const event of traceEvents) {
    const thread = threadOf(event);
    if (event.ph !== 'X' || event.name !== TASK || !mains.has(thread)) continue;
    tasks.set(thread, [...(tasks.get(thread) ?? []), (event.tdur ?? 0) / 1000]);
  }
  // The busiest of them is the page's: others are spare ones.
  const sums = [...tasks.values()].map((own) => ({ own, sum: own.reduce((sum, one) => sum + one, 0) }));
  const [busiest] = sums.sort((a, b) => b.sum - a.sum);
  if (!busiest) throw new Error('There is no task in the trace.');
  return { longest: Math.max(...busiest.own), share: busiest.sum / ROUND_MS };
}

/** What Chromium calls one. */
const TASK = 'ThreadControllerImpl::RunTask';
