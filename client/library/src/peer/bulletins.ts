/** What a run tells again and again, unasked: how it goes, heartbeats, and in rooms with a host reports. */
import { sketchOf, writeSketch } from '@hearsay/shared/room/sketch.ts';
import type { Random } from '@hearsay/shared/util/random/random.ts';
import type { Post, WorkerProgress } from './bridge.ts';
import type { Clock } from './clock.ts';
import type { PeerRun } from './peer-run.ts';

/** Seconds between two progress messages to the main thread. */
const PROGRESS_SECONDS = 0.25;
/** Seconds between two heartbeats to the neighbours. */
const HEARTBEAT_SECONDS = 1;
/** Mean seconds between two reports to a room with a host, and how far each may be off, so that peers do not report all at
 * once. */
const REPORT_SECONDS = 1;
const REPORT_JITTER = 0.25;

type Told = Pick<PeerRun, 'peer' | 'settings'>;

export interface BulletinsParts<R extends Told> {
  readonly clock: Clock;
  readonly post: Post;
  /** What runs now; null before and after. */
  readonly running: () => R | null;
  readonly progressOf: (run: R) => WorkerProgress;
}

export interface Bulletins {
  /** Tells the main thread how it goes, and the neighbours how far. */
  begin(): void;
  /** Tells a room with a host as well. @param random when */
  beginReports(random: Random): void;
}

export function createBulletins<R extends Told>(parts: BulletinsParts<R>): Bulletins {
  const { clock, post, running, progressOf } = parts;

  const repeat = (seconds: number, action: (of: R) => void): void => {
    clock.after(seconds, () => {
      const run = running();
      if (run !== null) action(run);
      repeat(seconds, action);
    });
  };

  const beginReports = (random: Random): void => {
    const seconds = REPORT_SECONDS * (1 + REPORT_JITTER * (2 * random.uniform() - 1));
    clock.after(seconds, () => {
      const run = running();
      if (run === null) return;
      const sketch = sketchOf(run.peer.model, run.settings.seed);
      post({ type: 'report', sketch: writeSketch(sketch) });
      beginReports(random);
    });
  };

  return {
    begin() {
      repeat(PROGRESS_SECONDS, (of) => post({ type: 'progress', progress: progressOf(of) }));
      repeat(HEARTBEAT_SECONDS, ({ peer }) => post({ type: 'heartbeat', updates: peer.updates }));
    },
    beginReports,
  };
}
