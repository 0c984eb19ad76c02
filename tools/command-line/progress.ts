/**
 * How far a long computation is, on stderr: results on stdout stay clean. On a terminal one bar that is
 * rewritten in place, elsewhere (a log file) a line now and then.
 */
import { formatDuration } from './numbers.ts';

export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export interface ProgressOptions {
  /** Absent means stderr. */
  readonly stream?: ProgressStream;
  /** What `done` will be in the end. */
  readonly total: number;
  readonly label: string;
  /** The present in milliseconds, from any origin. */
  readonly now?: () => number;
}

export interface Progress {
  /** `done` of the total is done; `detail` is a few words about the present. Cheap enough for any loop. */
  update(done: number, detail?: string): void;
  /** Ends the line. To be called on failure, too, or the message of the error shares a line with the bar. */
  finish(): void;
}

const REDRAW_MS = 100;
const LOG_LINE_MS = 10_000;
const BAR_WIDTH = 24;
const CLEAR_LINE = '\r\u001b[K';

/** Starts the clock from which the time left is estimated; the first bar shows with the first update. */
export function createProgress(options: ProgressOptions): Progress {
  const { total, label, stream = process.stderr, now = () => performance.now() } = options;
  const terminal = stream.isTTY === true;
  const started = now();
  let lastShown = terminal ? Number.NEGATIVE_INFINITY : started;
  let shown = false;
  let finished = false;
  let share = 0;

  function show(text: string, end: string): void {
    shown = true;
    // One column stays free: some terminals wrap when the last one is written.
    const line = terminal ? CLEAR_LINE + text.slice(0, Math.max(10, (stream.columns || 80) - 1)) : text;
    stream.write(line + end);
  }

  return {
    update(done, detail = '') {
      if (finished) return;
      share = total > 0 && done > 0 ? Math.min(1, done / total) : 0;
      const time = now();
      if (time - lastShown < (terminal ? REDRAW_MS : LOG_LINE_MS)) return;
      lastShown = time;
      const left = timeLeft(share, time - started);
      const parts = [label, terminal ? bar(share) : '', percent(share), left, detail];
      show(parts.filter((part) => part !== '').join('  '), terminal ? '' : '\n');
    },
    finish() {
      // What was over before anything showed needs no closing line.
      if (!finished && shown) {
        show(`${label}  ${percent(share)} after ${formatDuration((now() - started) / 1000)}`, '\n');
      }
      finished = true;
    },
  };
}

function bar(share: number): string {
  const full = Math.floor(share * BAR_WIDTH);
  return '█'.repeat(full) + '░'.repeat(BAR_WIDTH - full);
}

function percent(share: number): string {
  // Down, so that 100 % means all.
  return `${String(Math.floor(share * 100)).padStart(3)} %`;
}

function timeLeft(share: number, elapsedMs: number): string {
  if (share <= 0 || share >= 1) return '';
  return `${formatDuration(((elapsedMs / share) * (1 - share)) / 1000)} left`;
}
