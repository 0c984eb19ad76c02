/**
 * What the lab's page holds: settings, which are those of its address, and what the Worker has measured. Components see
 * this, and no Worker.
 */
import {
  formatLabSettings,
  type LabSettings,
  parseLabSettings,
} from '@hearsay/shared/settings/lab-settings.ts';
import type { SettingProblem } from '@hearsay/shared/settings/run-settings.ts';
import { batch, type ReadonlySignal, signal } from '@preact/signals';
import type { FromLab, Stage, ToLab } from './bridge.ts';
import type { Moment, ScalingPoint, Theory } from './measured.ts';

export type LabPhase = 'running' | 'paused' | 'stopped' | 'done' | 'failed';

export interface Progress {
  readonly stage: Stage;
  /** Share of the stage, 0 to 1. */
  readonly done: number;
}

export interface Lab {
  readonly settings: ReadonlySignal<LabSettings>;
  /** What the address says that cannot be used. */
  readonly problems: ReadonlySignal<readonly SettingProblem[]>;
  readonly phase: ReadonlySignal<LabPhase>;
  readonly progress: ReadonlySignal<Progress>;
  readonly theory: ReadonlySignal<Theory>;
  readonly moments: ReadonlySignal<readonly Moment[]>;
  readonly points: ReadonlySignal<readonly ScalingPoint[]>;
  /** Why the run failed, in words. */
  readonly trouble: ReadonlySignal<string | null>;
  /** Takes these settings, writes them into the address and runs them. What does not go together is in `problems`. */
  change(part: Partial<LabSettings>): void;
  /** To be called when the address was changed by somebody else. */
  addressChanged(): void;
  pause(): void;
  resume(): void;
  stop(): void;
  /** The same run, from its start. */
  again(): void;
  close(): void;
}

/** What the lab needs of a Worker. */
export interface LabWorker {
  post(message: ToLab): void;
  close(): void;
}

export interface LabParts {
  readFragment(): string;
  /** Must not lead to `addressChanged`. */
  writeFragment(fragment: string): void;
  makeWorker(onMessage: (message: FromLab) => void, onError: (message: string) => void): LabWorker;
}

const AT_START: Progress = { stage: 'comparison', done: 0 };
const NO_THEORY: Theory = { staleness: {}, error: {} };

/** Runs what the address says at once. */
export function createLab({ readFragment, writeFragment, makeWorker }: LabParts): Lab {
  const read = parseLabSettings(readFragment());
  const settings = signal(read.settings);
  const problems = signal<readonly SettingProblem[]>(read.problems);
  const phase = signal<LabPhase>('running');
  const progress = signal(AT_START);
  const theory = signal(NO_THEORY);
  const moments = signal<readonly Moment[]>([]);
  const points = signal<readonly ScalingPoint[]>([]);
  const trouble = signal<string | null>(null);
  let run = 0;

  function fail(message: string): void {
    phase.value = 'failed';
    trouble.value = message;
  }

  function hear(message: FromLab): void {
    if (message.run !== run) return;
    batch(() => {
      switch (message.kind) {
        case 'theory':
          theory.value = message.theory;
          return;
        case 'report':
          progress.value = { stage: message.stage, done: message.done };
          if (message.moments.length > 0) moments.value = [...moments.value, ...message.moments];
          if (message.points.length > 0) points.value = [...points.value, ...message.points];
          return;
        case 'end':
          phase.value = 'done';
          return;
        case 'failed':
          fail(message.message);
          return;
      }
    });
  }

  const worker = makeWorker(hear, fail);

  function start(): void {
    run += 1;
    batch(() => {
      phase.value = 'running';
      progress.value = AT_START;
      theory.value = NO_THEORY;
      moments.value = [];
      points.value = [];
      trouble.value = null;
    });
    worker.post({ kind: 'start', run, settings: settings.value });
  }

  function take(fragment: string): void {
    batch(() => {
      ({ settings: settings.value, problems: problems.value } = parseLabSettings(fragment));
    });
    start();
  }

  start();
  return {
    settings,
    problems,
    phase,
    progress,
    theory,
    moments,
    points,
    trouble,
    change(part) {
      take(formatLabSettings({ ...settings.value, ...part }));
      writeFragment(formatLabSettings(settings.value));
    },
    addressChanged: () => take(readFragment()),
    pause() {
      if (phase.value !== 'running') return;
      phase.value = 'paused';
      worker.post({ kind: 'pause' });
    },
    resume() {
      if (phase.value !== 'paused') return;
      phase.value = 'running';
      worker.post({ kind: 'resume' });
    },
    stop() {
      if (phase.value !== 'running' && phase.value !== 'paused') return;
      run += 1;
      phase.value = 'stopped';
      worker.post({ kind: 'stop' });
    },
    again: start,
    close: () => worker.close(),
  };
}
