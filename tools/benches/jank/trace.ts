/** What a page's main thread does, from Chromium's trace: each task, and the processor's time that it took. */
import type { Page } from 'puppeteer-core';

/** Set in the page, so that its main thread is known in the trace. */
const MARK = 'hearsay-jank';
const CATEGORIES = [
  '-*',
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'blink.user_timing',
  'v8',
];

/** Of Chromium's trace format: times in microseconds. */
export interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  /** Elapsed time, and the processor's. */
  readonly dur?: number;
  readonly tdur?: number;
}

export interface Task {
  /** Milliseconds of the processor: what else the machine does is not in it. */
  readonly cpu: number;
  /** Milliseconds that went by. */
  readonly elapsed: number;
}

/** The tasks of the thread that set the mark, in the order in which they ended. @throws Error where no mark is found */
export function tasksOf(events: readonly TraceEvent[], mark = MARK): Task[] {
  const at = events.find(({ name }) => name === mark);
  if (!at) throw new Error('The trace does not show which thread is the page’s.');
  return events
    .filter(({ name, pid, tid }) => name === 'RunTask' && pid === at.pid && tid === at.tid)
    .map(({ dur = 0, tdur = 0 }) => ({ cpu: tdur / 1000, elapsed: dur / 1000 }));
}

export const longestOf = (tasks: readonly Task[]): number => Math.max(0, ...tasks.map(({ cpu }) => cpu));

/** The events while something is done in the page. */
export async function traced(page: Page, act: () => Promise<void>): Promise<TraceEvent[]> {
  await page.tracing.start({ categories: CATEGORIES });
  await act();
  await page.evaluate((name) => void performance.mark(name), MARK);
  const buffer = await page.tracing.stop();
  const { traceEvents } = JSON.parse(new TextDecoder().decode(buffer)) as { traceEvents: TraceEvent[] };
  return traceEvents;
}
