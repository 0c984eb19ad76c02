/**
 * The Worker's side of a tab: loads the data, builds the peer, and joins it to the main thread. Everything that
 * differs between a Worker and a test is handed in.
 */

import { buildsOnEarlier } from '@hearsay/shared/gossip/codec/codec.ts';
import { type Method, messageLengthOf, stateLengthOf } from '@hearsay/shared/gossip/method.ts';
import { withOptions } from '@hearsay/shared/gossip/method-options.ts';
import { Peer } from '@hearsay/shared/gossip/peer.ts';
import { inTurnSampler } from '@hearsay/shared/gossip/peer-sampler/in-turn.ts';
import { createRandom, type Random } from '@hearsay/shared/gossip/random/random.ts';
import { createStalenessMeter, type StalenessMeter } from '@hearsay/shared/gossip/versions/staleness.ts';
import { VersionVector } from '@hearsay/shared/gossip/versions/version-vector.ts';
import { createMethod, neighboursFor } from '@hearsay/shared/methods/methods.ts';
import { runNumber } from '@hearsay/shared/protocol/model-message.ts';
import { type BackendChoice, codecOf, type RunSettings } from '@hearsay/shared/protocol/run-settings.ts';
import {
  dimensionOf,
  initialParameters as initialParametersOf,
  type TensorLayout,
} from '@hearsay/shared/tasks/task.ts';
import { taskNamed } from '@hearsay/shared/tasks/tasks.ts';
import type { MnistRequest, MnistShard } from '../data/mnist.ts';
import type { DetailedEvaluation } from '../status.ts';
import type { StartedBackend } from './backend.ts';
import type { FromWorker, ToWorker, WorkerProgress } from './bridge.ts';
import type { Clock } from './clock.ts';
import { millisecondsOfStep } from './measure-step.ts';
import { recovering } from './recovering-learner.ts';
import type { PeerSnapshot } from './snapshot.ts';
import { createTabEnvironment, type TabEnvironment } from './tab-environment.ts';
import { createTfjsLearner, type TfjsLearner } from './tfjs-learner.ts';
import { createWindowRate, WINDOW_SECONDS, type WindowRate } from './window-rate.ts';

/** Seconds between two progress messages to the main thread. */
const PROGRESS_SECONDS = 0.25;
/** Seconds between two heartbeats to the neighbours. */
const HEARTBEAT_SECONDS = 1;
/** Least seconds between two evaluations. */
const EVALUATION_SECONDS = 2;
/** Most of the thread's time that evaluating may take, as a share. */
const EVALUATION_SHARE = 0.1;

export interface PeerHostOptions {
  readonly clock: Clock;
  readonly post: (message: FromWorker, transfer?: Transferable[]) => void;
  readonly loadData: (request: MnistRequest) => Promise<MnistShard>;
  /** Gets tfjs ready, see `backend.ts`. */
  readonly startBackend: (
    wanted: BackendChoice,
    millisecondsOfStep: () => Promise<number>,
  ) => Promise<StartedBackend>;
}

export interface PeerHost {
  handle(message: ToWorker): void;
}

type Start = ToWorker & { type: 'start' };

interface Running {
  readonly peer: Peer;
  readonly environment: TabEnvironment;
  readonly learner: TfjsLearner;
  readonly data: MnistShard;
  readonly staleness: StalenessMeter;
  /** When training began, or would have, had it not been interrupted. */
  readonly since: number;
  readonly resumed: boolean;
  readonly rates: {
    readonly updates: WindowRate;
    readonly steps: WindowRate;
    readonly exchanges: WindowRate;
  };
}

