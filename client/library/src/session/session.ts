/** One tab's part in a room: joins it, links to neighbours, trains in a Worker, and says how it goes. */

import type { Attack } from '@hearsay/shared/attacks/attack-names.ts';
import { neighboursFor } from '@hearsay/shared/methods/methods.ts';
import { runNumber } from '@hearsay/shared/protocol/run-number.ts';
import type { Joined } from '@hearsay/shared/protocol/signalling.ts';
import type { Identity } from '@hearsay/shared/room/identity.ts';
import type { Report } from '@hearsay/shared/room/report.ts';
import type { RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import { taskDigest } from '@hearsay/shared/tasks/digest.ts';
import { dimensionOf, type Task } from '@hearsay/shared/tasks/task.ts';
import { taskNamed } from '@hearsay/shared/tasks/tasks.ts';
import { createRandom } from '@hearsay/shared/util/random/random.ts';
import { type Signal, signal } from '@preact/signals-core';
import { readInputs } from '../data/inputs.ts';
import type { DataSource } from '../data/load-data.ts';
import { mnistOf } from '../data/mnist-source.ts';
import type { Samples } from '../data/samples.ts';
import type { Checkpoint } from '../kept/checkpoint.ts';
import type { Keeper } from '../kept/keeper.ts';
import { createRunRecorder, type RunRecorder } from '../kept/run-log.ts';
import { configurationOf } from '../mesh/connection-options.ts';
import type { WorkerNews } from '../peer/bridge.ts';
import { createPeerWorker, type PeerWorker } from '../peer/peer-worker.ts';
import { errorOf } from '../problem-words.ts';
import type { Problem } from '../problems.ts';
import { randomHex } from '../random-bytes.ts';
import type { createRoom, Room, RoomOptions } from '../room/room.ts';
import { type Conduct, createConduct } from './conduct.ts';
import { type Live, notLive } from './live.ts';
import { createMeshEvents } from './mesh-events.ts';
import { createModelsWaiting } from './models-waiting.ts';
import { createOwnRemoval, type OwnRemoval } from './own-removal.ts';
import { browser, type WholePlatform } from './platform.ts';
import { requireAttack, requireKey, requireParameters, requireRows, requireTask } from './requirements.ts';
import { createRestarts, type Restarts } from './restarts.ts';
import { createRunKeeping } from './run-keeping.ts';
import type { Session, SessionOptions } from './session-options.ts';
import { type Evaluation, initialStatus, type Phase, type Status } from './status.ts';
import { createStatusStore, type StatusStore } from './status-store.ts';
import { createTraffic, type Traffic } from './traffic.ts';
import { createWorkerMessages } from './worker-messages.ts';

/** See `JoinSchema`. */
const TOKEN_BYTES = 16;
/** Model messages may be this much larger than the plain parameters: headers and version vectors. */
const MODEL_MARGIN_BYTES = 128 * 1024;

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
