/** A room of Workers without a browser: their code on a virtual clock, and messages that take a while. */

import { localOnlyMethod } from '@hearsay/shared/methods/local-only.ts';
import { runNumber } from '@hearsay/shared/protocol/run-number.ts';
import type { RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import { nothing } from '@hearsay/shared/simulation/learners/objective.ts';
import { Simulation } from '@hearsay/shared/simulation/simulation.ts';
import { taskDigest } from '@hearsay/shared/tasks/digest.ts';
import { mnistMlp } from '@hearsay/shared/tasks/mnist.ts';
import type { Task } from '@hearsay/shared/tasks/task.ts';
import { taskNamed } from '@hearsay/shared/tasks/tasks.ts';
import { createRandom } from '@hearsay/shared/util/random/random.ts';
import { examplesOf as asExamples, type Rows } from '../data/examples.ts';
import { type DataSource, type LoadedData, loadData } from '../data/load-data.ts';
import { samplesOf } from '../data/samples.ts';
import * as adviser from './adviser.ts';
import type { StartedBackend } from './backend.ts';
import type { FromWorker, ToWorker, WorkerProgress } from './bridge.ts';
import { networkOf } from './network.ts';
import { createPeerDispatcher } from './peer-dispatcher.ts';
import * as privacy from './peer-privacy.ts';

export interface WorkerRoomOptions {
  readonly settings: RunSettings;
  readonly ids: readonly string[];
  /** Seconds on the way. */
  readonly latency: number;
  /** What a peer has to learn from, and is evaluated on. */
  readonly examplesOf: (slot: number) => Rows;
  readonly task?: Task;
  /** Whether peers measure the curvature of their loss: several gradients a second. Default yes. */
  readonly advises?: boolean;
  /** Told of each message that arrives, before it is dealt with. */
  readonly onArrival?: (time: number, from: number, to: number, model: ArrayBuffer) => void;
}

export interface WorkerRoom {
  /** A Worker's main thread tells it something. Resolves when what follows without time passing has been done. */
  tell(slot: number, message: ToWorker): Promise<void>;
  /** All that a Worker has said besides models and progress, oldest first. */
  said(slot: number): readonly FromWorker[];
  /** Runs until that time (virtual seconds). */
  runUntil(time: number): void;
  /** Copies of all models. */
  parameters(): Float32Array[];
  /** What each Worker said last. */
  progress(): (WorkerProgress | undefined)[];
  /** Messages that Workers have sent, all together. */
  sent(): number;
  /** Of all those. */
  bytesSent(): number;
  failures(): string[];
}

/** For tests that hand the data in. */
export const NO_SOURCE: DataSource = { kind: 'mnist', url: '' };

export function loadedFrom(train: Rows, test: Rows, task: Task = mnistMlp): LoadedData {
  const samples = samplesOf(train, test);
  return { train: asExamples(train, task), test: asExamples(test, task), testsAlone: false, samples };
}

/** Random pixels, with labels that differ from slot to slot. */
export function randomExamples(slot: number, count = 64): Rows {
  const random = createRandom(9, 'examples', slot);
  const inputs = new Uint8Array(count * 784).map(() => random.integer(256));
  const targets = new Uint8Array(count).map((_, i) => (i + slot) % 10);
  return { inputs, divisor: 255, inputLength: 784, targets };
}

/** The test has started it. */
export async function wasmStarted(): Promise<StartedBackend> {
  return {
    chosen: { name: 'wasm', why: { code: 'asked' }, problem: null },
    recover: () => null,
    change: async () => false,
  };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** Resolves when all have their data, and time 0 begins. tfjs must be ready. */
export async function createWorkerRoom(options: WorkerRoomOptions): Promise<WorkerRoom> {
  const {
    settings,
    ids,
    latency,
    examplesOf,
    onArrival,
    task = taskNamed(settings.task),
    advises = true,
  } = options;
  // For its clock alone.
  const method = localOnlyMethod.create(
    { gossip: 0, per: 'second', update: 'device', steps: 1, rate: 1, exchange: 'push', seed: 1 },
    {},
  );
  const world = new Simulation({ peers: 0, seed: 1, method, objective: nothing(1) });
  const clock = {
    now: () => world.now,
    after(seconds: number, callback: () => void): () => void {
      let cancelled = false;
      world.at(world.now + seconds, () => {
        if (!cancelled) callback();
      });
      return () => {
        cancelled = true;
      };
    },
  };
  const answers: Float32Array[] = [];
  const progress: (WorkerProgress | undefined)[] = ids.map(() => undefined);
  const failures: string[] = [];
  const said = ids.map((): FromWorker[] => []);
  let sent = 0;
  let bytesSent = 0;
  const dispatchers = ids.map((self, from) => {
    const post = (message: FromWorker): void => {
      if (message.type === 'parameters') answers[from] = message.parameters;
      else if (message.type === 'progress') progress[from] = message.progress;
      else if (message.type === 'failed') failures.push(message.problem.code);
      else if (message.type !== 'send') said[from].push(message);
      else {
        for (const to of message.to.map((id) => ids.indexOf(id))) {
          sent += 1;
          bytesSent += message.model.byteLength;
          clock.after(latency, () => {
            onArrival?.(world.now, from, to, message.model);
            dispatchers[to].handle({ type: 'model', number: sent, from: self, model: message.model });
          });
        }
      }
    };
    return createPeerDispatcher({
      clock,
      post,
      loadData: async (request) =>
        request.source === NO_SOURCE
          ? loadedFrom(examplesOf(request.share.slot), examplesOf(request.share.slot), task)
          : loadData(request),
      loadNetwork: async (of) => networkOf(of),
      startBackend: wasmStarted,
      loadAdviser: () => (advises ? Promise.resolve(adviser) : new Promise(() => {})),
      loadPrivacy: async () => privacy,
    });
  });
  dispatchers.forEach((dispatcher, slot) => {
    const self = ids[slot];
    const run = runNumber(settings, taskDigest(task));
    dispatcher.handle({
      type: 'start',
      settings,
      run,
      self,
      slot,
      size: ids.length,
      task,
      source: NO_SOURCE,
    });
    dispatcher.handle({ type: 'neighbours', connected: ids.filter((id) => id !== ids[slot]) });
  });
  // Data are loaded, and the peers start, before time begins.
  await settled();
  return {
    async tell(slot, message) {
      dispatchers[slot].handle(message);
      await settled();
    },
    said: (slot) => said[slot],
    runUntil: (time) => world.runUntil(time),
    parameters() {
      for (const dispatcher of dispatchers) dispatcher.handle({ type: 'ask', request: 1, for: 'parameters' });
      return answers;
    },
    progress: () => progress,
    sent: () => sent,
    bytesSent: () => bytesSent,
    failures: () => failures,
  };
}
