/**
 * The Worker's side of a tab: loads the data, builds the peer, and joins it to the main thread. Everything that
 * differs between a Worker and a test is handed in.
 */

import { buildsOnEarlier } from '@hearsay/shared/gossip/codec/codec.ts';
import { messageLengthOf, stateLengthOf } from '@hearsay/shared/gossip/method.ts';
import { Peer } from '@hearsay/shared/gossip/peer.ts';
import { createStalenessMeter, type StalenessMeter } from '@hearsay/shared/gossip/versions/staleness.ts';
import { VersionVector } from '@hearsay/shared/gossip/versions/version-vector.ts';
import { runNumber } from '@hearsay/shared/protocol/model-message.ts';
import { sketchOf, writeSketch } from '@hearsay/shared/room/sketch.ts';
import { formatPartition, type RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import { taskDigest } from '@hearsay/shared/tasks/digest.ts';
import { dimensionOf, initialParameters as initialParametersOf } from '@hearsay/shared/tasks/task.ts';
import { createRandom, type Random } from '@hearsay/shared/util/random/random.ts';
import type { DataRequest, LoadedData } from '../data/load-data.ts';
import { type Problem, problemOf } from '../problems.ts';
import type { Adviser, createAdviser } from './adviser.ts';
import type { ChosenBackend } from './backend-name.ts';
import { countLabels } from './batches.ts';
import type { FromWorker, ToWorker, WorkerProgress } from './bridge.ts';
import { carriedOver } from './carried-over.ts';
import type { Clock } from './clock.ts';
import { createEvaluator, type Evaluated, roomModelOf } from './evaluator.ts';
import { methodOf } from './method-of.ts';
import type { PeerSnapshot } from './snapshot.ts';
import { type LearnerServices, startLearner } from './start-learner.ts';
import { createTabEnvironment, type TabEnvironment } from './tab-environment.ts';
import type { TfjsLearner } from './tfjs-learner.ts';
import { createWindowRate, WINDOW_SECONDS, type WindowRate } from './window-rate.ts';

/** Seconds between two progress messages to the main thread. */
const PROGRESS_SECONDS = 0.25;
/** Seconds between two heartbeats to the neighbours. */
const HEARTBEAT_SECONDS = 1;
/** Mean seconds between two reports to a room with a host, and how far each may be off, so that peers do not report all at
 * once. */
const REPORT_SECONDS = 1;
const REPORT_JITTER = 0.25;

export interface PeerDispatcherOptions extends LearnerServices {
  readonly clock: Clock;
  readonly post: (message: FromWorker, transfer?: Transferable[]) => void;
  readonly loadData: (request: DataRequest) => Promise<LoadedData>;
  /** Gets `adviser.ts`, once training has begun. */
  readonly loadAdviser: () => Promise<{ createAdviser: typeof createAdviser }>;
}

export interface PeerDispatcher {
  handle(message: ToWorker): void;
}

type Start = ToWorker & { type: 'start' };

interface Running extends Evaluated {
  readonly data: LoadedData;
  readonly settings: RunSettings;
  readonly environment: TabEnvironment;
  readonly staleness: StalenessMeter;
  readonly resumed: boolean;
  readonly rates: {
    readonly updates: WindowRate;
    readonly steps: WindowRate;
    readonly exchanges: WindowRate;
  };
}

export function createPeerDispatcher(options: PeerDispatcherOptions): PeerDispatcher {
  const { clock, post, loadData, loadAdviser } = options;
  const dropped: Record<string, number> = {};
  let running: Running | null = null;
  /** Settings that are not followed yet. */
  let wanted: RunSettings | null = null;
  let following = false;
  let started: Start | null = null;
  let size = 1;
  let connected: string[] = [];
  let paused = false;
  let advise: Adviser = () => null;
  let roundTrips: (number | null)[] = [];

  const drop = (reason: string): void => {
    dropped[reason] = (dropped[reason] ?? 0) + 1;
  };
  const fail = (error: unknown): void => post({ type: 'failed', problem: problemOf(error, stopped) });
  const evaluator = createEvaluator({
    clock,
    running: () => running,
    isPaused: () => paused,
    onEvaluated: (evaluation, { own, room }) =>
      post({ type: 'evaluation', evaluation, perClass: own.perClass, roomPerClass: room.perClass }),
  });

  const load = ({ settings, slot, source, task }: Start, onProgress: DataRequest['onProgress']) => {
    const { partition, samples, seed } = settings;
    return loadData({ source, task, share: { partition, samples, seed, slot }, onProgress });
  };

  const postExamples = (
    { task }: Start,
    { train, samples }: LoadedData,
    what: { type: 'training'; resumed: boolean } | { type: 'examples' },
  ): void => {
    const buffers = samples === null ? [] : [samples.own.inputs.buffer, samples.test.inputs.buffer];
    post({ ...what, labels: countLabels(train, task), samples }, buffers);
  };

  const start = async (message: Start): Promise<void> => {
    const { settings } = message;
    size = message.size;
    const loading = load(message, (loaded, total) => post({ type: 'loading', loaded, total }));
    const { task, frozen = new Float32Array(), learner: own } = message;
    const { backend, seed } = settings;
    const wanted = { task, frozen, backend, seed, random: batchesOf(message), learner: own };
    const examples = loading.then(({ train }) => train);
    const onBackend = (backend: ChosenBackend): void => post({ type: 'backend', backend });
    const [data, { learner, chosen }] = await Promise.all([
      loading,
      startLearner(options, wanted, examples, clock.now, onBackend),
    ]);
    running = build(message, data, learner);
    postExamples(message, data, { type: 'training', resumed: running.resumed });
    onBackend(chosen);
    begin(running);
    repeat(PROGRESS_SECONDS, (of) => post({ type: 'progress', progress: progressOf(of) }));
    repeat(HEARTBEAT_SECONDS, ({ peer }) => post({ type: 'heartbeat', updates: peer.updates }));
    if (settings.host !== '') reportAgain(createRandom(settings.seed, 'reports', message.slot));
    follow(message).catch(fail);
    // Who cannot fetch it trains without.
    beginAdvising().catch(() => {});
    await evaluator.repeat();
  };

  const beginAdvising = async (): Promise<void> => {
    const { createAdviser } = await loadAdviser();
    advise = createAdviser(
      clock,
      () => running,
      () => paused,
    );
  };

  const begin = ({ peer, environment }: Running): void => {
    environment.setSize(size);
    environment.setNeighbours(connected);
    environment.setThorough(paused);
    peer.start();
    // Who is paused from the beginning answers, and comes to a consensus, like all others.
    if (paused) peer.pause();
  };

  /** Goes over to the newest settings that are wanted: a peer of the new run takes the place of the one there is. */
  const follow = async (begun: Start): Promise<void> => {
    if (following) return;
    following = true;
    for (;;) {
      const before = running;
      const settings = wanted;
      if (before === null || settings === null) break;
      wanted = null;
      const start = { ...begun, settings };
      const isSame = formatPartition(settings.partition) === formatPartition(before.settings.partition);
      const data = isSame ? before.data : await loadOthers(start, before.data);
      if (wanted !== null) continue;
      before.peer.stop();
      if (data !== before.data) {
        before.learner.learnFrom(data.train, batchesOf(start));
        postExamples(start, data, { type: 'examples' });
      }
      const method = methodOf(settings, begun.task.layout);
      const change = { from: before.settings, to: settings, method };
      const kept = carriedOver(change, snapshotOf(before), before.peer.model, begun);
      const fresh = { ...start, newcomer: false, snapshot: undefined, initialParameters: undefined };
      const built = build({ ...fresh, ...kept }, data, before.learner);
      // The curves go on unless all begin again.
      const goesOn = settings.resets === before.settings.resets;
      running = goesOn ? { ...built, since: before.since } : built;
      begin(running);
    }
    following = false;
  };

  const loadOthers = async (start: Start, before: LoadedData): Promise<LoadedData> => {
    try {
      return await load(start, () => {});
    } catch (error) {
      post({ type: 'trouble', problem: { code: 'examples-kept', cause: problemOf(error, stopped) } });
      return before;
    }
  };

  const reportAgain = (random: Random): void => {
    const seconds = REPORT_SECONDS * (1 + REPORT_JITTER * (2 * random.uniform() - 1));
    clock.after(seconds, () => {
      if (running === null) return;
      const sketch = sketchOf(running.peer.model, running.settings.seed);
      post({ type: 'report', sketch: writeSketch(sketch) });
      reportAgain(random);
    });
  };

  const build = (message: Start, data: LoadedData, learner: TfjsLearner): Running => {
    const { settings, self, slot, initialParameters, task } = message;
    const method = methodOf(settings, task.layout);
    const state = new Float32Array(stateLengthOf(method, dimensionOf(task)));
    const snapshot = message.snapshot?.state.length === state.length ? message.snapshot : undefined;
    state.set(snapshot?.state ?? initialParameters ?? initialParametersOf(task, settings.seed));
    // Who goes on does not draw again what it has drawn before.
    const random = (name: string): Random =>
      createRandom(settings.seed, name, slot, ...(snapshot ? [snapshot.steps] : []));
    const environment = createTabEnvironment({
      self,
      run: runNumber(settings, taskDigest(task)),
      messageLength: messageLengthOf(method, dimensionOf(task)),
      codec: method.codec,
      clock,
      slowdown: settings.slowdown,
      random: random('peer'),
      rounding: random('rounding'),
      onForgotten: (index) => peer.forget(index),
      onAlarm: (alarm, due) => peer.wake(alarm, due),
      onSend(to, kind, model) {
        const replaceable = kind === 'offer' && !method.incremental && !buildsOnEarlier(method.codec);
        post({ type: 'send', to, model, replaceable, begins: kind === 'offer' }, [model]);
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
      newcomer: message.newcomer ?? false,
      initialise: (model) => model.set(initialParameters ?? initialParametersOf(task, settings.seed)),
    });
    environment.recall(snapshot?.versions ?? [], versions);
    const now = clock.now();
    return {
      settings,
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
    const progress = {
      updates: peer.updates,
      steps: peer.steps,
      stepsPerSecond: rates.steps.read(now, peer.steps),
      updateRate: rates.updates.read(now, peer.updates),
      gossipRate: rates.exchanges.read(now, peer.exchanges),
      staleness: staleness.summary(now),
      pace: peer.pace,
      answerSeconds: peer.answerSeconds,
      stepsSkipped: peer.stepsSkipped,
      modelsLost: peer.modelsLost,
      dropped: { ...dropped },
    };
    return { ...progress, advice: advise(progress, size, connected.length, roundTrips) };
  };

  const repeat = (seconds: number, action: (of: Running) => void): void => {
    clock.after(seconds, () => {
      if (running !== null) action(running);
      repeat(seconds, action);
    });
  };

  const refuse = (request: number): void =>
    post({ type: 'refused', request, problem: { code: 'no-model', reason: 'loading' } });
  const notComputed = (request: number, error: unknown): void => {
    const problem = problemOf(error, (what) => ({ code: 'not-computed', what }));
    post({ type: 'refused', request, problem });
  };

  const answer = async (request: number, wanted: (ToWorker & { type: 'ask' })['for']): Promise<void> => {
    if (!running) {
      refuse(request);
    } else if (wanted === 'parameters' || wanted === 'room-parameters') {
      const parameters = wanted === 'parameters' ? running.peer.model.slice() : roomModelOf(running);
      post({ type: 'parameters', request, parameters }, [parameters.buffer]);
    } else if (wanted === 'snapshot') {
      const snapshot = snapshotOf(running);
      post({ type: 'snapshot', request, snapshot }, [snapshot.state.buffer]);
    } else {
      post({ type: 'evaluated', request, evaluation: await evaluator.evaluate(running) });
    }
  };

  return {
    handle(message) {
      switch (message.type) {
        case 'start':
          started = message;
          start(message).catch(fail);
          break;
        case 'change':
          wanted = message.settings;
          if (running !== null && started !== null) follow(started).catch(fail);
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
          post({ type: 'taken', number: message.number });
          receive(message.from, message.model);
          break;
        case 'heartbeat':
          hear(message.from, message.updates);
          break;
        case 'trips':
          roundTrips = message.roundTrips;
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
          answer(message.request, message.for).catch((error) => notComputed(message.request, error));
          break;
        case 'predict':
          predict(message.request, message.inputs);
          break;
      }
    },
  };

  function predict(request: number, inputs: Float32Array): void {
    if (!running) {
      refuse(request);
      return;
    }
    try {
      const outputs = running.learner.predict(roomModelOf(running), inputs);
      post({ type: 'predicted', request, outputs });
    } catch (error) {
      notComputed(request, error);
    }
  }

  function receive(sender: string, model: ArrayBuffer): void {
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
      if (read.reason === 'late') running.peer.answerCameLate(from);
      if (read.wasOffer) running.peer.declineOffer(from);
    } else if (typeof read.message === 'string') {
      running.peer.hear(from, read.message);
    } else {
      const { kind, vector, versions, parts, known } = read.message;
      const what = running.peer.receive(from, kind, vector, versions, parts, known);
      if (what !== 'admitted') drop(what);
    }
  }

  function hear(sender: string, updates: number): void {
    if (!running) return;
    const from = running.environment.indexOf(sender);
    if (from === null) return;
    const contained = running.peer.versions?.get(from) ?? 0;
    // Who has no model yet has heard of nothing, and takes over all at once.
    if (running.peer.isNewcomer) return;
    // A count that is ahead of its owner's own is wrong, or the announcement was overtaken.
    if (contained <= updates) running.staleness.measure(clock.now(), updates, contained);
  }
}

const stopped = (what: string): Problem => ({ code: 'worker-failed', what });

function batchesOf({ settings, slot, snapshot }: Start): Random {
  return createRandom(settings.seed, 'batches', slot, ...(snapshot ? [snapshot.steps] : []));
}
