/** One tab's part in a room: joins it, links to neighbours, trains in a Worker, and says how it goes. */

import type { Attack } from '@hearsay/shared/attacks/attack-names.ts';
import { neighboursFor } from '@hearsay/shared/methods/methods.ts';
import { runNumber } from '@hearsay/shared/protocol/run-number.ts';
import type { Joined } from '@hearsay/shared/protocol/signalling.ts';
import type { WishChange } from '@hearsay/shared/room/command.ts';
import type { Identity } from '@hearsay/shared/room/identity.ts';
import type { Report } from '@hearsay/shared/room/report.ts';
import type { RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import { taskDigest } from '@hearsay/shared/tasks/digest.ts';
import { dimensionOf, type Task } from '@hearsay/shared/tasks/task.ts';
import { taskNamed } from '@hearsay/shared/tasks/tasks.ts';
import { createRandom } from '@hearsay/shared/util/random/random.ts';
import { type ReadonlySignal, type Signal, signal } from '@preact/signals-core';
import { readInputs } from '../data/inputs.ts';
import type { DataSource, GivenSource } from '../data/load-data.ts';
import { mnistOf } from '../data/mnist-source.ts';
import type { Samples } from '../data/samples.ts';
import type { Checkpoint } from '../kept/checkpoint.ts';
import type { EarlierModel } from '../kept/earlier-models.ts';
import type { Keeper } from '../kept/keeper.ts';
import { createRunRecorder, type LogRow, type RunRecorder } from '../kept/run-log.ts';
import { type ConnectionOptions, configurationOf } from '../mesh/connection-options.ts';
import type { WorkerNews } from '../peer/bridge.ts';
import { createPeerWorker, type PeerWorker } from '../peer/peer-worker.ts';
import { errorOf } from '../problem-words.ts';
import type { Problem } from '../problems.ts';
import { randomHex } from '../random-bytes.ts';
import type { createRoom, HostState, Room, RoomOptions } from '../room/room.ts';
import type { Aside, Tell } from './aside.ts';
import { type Conduct, createConduct } from './conduct.ts';
import { type Live, notLive } from './live.ts';
import { createMeshEvents } from './mesh-events.ts';
import { createModelsWaiting } from './models-waiting.ts';
import { createOwnRemoval, type OwnRemoval } from './own-removal.ts';
import { browser, type Platform, type WholePlatform } from './platform.ts';
import { requireAttack, requireKey, requireParameters, requireRows, requireTask } from './requirements.ts';
import { createRestarts, type Restarts } from './restarts.ts';
import { createRunKeeping } from './run-keeping.ts';
import {
  type DetailedEvaluation,
  type Evaluation,
  initialStatus,
  type Phase,
  type Status,
} from './status.ts';
import { createStatusStore, type StatusStore } from './status-store.ts';
import { createTraffic, type Traffic } from './traffic.ts';
import { createWorkerMessages } from './worker-messages.ts';

export type { Platform };

/** See `JoinSchema`. */
const TOKEN_BYTES = 16;
/** Model messages may be this much larger than the plain parameters: headers and version vectors. */
const MODEL_MARGIN_BYTES = 128 * 1024;

export interface Session {
  /** Of the run as it is now: the room's host may change them. Reads a signal. */
  readonly settings: RunSettings;
  /** What is learned. */
  readonly task: Task;
  /** Renewed a few times a second. */
  readonly status: ReadonlySignal<Status>;
  /** The curve of evaluations so far, oldest first, at most a few hundred points. */
  readonly history: ReadonlySignal<readonly Evaluation[]>;
  /** Some of this peer's examples; null before they are loaded, and where there are no classes to sort them by. */
  readonly samples: ReadonlySignal<Samples | null>;
  /** How the peers of the room are, this one first, as far as is known here; empty in a room without a host. */
  readonly room: ReadonlySignal<readonly Report[]>;
  /** What the host of the room wishes; null in a room without a host. */
  readonly host: ReadonlySignal<HostState | null>;
  /** Joins and trains; when paused, resumes. Failures show in `status` (phase `failed`, `errors`). */
  start(): void;
  /** Stops training; the tab goes on answering its neighbours. */
  pause(): void;
  /**
   * Learns from other examples from now on, and is tested with others; the model stays as it is. Without any to learn from it
   * makes no updates and follows the others, without any to be tested with it is not tested. Before joining: what it begins with.
   * @throws HearsayError `wrong-shape` where they are not of the task
   */
  setData(source: GivenSource): void;
  /** Leaves the room for good. */
  leave(): void;
  /** A copy of the tab's own model. Rejects before it exists. */
  parameters(): Promise<Float32Array>;
  /** The room's model as this tab knows it: the mean of its own and those that neighbours sent last. */
  roomParameters(): Promise<Float32Array>;
  /** The room's model on the test subset. Rejects before that is loaded. */
  evaluate(): Promise<DetailedEvaluation>;
  /**
   * What the room's model makes of an example now: a probability for each class, or a value for each unit, in order. Of several
   * examples, row after row.
   * @param inputs as they come in the data: of images row after row, of MNIST's with shares of ink from 0 to 1. Rejects what is
   * not of the task's input, and before the model exists
   */
  predict(inputs: ArrayLike<number>): Promise<number[]>;
  /** What has happened so far, oldest first, at most a few thousand rows. */
  log(): readonly LogRow[];
  /** Models that this tab had before and still keeps, newest first; none where nothing is kept. Rejects where the browser does not
   * give them. */
  earlierModels(): Promise<EarlierModel[]>;
  /** Its model is that one again; the one there is is kept, and counts go on. What neighbours send changes it from then on.
   * Rejects `no-earlier-model` where it is not kept any more. @param id of one of `earlierModels` */
  goBackTo(id: number): Promise<void>;
  /** Commands all in the room, as in `{ gossip: 2 }`, or `{ remove: id }`: see `WishChange`. Rejects where this tab is not the host's,
   * or a value cannot be used. */
  command(change: WishChange): Promise<void>;
  /**
   * Makes this peer lie to the others from now on, to try what a room bears; null: it says what is true again.
   * @param attack as the setting of that name has it, such as `sign-flip` or `noise:10`; not what forges versions or reports, which is for
   * the link to say
   * @throws HearsayError `bad-setting` where there is no such
   */
  setAttack(attack: string | null): void;
}

export interface SessionOptions extends ConnectionOptions {
  /** The signalling server, which also has the data; the page's own origin by default. */
  readonly url?: string;
  /** What is learned, in place of the task that the settings name. */
  readonly task?: Task | undefined;
  /** What peers of this task know it by, where that is not the digest of the task alone: see `taskDigest`. */
  readonly digest?: string | undefined;
  /** Makes what goes on beside training. */
  readonly aside?: ((tell: Tell) => Aside) | undefined;
  /** What of the task's network is neither trained nor mixed, where it has a topology. */
  readonly frozen?: Float32Array | undefined;
  /** Where this peer's examples come from; by default the server's. */
  readonly source?: DataSource | undefined;
  /** What a browser has and Node has not; a browser's by default. */
  readonly platform?: Platform;
  /** To begin from, in place of those that the seed gives: finite numbers, in the order of the task's layout. */
  readonly initialParameters?: Float32Array | undefined;
  /** Takes over the model of a room in which others are already, though there are initial parameters. */
  readonly adopts?: boolean;
  /** The URL of a module that learns in place of tfjs, see `OwnLearner`. */
  readonly learner?: string;
  /** To go on from. */
  readonly resume?: Checkpoint | undefined;
  /** Where the run is put away about every ten seconds; by default nowhere. */
  readonly keeper?: Keeper;
  /** Does not join before `start` is called. */
  readonly idle?: boolean;
}

/** What the parts of a session share. */
interface Run {
  readonly settings: RunSettings;
  readonly task: Task;
  /** See `taskDigest`. */
  readonly digest: string;
  readonly options: SessionOptions;
  /** Where this peer's examples come from now. */
  source: DataSource;
  readonly platform: WholePlatform;
  /** The server's origin. */
  readonly url: string;
  /** See `JoinSchema`; in rooms with a host the peer's identity is made of it, and what the server is told. */
  readonly token: string;
  readonly live: Live;
  readonly restarts: Restarts;
  readonly store: StatusStore;
  readonly recorder: RunRecorder;
  readonly traffic: Traffic;
  readonly conduct: Conduct;
  readonly removal: OwnRemoval;
  readonly samples: Signal<Samples | null>;
  readonly history: Signal<readonly Evaluation[]>;
  readonly reports: Signal<readonly Report[]>;
  /** Whether it has ever trained. */
  readonly hasBegun: boolean;
  /** Training begins now. */
  begin(): void;
}

/**
 * @throws HearsayError `bad-setting` where there is no such task, `key-too-short`, and `wrong-shape` or `not-finite` where the
 * initial parameters are not as many as the task has, or not finite
 */
export function createSession(settings: RunSettings, options: SessionOptions = {}): Session {
  if (options.task === undefined) requireTask(settings.task);
  requireKey(settings.key);
  const { initialParameters } = options;
  const task = options.task ?? taskNamed(settings.task);
  if (initialParameters) requireParameters(initialParameters, dimensionOf(task));
  const run = createRun(settings, task, options);
  const { live, store, recorder, conduct } = run;
  const lifetime = createLifetime(run);
  return {
    get settings() {
      return conduct.current.value;
    },
    task,
    status: store.status,
    history: run.history,
    samples: run.samples,
    room: run.reports,
    host: conduct.host,
    start() {
      const { phase } = store.status.value;
      if (phase === 'idle') lifetime.start();
      if (phase !== 'paused') return;
      conduct.pauseHere(false);
      recorder.record('continued', store.status.value);
    },
    pause() {
      if (store.status.value.phase !== 'training') return;
      conduct.pauseHere(true);
      recorder.record('paused', store.status.value);
    },
    setData(source) {
      requireRows(source.train, task);
      requireRows(source.test, task);
      run.source = source;
      const { phase } = store.status.value;
      if (phase !== 'idle' && phase !== 'joining') live.worker?.post({ type: 'data', source });
    },
    leave: lifetime.leave,
    parameters: () => ask(live, (of) => of.parameters()),
    roomParameters: () => ask(live, (of) => of.roomParameters()),
    evaluate: () => ask(live, (of) => of.evaluate()),
    predict: (inputs) => ask(live, async (of) => of.predict(readInputs(inputs, task))),
    log: recorder.rows,
    earlierModels: async () => (await options.keeper?.earlier?.list()) ?? [],
    async goBackTo(id) {
      const to = await options.keeper?.earlier?.get(id);
      if (!to) throw errorOf({ code: 'no-earlier-model' });
      await live.keeping?.keepEarlier();
      live.worker?.post({ type: 'go-back', to });
      recorder.record('went-back', store.status.value);
    },
    async command(change) {
      if (!live.room) throw errorOf({ code: 'no-host' });
      live.room.command(change);
    },
    setAttack: (attack) => conduct.lie(attack === null ? null : requireAttack(attack)),
  };
}

const ask = <T>({ worker }: Live, question: (of: PeerWorker) => Promise<T>): Promise<T> =>
  worker ? question(worker) : Promise.reject(errorOf({ code: 'no-model', reason: 'not-joined' }));

function createRun(settings: RunSettings, task: Task, options: SessionOptions): Run {
  const { resume, url = location.origin } = options;
  const platform: WholePlatform = { ...browser, ...options.platform };
  /** When training began, in milliseconds of this page; null before. */
  let began: number | null = null;
  const seconds = (): number =>
    (resume?.peer.seconds ?? 0) + (began === null ? 0 : (platform.now() - began) / 1000);
  const live = notLive();
  const recorder = createRunRecorder(seconds, resume?.log);
  const store = createStatusStore(initialStatus(settings), (words) =>
    recorder.record('error', store.status.value, words),
  );
  const digest = options.digest ?? taskDigest(task);
  const runOf = (of: RunSettings): number => runNumber(of, digest);
  const history = signal<readonly Evaluation[]>(resume?.history ?? []);
  const onReset = (): void => {
    history.value = [];
  };
  return {
    settings,
    task,
    digest,
    options,
    platform,
    url,
    source: options.source ?? mnistOf(url),
    token: resume?.token ?? randomHex(TOKEN_BYTES),
    live,
    restarts: createRestarts(resume?.peer, platform.now),
    store,
    recorder,
    traffic: createTraffic(live),
    conduct: createConduct({ settings, runOf, store, live, onReset }),
    removal: createOwnRemoval(live, store),
    samples: signal<Samples | null>(null),
    history,
    reports: signal<readonly Report[]>([]),
    get hasBegun() {
      return began !== null;
    },
    begin() {
      began ??= platform.now();
    },
  };
}

/** From the start of a run to its end. */
interface Lifetime {
  start(): void;
  /** For good. */
  leave(): void;
}

function createLifetime(run: Run): Lifetime {
  const { settings, options, platform, live, store, recorder, traffic, conduct, samples, history } = run;
  const waiting = createModelsWaiting();
  let makeRoom: typeof createRoom | null = null;
  let identity: Identity | undefined;
  let forgetEnding = (): void => {};

  const finish = (phase: Phase & ('left' | 'failed'), forget: boolean): void => {
    if (store.isOver) return;
    store.update(traffic.read());
    recorder.record(phase, store.status.value);
    live.keeping?.stop(forget);
    store.update({ phase, ...STANDING_STILL });
    forgetEnding();
    live.mesh?.close();
    live.worker?.terminate();
    live.aside?.close();
    Object.assign(live, notLive());
    run.reports.value = [];
  };
  const onFailed = (problem: Problem): void => {
    store.report(problem);
    finish('failed', false);
  };
  const onNews: (news: WorkerNews) => void = createWorkerMessages({
    store,
    live,
    recorder,
    waiting,
    traffic,
    samples,
    history,
    wasKept: options.resume !== undefined,
    isPaused: () => conduct.isPaused,
    onBegin: run.begin,
    onBudget: (news) => void answer(run, news).catch(() => onFailed({ code: 'page-incomplete' })),
    onFailed,
  });
  /** As after a reload, as the same peer: neighbours know what this one has of their models by its links. */
  const startAgain = (problem: Problem & { code: 'worker-failed' }): void => {
    if (store.isOver) return;
    if (!run.hasBegun || !run.restarts.take()) {
      onFailed(problem);
      return;
    }
    live.keeping?.stop(false);
    live.mesh?.close();
    live.worker?.terminate();
    live.aside?.close();
    // The host's room has what the host wished.
    Object.assign(live, notLive(), { room: live.room });
    waiting.clear();
    const { newest } = run.restarts;
    history.value = history.value.filter(({ updates }) => updates <= (newest?.updates ?? 0));
    store.update({ phase: 'joining', ...STANDING_STILL, updates: newest?.updates ?? 0 });
    store.report({ code: 'worker-restarted', what: problem.what });
    begin();
  };
  const connect = (): void => {
    const onJoined = (joined: Joined): void => join(run, makeRoom, joined);
    const { digest: task, removal } = run;
    const listener = createMeshEvents({ store, live, waiting, traffic, removal, onJoined, onFailed, task });
    live.mesh = platform.createMesh({
      url: run.url,
      room: settings.room,
      key: settings.key,
      neighbours: neighboursFor(conduct.current.value.method),
      rtcConfiguration: configurationOf(options),
      webRtc: platform.webRtc,
      maxModelBytes: 4 * dimensionOf(run.task) + MODEL_MARGIN_BYTES,
      known: { token: run.token, identity, slot: store.status.value.slot ?? options.resume?.slot },
      task,
      listener,
    });
    run.removal.restore(live.mesh);
  };
  const connectWithRoom = async (): Promise<void> => {
    try {
      const { createRoom, makeIdentity } = await platform.loadRoom();
      const { attack } = settings;
      const forge = attack?.name === 'forged-reports' ? await loadForge(attack) : undefined;
      identity = makeIdentity(run.token);
      makeRoom = (of) => createRoom({ ...of, identity, forge });
    } catch {
      onFailed({ code: 'page-incomplete' });
    }
    if (!store.isOver) connect();
  };

  const begin = (): void => {
    if (options.keeper) live.keeping = keep(run, options.keeper);
    live.aside = options.aside?.((to, message) => live.mesh?.sendMessage(to, message)) ?? null;
    live.worker = createPeerWorker(platform.startThread(run.task), onNews, startAgain);
    if (settings.host === '' || makeRoom !== null) connect();
    else void connectWithRoom();
  };

  return {
    start() {
      store.clear();
      store.update({ phase: 'joining', ...kept(options.resume) });
      forgetEnding = platform.onEnding(() => finish('left', false));
      begin();
    },
    leave: () => finish('left', true),
  };
}

/** Loaded where this peer is to lie, and nowhere else. */
async function loadForge(attack: Attack): Promise<RoomOptions['forge']> {
  return (await import('@hearsay/shared/attacks/forged-reports.ts')).forgedReports(attack);
}

/** What a status says of a run that is over. */
const STANDING_STILL = {
  neighbours: [],
  size: 0,
  loading: null,
  stepsPerSecond: 0,
  updateRate: 0,
  gossipRate: 0,
  answerSeconds: null,
} satisfies Partial<Status>;

/** How far the run was that it goes on from. */
function kept(resume: Checkpoint | undefined): Partial<Status> {
  if (!resume) return {};
  const { updates, steps } = resume.peer;
  const last = resume.history.at(-1);
  if (!last) return { updates, steps };
  const { accuracy, loss, roomAccuracy, roomLoss } = last;
  return { updates, steps, accuracy, loss, roomAccuracy, roomLoss };
}

function keep({ live, restarts, store, platform, token, conduct, history, recorder }: Run, keeper: Keeper) {
  return createRunKeeping({
    keeper,
    store,
    now: platform.now,
    token,
    async snapshot() {
      const taken = await ask(live, (of) => of.snapshot());
      restarts.note(taken);
      return taken;
    },
    settings: () => conduct.current.value,
    history: () => history.value,
    log: recorder.rows,
  });
}

/** Puts down what a private run spends, where it is kept. */
async function answer(run: Run, news: WorkerNews & { type: 'budget' }): Promise<void> {
  const { live, conduct, store, platform } = run;
  const { answerBudget, privacyKey } = await import('../kept/privacy-records.ts');
  const settings = conduct.current.value;
  const slot = settings.shard?.index ?? store.status.value.slot ?? 0;
  const key = privacyKey(settings, run.digest, slot, run.source);
  live.worker?.post(answerBudget(news, key, platform.privacyStorage));
}

/** The server has let it in: for the first time, and then the Worker begins, or again. */
function join(run: Run, makeRoom: typeof createRoom | null, { id, slot, size }: Joined): void {
  const { task, options, live, restarts, store, recorder, conduct } = run;
  const { initialParameters, frozen, learner } = options;
  const settings = conduct.current.value;
  store.update({ peerId: id, slot, size });
  recorder.record('joined', store.status.value, `as ${id} in slot ${slot}`);
  if (store.status.value.phase !== 'joining') {
    live.worker?.post({ type: 'size', size });
    return;
  }
  store.update({ phase: 'loading' });
  if (makeRoom !== null) live.room ??= enterRoom(run, makeRoom, id);
  if (conduct.isPaused) live.worker?.post({ type: 'pause' });
  live.worker?.post({
    type: 'start',
    settings,
    run: runNumber(settings, run.digest),
    self: id,
    slot: settings.shard?.index ?? slot,
    size,
    newcomer: size > 1 && takesOver(run),
    task,
    source: run.source,
    frozen,
    learner,
    initialParameters,
    snapshot: restarts.newest,
  });
}

/** Whether it begins with the model of others, where there are any. */
function takesOver({ options: { initialParameters, adopts = false }, restarts }: Run): boolean {
  return restarts.newest === undefined && (initialParameters === undefined || adopts);
}

function enterRoom(run: Run, makeRoom: typeof createRoom, self: string): Room {
  const { settings, task, platform, live, traffic, conduct, removal, reports } = run;
  return makeRoom({
    self,
    settings,
    task,
    random: createRandom(crypto.getRandomValues(new Uint32Array(1))[0], 'room'),
    now: platform.now,
    date: Date.now,
    send: (to, message) => live.mesh?.sendMessage(to, message),
    onWish: conduct.onWish,
    onRemoval: (removed) => removal.onRemoval(removed, self),
    onReports: (known) => {
      reports.value = known;
    },
    onSigned: (count) => live.worker?.post({ type: 'signed', count }),
    onDropped: traffic.drop,
  });
}
