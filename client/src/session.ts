/** One tab's part in a room: joins it, links to neighbours, trains in a Worker, and says how it goes. */
import type { RunSettings } from '@hearsay/shared/protocol/run-settings.ts';
import type { ReadonlySignal } from '@preact/signals';
import type { DetailedEvaluation, Evaluation, Status } from './status.ts';

export interface Session {
  readonly settings: RunSettings;
  /** Renewed a few times a second. */
  readonly status: ReadonlySignal<Status>;
  /** The curve of evaluations so far, oldest first, at most a few hundred points. */
  readonly history: ReadonlySignal<readonly Evaluation[]>;
  /** Joins and trains; when paused, resumes. Failures show in `status` (phase `failed`, `errors`). */
  start(): void;
  pause(): void;
  leave(): void;
  /** A copy of the current parameters. Rejects before the model exists. */
  parameters(): Promise<Float32Array>;
  /** Rejects before the test subset is loaded. */
  evaluate(): Promise<DetailedEvaluation>;
}

export function createSession(_settings: RunSettings): Session {
  throw new Error('being written');
}
