/** One tab's part in a room: joins it, links to neighbours, trains in a Worker, and says how it goes. */

import { createRandom } from '@hearsay/shared/gossip/random/random.ts';
import { neighboursFor } from '@hearsay/shared/methods/methods.ts';
import { LEAST_BYTES, parseRoomKey } from '@hearsay/shared/protocol/room-key.ts';
import type { Joined } from '@hearsay/shared/protocol/signalling.ts';
import type { WishChange } from '@hearsay/shared/room/command.ts';
import { hostSettingsOf } from '@hearsay/shared/room/host-settings.ts';
import type { Report } from '@hearsay/shared/room/report.ts';
import { allowedValues, formatSettings, type RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import { dimensionOf, type Task } from '@hearsay/shared/tasks/task.ts';
import { TASK_NAMES, taskNamed } from '@hearsay/shared/tasks/tasks.ts';
import { fromBase64Url } from '@hearsay/shared/util/base64url.ts';
import { type ReadonlySignal, signal } from '@preact/signals';
import { readInputs } from '../data/inputs.ts';
import type { DataSource } from '../data/load-data.ts';
import type { Samples } from '../data/samples.ts';
import { type Checkpoint, createCheckpoint } from '../kept/checkpoint.ts';
import { createKeeping, type Keeper, type Keeping } from '../kept/keeper.ts';
import { createRunRecorder, type LogRow } from '../kept/run-log.ts';
import type { KeyTrouble } from '../mesh/handshake-guard.ts';
import type { WebRtc } from '../mesh/link.ts';
import { createMesh, type Mesh } from '../mesh/mesh.ts';
import { backendInWords } from '../peer/backend-words.ts';
import type { FromWorker } from '../peer/bridge.ts';
import { createPeerWorker, type PeerThread, type PeerWorker, startWorker } from '../peer/peer-worker.ts';
import { errorOf, inWords } from '../problem-words.ts';
import type { Problem, ProblemCode } from '../problems.ts';
import { randomHex } from '../random-bytes.ts';
import type { createRoom, HostState, Room } from '../room/room.ts';
import {
  type DetailedEvaluation,
  type Evaluation,
  initialStatus,
  MAX_HISTORY,
  type Phase,
  type Status,
} from './status.ts';

/** Most errors kept; the oldest go. */
const MAX_ERRORS = 20;
/** See `JoinSchema`. */
const TOKEN_BYTES = 16;
const CODE_OF_TROUBLE = {
  'other-key': 'wrong-key',
  'has-key': 'key-missing',
  'no-key': 'peer-without-key',
  changed: 'changed-on-the-way',
} as const satisfies Record<KeyTrouble, ProblemCode>;
/** Model messages may be this much larger than the plain parameters: headers and version vectors. */
const MODEL_MARGIN_BYTES = 128 * 1024;

export interface Session {
  /** Of the run as it is now: the room's host may change them. Reads a signal. */
  readonly settings: RunSettings;
  /** Renewed a few times a second. */
  readonly status: ReadonlySignal<Status>;
  /** The curve of evaluations so far, oldest first, at most a few hundred points. */
  readonly history: ReadonlySignal<readonly Evaluation[]>;
  /** Some of this tab's digits; null before they are loaded. */
  readonly samples: ReadonlySignal<Samples | null>;
  /** How the peers of the room are, this one first, as far as is known here; empty in a room without a host. */
  readonly room: ReadonlySignal<readonly Report[]>;
  /** What the host of the room wishes; null in a room without a host. */
  readonly host: ReadonlySignal<HostState | null>;
  /** Joins and trains; when paused, resumes. Failures show in `status` (phase `failed`, `errors`). */
  start(): void;
  /** Stops training; the tab goes on answering its neighbours. */
  pause(): void;
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
   * @param inputs as they come in the data, of digits 28 rows of 28 numbers from 0 (ground) to 1 (ink). Rejects what is
   * anything else, and before the model exists
   */
  predict(inputs: ArrayLike<number>): Promise<number[]>;
  /** What has happened so far, oldest first, at most a few thousand rows. */
  log(): readonly LogRow[];
  /** Commands all in the room. Rejects where this tab is not the host's, or a value cannot be used. */
  command(change: WishChange): Promise<void>;
}

export interface SessionOptions {
  /** The signalling server, which also has the data; the page's own origin by default. */
  readonly url?: string;
  /** STUN and TURN servers; none by default, which is right for one machine or one LAN. */
  readonly iceServers?: RTCIceServer[];
  /** What is learned, in place of the task that the settings name. */
  readonly task?: Task | undefined;
  /** Where this peer's examples come from; by default the server's digits. */
  readonly source?: DataSource | undefined;
  /** What a browser has and Node has not; a browser's by default. */
  readonly platform?: Platform;
  /** To begin from, in place of those that the seed gives: finite numbers, in the order of the task's layout. */
  readonly initialParameters?: Float32Array | undefined;
  /** To go on from. */
  readonly resume?: Checkpoint | undefined;
  /** Where the run is put away about every ten seconds; by default nowhere. */
  readonly keeper?: Keeper;
}

export interface Platform {
  readonly webRtc?: WebRtc;
  /** Starts a thread for the peer's Worker code. */
  readonly startThread: (task: Task) => PeerThread;
  /** Calls back when the page or program ends without having left. @returns takes that back */
  readonly onEnding: (leave: () => void) => () => void;
}

const browser: Platform = {
  startThread: startWorker,
  onEnding(leave) {
    addEventListener('pagehide', leave);
    return () => removeEventListener('pagehide', leave);
  },
};

/**
 * @throws HearsayError `bad-setting` where there is no such task, `key-too-short`, and `wrong-shape` or `not-finite` where the
 * initial parameters are not as many as the task has, or not finite
 */
export function createSession(settings: RunSettings, options: SessionOptions = {}): Session {
  const { initialParameters, resume } = options;
  if (options.task === undefined) requireTask(settings.task);
  requireKey(settings.key);
  const task = options.task ?? taskNamed(settings.task);
  const dimension = dimensionOf(task);
  if (initialParameters) requireParameters(initialParameters, dimension);
  const url = options.url ?? location.origin;
  const platform = options.platform ?? browser;
  const status = signal<Status>(initialStatus(settings));
  const samples = signal<Samples | null>(null);
  const history = signal<readonly Evaluation[]>(resume?.history ?? []);
  const token = resume?.token ?? randomHex(TOKEN_BYTES);
  /** When training began, in milliseconds of this page; null before. */
  let began: number | null = null;
  const seconds = (): number =>
    (resume?.peer.seconds ?? 0) + (began === null ? 0 : (performance.now() - began) / 1000);
  const recorder = createRunRecorder(seconds, resume?.log);
  let keeping: Keeping | null = null;
  const current = signal(settings);
  const reports = signal<readonly Report[]>([]);
  const host = signal<HostState | null>(
    settings.host === ''
      ? null
      : { isHost: false, number: 0, run: 'training', settings: hostSettingsOf(settings) },
  );
  const droppedByLinks: Record<string, number> = {};
  /** Of each model that the Worker has not dealt with, in the order in which it got them, what its link wants to hear
   * then. Bounded by the links, which let no neighbour send more than a window ahead. */
  const modelsWaiting: (() => void)[] = [];
  let droppedByPeer: Record<string, number> = {};
  let mesh: Mesh | null = null;
  let worker: PeerWorker | null = null;
  let makeRoom: typeof createRoom | null = null;
  let room: Room | null = null;
  let isPaused = false;
  /** The person here paused it, whatever the host wishes. */
  let pausedHere = false;
  let forgetEnding = (): void => {};

  const update = (change: Partial<Status>): void => {
    status.value = { ...status.value, ...change };
  };
  const isOver = (): boolean => status.value.phase === 'left' || status.value.phase === 'failed';
  const setProblems = (problems: Problem[]): void =>
    update({ problems, errors: problems.map((problem) => inWords(problem)) });
  const report = (problem: Problem): void => {
    const { problems, errors } = status.value;
    const words = inWords(problem);
    if (errors[errors.length - 1] === words) return;
    setProblems([...problems, problem].slice(-MAX_ERRORS));
    recorder.record('error', status.value, words);
  };

  const withdraw = (codes: readonly ProblemCode[]): void => {
    setProblems(status.value.problems.filter(({ code }) => !codes.includes(code)));
  };

  /** Said only to a tab that has no neighbour: one that has is in the right room. */
  const onKeyTrouble = (trouble: KeyTrouble): void => {
    const code = CODE_OF_TROUBLE[trouble];
    const alone = !status.value.neighbours.some(({ state }) => state === 'connected');
    if (alone && !status.value.problems.some((known) => known.code === code)) report({ code });
  };

  const drop = (reason: string): void => {
    droppedByLinks[reason] = (droppedByLinks[reason] ?? 0) + 1;
  };

  const updateTraffic = (): void => {
    if (!mesh) return;
    const totals = mesh.totals();
    const dropped = { ...droppedByPeer };
    for (const [reason, count] of Object.entries(droppedByLinks))
      dropped[reason] = (dropped[reason] ?? 0) + count;
    update({
      neighbours: mesh.neighbours(),
      sent: { models: totals.modelsSent, bytes: totals.bytesSent },
      received: { models: totals.modelsReceived, bytes: totals.bytesReceived },
      dropped,
    });
  };

  const finish = (phase: Phase & ('left' | 'failed'), forget: boolean): void => {
    if (isOver()) return;
    updateTraffic();
    recorder.record(phase, status.value);
    keeping?.stop(forget);
    update({
      phase,
      neighbours: [],
      size: 0,
      loading: null,
      stepsPerSecond: 0,
      updateRate: 0,
      gossipRate: 0,
      answerSeconds: null,
    });
    forgetEnding();
    mesh?.close();
    worker?.terminate();
    mesh = null;
    worker = null;
    room = null;
    reports.value = [];
  };
  const leave = (): void => finish('left', true);
  const cutOff = (): void => finish('left', false);
  const fail = (problem: Problem): void => {
    report(problem);
    finish('failed', false);
  };

  const setPaused = (paused: boolean): void => {
    if (paused !== isPaused) worker?.post({ type: paused ? 'pause' : 'resume' });
    isPaused = paused;
    const { phase } = status.value;
    if (phase === 'training' || phase === 'paused') update({ phase: paused ? 'paused' : 'training' });
  };

  const onWish = (state: HostState): void => {
    const before = { run: host.value?.run, settings: current.value };
    host.value = state;
    const now = { ...before.settings, ...state.settings };
    if (formatSettings(now) !== formatSettings(before.settings)) {
      current.value = now;
      if (now.resets !== before.settings.resets) history.value = [];
      update({ method: now.method });
      mesh?.setNeighbours(neighboursFor(now.method));
      worker?.post({ type: 'change', settings: now });
    }
    // Between two wishes of the host, whoever is at this tab may do otherwise.
    if (state.run !== before.run) setPaused(state.run === 'paused' || pausedHere);
  };

  const onJoined = ({ id, slot, size }: Joined): void => {
    withdraw(['server-unreachable']);
    update({ peerId: id, slot, size });
    recorder.record('joined', status.value, `as ${id} in slot ${slot}`);
    if (status.value.phase !== 'joining') {
      worker?.post({ type: 'size', size });
      return;
    }
    update({ phase: 'loading' });
    room =
      makeRoom?.({
        self: id,
        settings,
        random: createRandom(crypto.getRandomValues(new Uint32Array(1))[0], 'room'),
        now: () => performance.now(),
        date: Date.now,
        send: (to, message) => mesh?.sendMessage(to, message),
        onWish,
        onReports: (known) => {
          reports.value = known;
        },
        onDropped: drop,
      }) ?? null;
    const dataSlot = settings.shard?.index ?? slot;
    worker?.post({
      type: 'start',
      settings,
      self: id,
      slot: dataSlot,
      size,
      newcomer: size > 1 && initialParameters === undefined && resume?.peer === undefined,
      task,
      source: options.source ?? { kind: 'mnist', url: new URL('/data/mnist/', url).href },
      initialParameters,
      snapshot: resume?.peer,
    });
  };

  const onWorker = (message: FromWorker): void => {
    if (isOver()) return;
    switch (message.type) {
      case 'loading':
        update({ loading: { loaded: message.loaded, total: message.total } });
        break;
      case 'training':
        samples.value = message.samples;
        began = performance.now();
        update({ phase: isPaused ? 'paused' : 'training', loading: null, labels: message.labels });
        if (resume && !message.resumed) report({ code: 'kept-by-other-version' });
        recorder.record(message.resumed ? 'resumed' : 'training', status.value);
        break;
      case 'backend': {
        const { name, why, problem } = message.backend;
        const backendReason = backendInWords(why);
        update({ backend: name, backendReason, backendWhy: why });
        recorder.record('backend', status.value, `${name}: ${backendReason}`);
        if (problem !== null) report(problem);
        break;
      }
      case 'examples':
        samples.value = message.samples;
        update({ labels: message.labels });
        break;
      case 'trouble':
        report(message.problem);
        break;
      case 'failed':
        fail(message.problem);
        break;
      case 'send':
        mesh?.sendModel(message.to, message.model, message.replaceable);
        if (message.begins) room?.exchanged(message.to);
        break;
      case 'taken':
        modelsWaiting.shift()?.();
        break;
      case 'heartbeat':
        mesh?.sendHeartbeat(message.updates);
        break;
      case 'progress': {
        const { dropped, ...progress } = message.progress;
        droppedByPeer = dropped;
        update(progress);
        updateTraffic();
        worker?.post({
          type: 'trips',
          roundTrips: status.value.neighbours.map(({ roundTripMs }) => roundTripMs),
        });
        keeping?.tick();
        room?.publish();
        break;
      }
      case 'report':
        room?.report(status.value, message.sketch);
        break;
      case 'evaluation': {
        const { evaluation, perClass, roomPerClass } = message;
        const { seconds: _seconds, updates: _updates, ...tested } = evaluation;
        history.value = appendPoint(history.value, evaluation);
        update({ ...tested, perClass, roomPerClass });
        recorder.record('evaluation', status.value, '', evaluation);
        break;
      }
    }
  };

  const join = (): void => {
    const last = resume?.history.at(-1);
    update({
      phase: 'joining',
      errors: [],
      problems: [],
      ...(resume && { updates: resume.peer.updates, steps: resume.peer.steps }),
      ...(last && {
        accuracy: last.accuracy,
        loss: last.loss,
        roomAccuracy: last.roomAccuracy,
        roomLoss: last.roomLoss,
      }),
    });
    forgetEnding = platform.onEnding(cutOff);
    if (options.keeper) {
      keeping = createKeeping({
        keeper: options.keeper,
        take: takeCheckpoint,
        now: () => performance.now() / 1000,
        onResult: (updates) =>
          update({
            checkpoint: { updates: updates ?? status.value.checkpoint.updates, failed: updates === null },
          }),
      });
    }
    worker = createPeerWorker(platform.startThread(task), onWorker, fail);
    if (settings.host === '') {
      connect();
      return;
    }
    import('../room/room.ts').then(
      (loaded) => {
        makeRoom = loaded.createRoom;
        if (!isOver()) connect();
      },
      () => fail({ code: 'page-incomplete' }),
    );
  };

  const connect = (): void => {
    mesh = createMesh({
      url,
      room: settings.room,
      key: settings.key,
      neighbours: neighboursFor(settings.method),
      iceServers: options.iceServers ?? [],
      webRtc: platform.webRtc,
      maxModelBytes: 4 * dimension + MODEL_MARGIN_BYTES,
      known: { token, slot: resume?.slot },
      listener: {
        onJoined,
        onSize: (size) => {
          update({ size });
          worker?.post({ type: 'size', size });
        },
        onNeighbours: (connected) => {
          worker?.post({ type: 'neighbours', connected: [...connected] });
          room?.setNeighbours(connected);
          updateTraffic();
          if (connected.length > 0) withdraw(Object.values(CODE_OF_TROUBLE));
        },
        onModel(from, model, taken) {
          modelsWaiting.push(taken);
          worker?.post({ type: 'model', from, model }, [model]);
        },
        onHeartbeat: (from, updates) => worker?.post({ type: 'heartbeat', from, updates }),
        onMessage(from, message) {
          if (room) room.receive(from, message);
          else drop('no-host');
        },
        onDropped: drop,
        onKeyTrouble,
        onRefused: fail,
        onUnreachable: () => report({ code: 'server-unreachable' }),
      },
    });
  };

  const ask = <T>(question: (of: PeerWorker) => Promise<T>): Promise<T> =>
    worker ? question(worker) : Promise.reject(errorOf({ code: 'no-model', reason: 'not-joined' }));

  const takeCheckpoint = async (): Promise<Checkpoint> => {
    const peer = await ask((of) => of.snapshot());
    const { slot } = status.value;
    if (slot === null) throw errorOf({ code: 'no-run' });
    return createCheckpoint(current.value, {
      token,
      slot,
      peer,
      history: history.value,
      log: recorder.rows(),
    });
  };

  return {
    get settings() {
      return current.value;
    },
    status,
    history,
    samples,
    room: reports,
    host,
    start() {
      if (status.value.phase === 'paused') {
        pausedHere = false;
        setPaused(false);
        recorder.record('continued', status.value);
      } else if (status.value.phase === 'idle') {
        join();
      }
    },
    pause() {
      if (status.value.phase !== 'training') return;
      pausedHere = true;
      setPaused(true);
      recorder.record('paused', status.value);
    },
    leave,
    parameters: () => ask((of) => of.parameters()),
    roomParameters: () => ask((of) => of.roomParameters()),
    evaluate: () => ask((of) => of.evaluate()),
    predict: (inputs) => ask(async (of) => of.predict(readInputs(inputs, task))),
    log: recorder.rows,
    async command(change) {
      if (!room) throw errorOf({ code: 'no-host' });
      room.command(change);
    },
  };
}

function requireTask(task: string): void {
  if (TASK_NAMES.includes(task)) return;
  throw errorOf({ code: 'bad-setting', name: 'task', value: task, allowed: allowedValues('task') });
}

/** @throws HearsayError `key-too-short`, or `bad-setting` where it is too long; an empty one is none */
export function requireKey(key: string): void {
  if (key === '') return;
  const bytes = fromBase64Url(key)?.length ?? null;
  if (bytes === null || bytes < LEAST_BYTES)
    throw errorOf({ code: 'key-too-short', bytes, least: LEAST_BYTES });
  if (parseRoomKey(key) === null)
    throw errorOf({ code: 'bad-setting', name: 'key', value: key, allowed: allowedValues('key') });
}

function requireParameters(parameters: Float32Array, dimension: number): void {
  if (parameters.length !== dimension)
    throw errorOf({
      code: 'wrong-shape',
      what: 'parameters',
      expected: dimension,
      actual: parameters.length,
    });
  const index = parameters.findIndex((value) => !Number.isFinite(value));
  if (index >= 0) throw errorOf({ code: 'not-finite', what: 'parameters', index });
}

function appendPoint(points: readonly Evaluation[], point: Evaluation): readonly Evaluation[] {
  const all = [...points, point];
  if (all.length <= MAX_HISTORY) return all;
  return all.filter((_, i) => i >= MAX_HISTORY / 2 || i % 2 === 0);
}
