/** The Worker's side of the lab, apart from the Worker: one run at a time, slice by slice, so that messages are heard. */
import type { LabSettings } from '@hearsay/shared/settings/lab-settings.ts';
import { messageOf } from '@hearsay/shared/util/message-of.ts';
import type { Clock } from 'hearsay/basics';
import type { FromLab, Stage, ToLab } from './bridge.ts';
import { compare, scale, scalingKey, theoryOf } from './lab-run.ts';
import { MOMENTS } from './lines.ts';
import type { Moment, ScalingPoint } from './measured.ts';

/** A comparison is to be watched: it takes that many seconds at least. */
const SHORTEST_COMPARISON = 5;
/** Seconds between two reports, at least. */
const BETWEEN_REPORTS = 0.1;

export interface LabDispatcherParts {
  readonly clock: Clock;
  post(message: FromLab): void;
}

export interface LabDispatcher {
  handle(message: ToLab): void;
}

export function createLabDispatcher({ clock, post }: LabDispatcherParts): LabDispatcher {
  /** The run under way; none when it is 0. */
  let current = 0;
  let paused = false;
  let resume: () => void = () => {};
  let known: { key: string; points: ScalingPoint[] } = { key: '', points: [] };

  const after = (seconds: number): Promise<void> => new Promise((done) => clock.after(seconds, done));

  /** Lets messages in, and waits out a pause. @returns whether the run is to go on */
  async function breathe(run: number, seconds = 0): Promise<boolean> {
    await after(seconds);
    while (paused && run === current) {
      await new Promise<void>((done) => {
        resume = done;
      });
    }
    return run === current;
  }

  function createReports(run: number) {
    let moments: Moment[] = [];
    let points: ScalingPoint[] = [];
    let last = Number.NEGATIVE_INFINITY;
    return {
      add(
        stage: Stage,
        done: number,
        what: { moment?: Moment; points?: readonly ScalingPoint[] } = {},
      ): void {
        if (what.moment) moments.push(what.moment);
        if (what.points) points.push(...what.points);
        if (clock.now() - last < BETWEEN_REPORTS && done < 1) return;
        last = clock.now();
        post({ kind: 'report', run, stage, done, moments, points });
        moments = [];
        points = [];
      },
    };
  }

  async function work(run: number, settings: LabSettings): Promise<void> {
    const reports = createReports(run);
    post({ kind: 'theory', run, theory: theoryOf(settings) });
    const key = scalingKey(settings);
    if (known.key !== key) known = { key, points: [] };
    const { points } = known;
    reports.add('comparison', 0, { points });

    let seen = 0;
    let last = clock.now();
    for (const moment of compare(settings)) {
      if (moment) {
        seen += 1;
        reports.add('comparison', seen / MOMENTS, { moment });
        const early = SHORTEST_COMPARISON / MOMENTS - (clock.now() - last);
        if (!(await breathe(run, early))) return;
        last = clock.now();
      } else if (!(await breathe(run))) return;
    }
    let done = 0;
    for (const step of scale(settings, [...points])) {
      if (typeof step === 'number') {
        done = step;
        reports.add('scaling', done);
      } else {
        points.push(step);
        reports.add('scaling', done, { points: [step] });
      }
      if (!(await breathe(run))) return;
    }
    reports.add('scaling', 1);
    current = 0;
    post({ kind: 'end', run });
  }

  function goOn(): void {
    paused = false;
    resume();
  }

  return {
    handle(message) {
      switch (message.kind) {
        case 'start': {
          const { run, settings } = message;
          current = run;
          goOn();
          work(run, settings).catch((error: unknown) => {
            if (run === current) current = 0;
            post({ kind: 'failed', run, message: messageOf(error) });
          });
          return;
        }
        case 'pause':
          paused = true;
          return;
        case 'resume':
          goOn();
          return;
        case 'stop':
          current = 0;
          goOn();
          return;
      }
    },
  };
}