export function createPeerHost({ clock, post, loadData, startBackend }: PeerHostOptions): PeerHost {
  const dropped: Record<string, number> = {};
  let running: Running | null = null;
  let size = 1;
  let connected: string[] = [];
  let paused = false;

  const drop = (reason: string): void => {
    dropped[reason] = (dropped[reason] ?? 0) + 1;
  };
  const rest = (seconds: number): Promise<void> => new Promise((resolve) => clock.after(seconds, resolve));

  const start = async (message: Start): Promise<void> => {
    const { settings, slot, dataUrl } = message;
    size = message.size;
    const loading = loadData({
      base: dataUrl,
      partition: settings.partition,
      samples: settings.samples,
      seed: settings.seed,
      slot,
      onProgress: (loaded, total) => post({ type: 'loading', loaded, total }),
    });
    const measure = async (): Promise<number> => {
      const { train } = await loading;
      return millisecondsOfStep(
        createTfjsLearner(taskNamed(settings.task), train, createRandom(settings.seed)),
        clock.now,
      );
    };
    const [data, backend] = await Promise.all([loading, startBackend(settings.backend, measure)]);
    running = build(message, data, backend);
    const { peer, environment, resumed } = running;
    environment.setSize(size);
    environment.setNeighbours(connected);
    environment.setThorough(paused);
    const labels = new Array<number>(10).fill(0);
    for (const label of data.train.labels) labels[label] += 1;
    post({ type: 'training', labels, resumed });
    post({ type: 'backend', backend: backend.chosen });
    if (!paused) peer.start();
    const of = running;
    repeat(PROGRESS_SECONDS, () => post({ type: 'progress', progress: progressOf(of) }));
    repeat(HEARTBEAT_SECONDS, () => post({ type: 'heartbeat', updates: peer.updates }));
    await evaluateAgain(of);
  };

  const build = (message: Start, data: MnistShard, backend: StartedBackend): Running => {
    const { settings, self, slot, initialParameters } = message;
    const task = taskNamed(settings.task);
    const method = methodOf(settings, task.layout);
    const state = new Float32Array(stateLengthOf(method, dimensionOf(task)));
    const snapshot = message.snapshot?.state.length === state.length ? message.snapshot : undefined;
    state.set(snapshot?.state ?? initialParameters ?? initialParametersOf(task, settings.seed));
    // Who goes on does not draw again what it has drawn before.
    const random = (name: string): Random =>
      createRandom(settings.seed, name, slot, ...(snapshot ? [snapshot.steps] : []));
    const batches = random('batches');
    const learner = recovering(createTfjsLearner(task, data.train, batches), () => {
      const other = backend.recover();
      if (other !== null) post({ type: 'backend', backend: other });
      return other !== null;
    });
    const environment = createTabEnvironment({
      self,
      run: runNumber(settings),
      messageLength: messageLengthOf(method, dimensionOf(task)),
      codec: method.codec,
      clock,
      slowdown: settings.slowdown,
      random: random('peer'),
      rounding: random('rounding'),
      onForgotten: (index) => peer.versions?.forget(index),
      onAlarm: (alarm, due) => peer.wake(alarm, due),
      onSend(to, kind, model) {
        const replaceable = kind === 'offer' && !method.incremental && !buildsOnEarlier(method.codec);
        post({ type: 'send', to, model, replaceable }, [model]);
      },
    });
    const versions = new VersionVector();
    const peer: Peer = new Peer({
      environment,
      method,
      learner,
      state,
      versions,
      progress: snapshot,
    });
    for (const entry of snapshot?.versions ?? []) {
      const index = environment.indexOf(entry.peer);
      if (index !== null) versions.raise(index, entry.updates);
    }
    const now = clock.now();
    return {
      peer,
      environment,
      learner,
      data,
      staleness: createStalenessMeter(WINDOW_SECONDS),
      since: now - (snapshot?.seconds ?? 0),
      resumed: snapshot !== undefined,
      rates: {
        updates: createWindowRate(now, peer.updates),
        steps: createWindowRate(now, peer.steps),
        exchanges: createWindowRate(now),
      },
    };
  };

  const snapshotOf = ({ peer, environment, since }: Running): PeerSnapshot => ({
    ...peer.progress,
    state: peer.state.slice(),
    versions: environment.entriesOf(peer.versions),
    seconds: clock.now() - since,
  });

  const progressOf = ({ peer, rates, staleness }: Running): WorkerProgress => {
    const now = clock.now();
    return {
      updates: peer.updates,
      steps: peer.steps,
      stepsPerSecond: rates.steps.read(now, peer.steps),
      updateRate: rates.updates.read(now, peer.updates),
      gossipRate: rates.exchanges.read(now, peer.exchanges),
      staleness: staleness.summary(now),
      dropped: { ...dropped },
    };
  };

  const repeat = (seconds: number, action: () => void): void => {
    clock.after(seconds, () => {
      action();
      repeat(seconds, action);
    });
  };

  /** @returns also the seconds that evaluating took itself, training in between not counted */
  const evaluate = async (of: Running): Promise<{ evaluation: DetailedEvaluation; seconds: number }> => {
    let seconds = -clock.now();
    const giveWay = async (): Promise<void> => {
      seconds += clock.now();
      await rest(0);
      seconds -= clock.now();
    };
    const evaluation = await of.learner.evaluate(of.peer.model, of.data.test, giveWay);
    return { evaluation, seconds: seconds + clock.now() };
  };

  const evaluateAgain = async (of: Running): Promise<void> => {
    for (;;) {
      let took = 0;
      if (!paused || of.peer.updates === 0) {
        const { updates } = of.peer;
        const { evaluation, seconds } = await evaluate(of);
        const { accuracy, loss, perClass } = evaluation;
        const point = { seconds: clock.now() - of.since, updates, accuracy, loss };
        post({ type: 'evaluation', evaluation: point, perClass });
        took = seconds;
      }
      await rest(Math.max(EVALUATION_SECONDS, took / EVALUATION_SHARE));
    }
  };

  const answer = async (request: number, wanted: (ToWorker & { type: 'ask' })['for']): Promise<void> => {
    if (!running) {
      post({ type: 'refused', request, message: 'There is no model yet: it is still loading.' });
    } else if (wanted === 'parameters') {
      const parameters = running.peer.model.slice();
      post({ type: 'parameters', request, parameters }, [parameters.buffer]);
    } else if (wanted === 'snapshot') {
      const snapshot = snapshotOf(running);
      post({ type: 'snapshot', request, snapshot }, [snapshot.state.buffer]);
    } else {
      post({ type: 'evaluated', request, evaluation: (await evaluate(running)).evaluation });
    }
  };

  return {
    handle(message) {
      switch (message.type) {
        case 'start':
          start(message).catch((error: unknown) => {
            post({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
          });
          break;
        case 'size':
          size = message.size;
          running?.environment.setSize(size);
          running?.peer.roomChanged();
          break;
        case 'neighbours':
          connected = message.connected;
          running?.environment.setNeighbours(connected);
          running?.peer.roomChanged();
          break;
        case 'model':
          receive(message.from, message.model);
          break;
        case 'heartbeat':
          hear(message.from, message.updates);
          break;
        case 'pause':
          paused = true;
          running?.environment.setThorough(true);
          running?.peer.pause();
          break;
        case 'resume':
          paused = false;
          running?.environment.setThorough(false);
          running?.peer.start();
          break;
        case 'ask':
          void answer(message.request, message.for);
          break;
      }
    },
  };

  function receive(sender: string, model: ArrayBuffer): void {
    post({ type: 'taken' });
    if (!running) {
      drop('not-ready');
      return;
    }
    const from = running.environment.indexOf(sender);
    if (from === null) {
      drop('too-many-peers');
      return;
    }
    const read = running.environment.read(from, model, running.peer.state);
    if (!read.ok) {
      drop(read.reason);
      if (read.reason === 'late') running.peer.answerCameLate();
    } else if (read.message !== null) {
      const { kind, vector, versions } = read.message;
      if (!running.peer.receive(from, kind, vector, versions)) drop('not-admitted');
    }
  }

  function hear(sender: string, updates: number): void {
    if (!running) return;
    const from = running.environment.indexOf(sender);
    if (from === null) return;
    const contained = running.peer.versions?.get(from) ?? 0;
    // A count that is ahead of its owner's own is wrong, or the announcement was overtaken.
    if (contained <= updates) running.staleness.measure(clock.now(), updates, contained);
  }
}

function methodOf(settings: RunSettings, layout: readonly TensorLayout[]): Method {
  const { gossip, steps, rate, exchange, updateRate, seed, momentum, varianceAdaptiveStep } = settings;
  const update = updateRate === 'device' ? updateRate : { rateOf: () => updateRate };
  const common = {
    gossip,
    per: 'update',
    update,
    steps,
    rate,
    exchange,
    seed,
    layout,
    codec: codecOf(settings),
  } as const;
  const method = createMethod(settings.method, common, settings.with);
  const chosen = withOptions(method, { momentum, varianceAdaptiveStep });
  // The neighbours of a tab are few, and a sample of the room already.
  return neighboursFor(settings.method) === 'sample' ? { ...chosen, sampler: inTurnSampler() } : chosen;
}
