/**
 * The Worker's side of a tab: loads the data, begins the run, and hands each message of the main thread to the part that deals
 * with it. Everything that differs between a Worker and a test is handed in.
 */
import type { RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import { createRandom } from '@hearsay/shared/util/random/random.ts';
import type { DataRequest, LoadedData } from '../data/load-data.ts';
import { problemOf } from '../problems.ts';
import type { Adviser, createAdviser } from './adviser.ts';
import { createAnswers } from './answers.ts';
import { createArrivals } from './arrivals.ts';
import type { ChosenBackend } from './backend-name.ts';
import type { Post, StartMessage, ToWorker } from './bridge.ts';
import { createBulletins } from './bulletins.ts';
import { createChangedSettings } from './changed-settings.ts';
import type { Clock } from './clock.ts';
import { createEvaluator } from './evaluator.ts';
import { postExamples, requestOf } from './own-examples.ts';
import type { PeerPrivacy } from './peer-privacy.ts';
import { begin, createPeerRun, type Lying, type PeerRun, randomOf } from './peer-run.ts';
import { alone, type RoomState } from './room-state.ts';
import { progressOf } from './run-progress.ts';
import { type LearnerServices, startLearner } from './start-learner.ts';
import { workerFailed } from './worker-failed.ts';

export interface PeerDispatcherOptions extends LearnerServices {
  readonly clock: Clock;
  readonly post: Post;
  readonly loadData: (request: DataRequest) => Promise<LoadedData>;
  /** Gets `adviser.ts`, once training has begun. */
  readonly loadAdviser: () => Promise<{ createAdviser: typeof createAdviser }>;
  /** Gets `peer-privacy.ts`, for private runs. */
  readonly loadPrivacy: () => Promise<typeof import('./peer-privacy.ts')>;
}

export interface PeerDispatcher {
  handle(message: ToWorker): void;
}

/** Deals with one `start`, and with all other messages before and after it. */
export function createPeerDispatcher(options: PeerDispatcherOptions): PeerDispatcher {
  const { post } = options;
  let room = alone;
  let started: StartMessage | null = null;
  const parts = createParts(options, () => room);
  const { current, answers, arrivals, changed } = parts;
  const fail = (error: unknown): void => post({ type: 'failed', problem: problemOf(error, workerFailed) });

  const setPaused = (paused: boolean): void => {
    room = { ...room, paused };
    current.run?.environment.setThorough(paused);
  };

  return {
    handle(message) {
      switch (message.type) {
        case 'start':
          started = message;
          room = { ...room, size: message.size };
          start(options, parts, message).catch(fail);
          break;
        case 'change':
          changed.want(message.settings, message.run);
          if (started !== null) changed.follow(started).catch(fail);
          break;
        case 'data':
          changed.wantExamples(message.source);
          if (started !== null) changed.follow(started).catch(fail);
          break;
        case 'go-back':
          if (started !== null) changed.goBack(started, message.to);
          break;
        case 'size':
          room = { ...room, size: message.size };
          current.run?.environment.setSize(message.size);
          current.run?.peer.roomChanged();
          break;
        case 'neighbours':
          room = { ...room, connected: message.connected };
          current.run?.environment.setNeighbours(message.connected);
          current.run?.peer.roomChanged();
          break;
        case 'model':
          post({ type: 'taken', number: message.number });
          arrivals.receive(message.from, message.model);
          break;
        case 'heartbeat':
          arrivals.hear(message.from, message.updates);
          break;
        case 'signed':
          current.run?.environment.attest(message.count);
          break;
        case 'trips':
          room = { ...room, roundTrips: message.roundTrips };
          break;
        case 'budget':
          parts.budget.onTold(message);
          current.run?.peer.examplesChanged();
          break;
        case 'pause':
          setPaused(true);
          current.run?.peer.pause();
          break;
        case 'resume':
          setPaused(false);
          current.run?.peer.start();
          break;
        case 'ask':
          answers.answer(message.request, message.for);
          break;
        case 'predict':
          answers.predict(message.request, message.inputs);
          break;
      }
    },
  };
}

type Parts = ReturnType<typeof createParts>;
type AboutBudget = ToWorker & { type: 'budget' };

/** The budget of a private run, which the main thread keeps. */
function createBudget(post: Post) {
  let waiting: ((message: AboutBudget) => void) | null = null;
  const budget = {
    /** Null before there is one, and in other runs. */
    privacy: null as PeerPrivacy | null,
    /** @returns what was spent before */
    ask: () =>
      new Promise<AboutBudget>((resolve) => {
        waiting = resolve;
        post({ type: 'budget', spent: null });
      }),
    onTold(message: AboutBudget): void {
      if (waiting === null) budget.privacy?.onPutDown(message);
      waiting?.(message);
      waiting = null;
    },
  };
  return budget;
}

interface Current {
  run: PeerRun | null;
  advise: Adviser;
  /** Loaded where this peer is to lie. */
  lying: Lying | null;
}

/** What deals with a run, whichever runs. */
function createParts({ clock, post, loadData }: PeerDispatcherOptions, room: () => RoomState) {
  const noAdvice: Adviser = () => null;
  /** What runs now; none before there is one to run. */
  const current: Current = { run: null, advise: noAdvice, lying: null };
  const budget = createBudget(post);
  const running = (): PeerRun | null => current.run;
  const arrivals = createArrivals(clock, running);
  const evaluator = createEvaluator({
    clock,
    running,
    isPaused: () => room().paused,
    onEvaluated(evaluation, { own, room }, { data }) {
      const { perClass: roomPerClass, confusion = null } = room;
      const tested = data.testsAlone ? { count: data.test.count, confusion } : null;
      post({ type: 'evaluation', evaluation, perClass: own.perClass, roomPerClass, tested });
    },
  });
  const replace = (run: PeerRun): void => {
    current.run = run;
    begin(run, room());
  };
  /** What lies is loaded where somebody is to lie, and nowhere else. */
  const ready = ({ attack }: RunSettings): Promise<void> | null =>
    attack === null || current.lying !== null
      ? null
      : Promise.all([
          import('@hearsay/shared/attacks/hostile.ts'),
          import('@hearsay/shared/attacks/forged-versions.ts'),
        ]).then(([hostile, forged]) => {
          current.lying = { ...hostile, ...forged };
        });
  return {
    current,
    running,
    ready,
    budget,
    replace,
    isPaused: () => room().paused,
    arrivals,
    evaluator,
    answers: createAnswers({ clock, post, evaluator, running }),
    changed: createChangedSettings({
      ...{ clock, post, loadData, ready, running, replace },
      createRun: (message, data, learner, of) =>
        createPeerRun(message, data, learner, { ...of, privacy: budget.privacy, lying: current.lying }),
      goOn(run) {
        current.run = run;
      },
    }),
    bulletins: createBulletins({
      clock,
      post,
      running,
      progressOf(run) {
        const progress = progressOf(run, clock.now(), arrivals.dropped);
        const { size, connected, roundTrips } = room();
        return { ...progress, advice: current.advise(progress, size, connected.length, roundTrips) };
      },
    }),
  };
}

/** Begins to train. Resolves when there is nothing more to evaluate, rejects where it cannot. */
async function start(options: PeerDispatcherOptions, parts: Parts, message: StartMessage): Promise<void> {
  const { clock, post, loadData } = options;
  const { task, frozen = new Float32Array(), learner: own, settings, slot } = message;
  const { backend, seed } = settings;
  const loading = loadData(requestOf(message, (loaded, total) => post({ type: 'loading', loaded, total })));
  const privately = settings.privacy === null ? null : await options.loadPrivacy();
  const clipping = privately?.clippedGradientsOf;
  const random = randomOf(message, 'batches');
  const wanted = { task, frozen, backend, seed, random, learner: own, clipping };
  const examples = loading.then(({ train }) => train);
  const onBackend = (backend: ChosenBackend): void => post({ type: 'backend', backend });
  const [data, { learner, chosen }] = await Promise.all([
    loading,
    startLearner(options, wanted, examples, clock.now, onBackend),
  ]);
  if (privately !== null && settings.privacy !== null) {
    const known = await parts.budget.ask();
    const { batchSize } = task;
    parts.budget.privacy = privately.createPeerPrivacy({ budget: settings.privacy, batchSize, known, post });
  }
  await parts.ready(settings);
  const { lying } = parts.current;
  const run = createPeerRun(message, data, learner, { clock, post, privacy: parts.budget.privacy, lying });
  // Whoever hears that it trains finds all of it said.
  if (chosen !== null) onBackend(chosen);
  postExamples(post, message, data, { type: 'training', resumed: run.resumed });
  parts.replace(run);
  parts.bulletins.begin();
  if (settings.host !== '') parts.bulletins.beginReports(createRandom(settings.seed, 'reports', slot));
  await Promise.all([
    parts.changed.follow(message),
    // Who cannot fetch it trains without.
    beginAdvising(options, parts).catch(() => {}),
    parts.evaluator.repeat(),
  ]);
}

async function beginAdvising({ clock, loadAdviser }: PeerDispatcherOptions, parts: Parts): Promise<void> {
  const { createAdviser } = await loadAdviser();
  parts.current.advise = createAdviser(clock, parts.running, parts.isPaused);
}
