/** What the main thread and the Worker tell each other. Buffers are transferred, never copied. */

import type { Releases } from '@hearsay/shared/privacy/mechanism.ts';
import type { PeerId } from '@hearsay/shared/protocol/signalling.ts';
import type { RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import type { Task } from '@hearsay/shared/tasks/task.ts';
import type { DelayAdvice } from '@hearsay/shared/theory/advice.ts';
import type { DataSource } from '../data/load-data.ts';
import type { Samples } from '../data/samples.ts';
import type { Problem } from '../problems.ts';
import type { DetailedEvaluation, Evaluation, PrivacyState, Tested } from '../session/status.ts';
import type { ChosenBackend } from './backend-name.ts';
import type { SignedCount } from './signed-counts.ts';
import type { PeerModel, PeerSnapshot } from './snapshot.ts';

export type ToWorker =
  /** First of all: load, then train. */
  | {
      type: 'start';
      settings: RunSettings;
      /** The run's number, which hashes make that this thread has and the Worker has not: see `runNumber`. */
      run: number;
      self: PeerId;
      slot: number;
      size: number;
      task: Task;
      source: DataSource;
      /** What of the task's network is neither trained nor mixed. */
      frozen?: Float32Array | undefined;
      /** The URL of a module that learns in place of tfjs. */
      learner?: string | undefined;
      /** In place of those that the seed gives. */
      initialParameters?: Float32Array | undefined;
      /** Whether others were in the room already: it takes over their model before it gives anything of its own. */
      newcomer?: boolean;
      /** To go on from. */
      snapshot?: PeerSnapshot | undefined;
    }
  /** Other examples, from now on. */
  | { type: 'data'; source: DataSource }
  /** The host changed what is learned, or how. */
  | { type: 'change'; settings: RunSettings; run: number }
  /** Its model and what belongs to it is this from now on, which it once was. */
  | { type: 'go-back'; to: PeerModel }
  | { type: 'size'; size: number }
  /** All neighbours that are connected now. */
  | { type: 'neighbours'; connected: PeerId[] }
  /** @param number to be told back when it was dealt with */
  | { type: 'model'; number: number; from: PeerId; model: ArrayBuffer }
  | { type: 'heartbeat'; from: PeerId; updates: number }
  /** Another peer has signed how many updates it has made. */
  | { type: 'signed'; count: SignedCount }
  /** How long messages take to each neighbour and back, in milliseconds; null where that is not known. */
  | { type: 'trips'; roundTrips: (number | null)[] }
  /** In a private run: what was spent of its budget before, or that what was to be put down is. @param kept whether it outlives
   * the page */
  | { type: 'budget'; spent: readonly Releases[]; kept: boolean }
  | { type: 'pause' }
  | { type: 'resume' }
  | { type: 'ask'; request: number; for: 'parameters' | 'room-parameters' | 'evaluation' | 'snapshot' }
  /** What the room's model makes of one example or more, as they come in the data. */
  | { type: 'predict'; request: number; inputs: Float32Array<ArrayBuffer> };

export type StartMessage = ToWorker & { type: 'start' };

/** What the main thread is told of a peer's examples. */
interface OwnExamples {
  /** How many there are to learn from, and to be tested with. */
  examples: number;
  tests: number;
  /** How many of each label there are to learn from. */
  labels: number[];
  samples: Samples | null;
}

export type FromWorker =
  | { type: 'loading'; loaded: number; total: number }
  /** Training has begun. @param resumed whether it goes on from a snapshot */
  | ({ type: 'training'; resumed: boolean } & OwnExamples)
  /** What it is computed with, from now on. */
  | { type: 'backend'; backend: ChosenBackend }
  /** Other examples than before, from now on. */
  | ({ type: 'examples' } & OwnExamples)
  /** What went wrong; it goes on. */
  | { type: 'trouble'; problem: Problem }
  | { type: 'failed'; problem: Problem }
  /** One model to all of these. @param replaceable whether a newer one to a peer may take its place while it waits
   * @param begins whether it begins an exchange */
  | { type: 'send'; to: PeerId[]; model: ArrayBuffer; replaceable: boolean; begins: boolean }
  /** In a private run: this is to be put down before it is spent. @param spent null to be told what was before */
  | { type: 'budget'; spent: readonly Releases[] | null }
  /** The model that came with this number was dealt with. */
  | { type: 'taken'; number: number }
  /** To be told to all neighbours. */
  | { type: 'heartbeat'; updates: number }
  /** In rooms with a host: time to tell the room how this peer is. @param sketch see `shared/src/room/sketch.ts` */
  | { type: 'report'; sketch: string }
  | { type: 'progress'; progress: WorkerProgress }
  | {
      type: 'evaluation';
      evaluation: Evaluation;
      perClass: number[];
      roomPerClass: number[];
      tested: Tested | null;
    }
  | { type: 'parameters'; request: number; parameters: Float32Array<ArrayBuffer> }
  /** Of the room's model. */
  | { type: 'evaluated'; request: number; evaluation: DetailedEvaluation }
  /** A probability for each class, or each value, row after row. */
  | { type: 'predicted'; request: number; outputs: number[] }
  | { type: 'snapshot'; request: number; snapshot: PeerSnapshot }
  | { type: 'refused'; request: number; problem: Problem };

/** Tells the main thread. */
export type Post = (message: FromWorker, transfer?: Transferable[]) => void;

/** All but answers to questions. */
export type WorkerNews = Exclude<FromWorker, { request: number }>;

export interface WorkerProgress {
  updates: number;
  steps: number;
  stepsPerSecond: number;
  updateRate: number;
  gossipRate: number;
  staleness: { mean: number; max: number };
  /** See `Peer`. */
  pace: number;
  answerSeconds: number | null;
  /** See `Status`. */
  advice: DelayAdvice | null;
  /** See `Status`. */
  privacy: PrivacyState | null;
  stepsSkipped: number;
  modelsLost: number;
  /** See `Status`. */
  limited: Record<PeerId, number>;
  dropped: Record<string, number>;
}
