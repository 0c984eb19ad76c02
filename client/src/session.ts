/** One tab's part in a room: joins it, links to neighbours, trains in a Worker, and says how it goes. */

import { createRandom } from '@hearsay/shared/gossip/random/random.ts';
import { neighboursFor } from '@hearsay/shared/methods/methods.ts';
import { formatSettings, type RunSettings } from '@hearsay/shared/protocol/run-settings.ts';
import type { Joined } from '@hearsay/shared/protocol/signalling.ts';
import type { WishChange } from '@hearsay/shared/room/command.ts';
import { hostSettingsOf } from '@hearsay/shared/room/host-settings.ts';
import type { Report } from '@hearsay/shared/room/report.ts';
import { dimensionOf } from '@hearsay/shared/tasks/task.ts';
import { taskNamed } from '@hearsay/shared/tasks/tasks.ts';
import { type ReadonlySignal, signal } from '@preact/signals';
import { KEY_TROUBLES, keyTroubleWords } from './key-trouble-words.ts';
import type { KeyTrouble } from './mesh/handshake-guard.ts';
import type { WebRtc } from './mesh/link.ts';
import { createMesh, type Mesh } from './mesh/mesh.ts';
import type { FromWorker } from './peer/bridge.ts';
import { createPeerWorker, type PeerThread, type PeerWorker, startWorker } from './peer/peer-worker.ts';
import type { createRoom, HostState, Room } from './room/room.ts';
import {
  type DetailedEvaluation,
  type Evaluation,
  initialStatus,
  type Phase,
  type Status,
} from './status.ts';

/** Most points of the curve kept; when there are more, every other one of the older half goes. */
export const MAX_HISTORY = 400;
/** Most errors kept; the oldest go. */
const MAX_ERRORS = 20;
const UNREACHABLE = 'The server cannot be reached; trying again. Peers already connected go on.';
/** Model messages may be this much larger than the plain parameters: headers and version vectors. */
const MODEL_MARGIN_BYTES = 128 * 1024;

export interface Session {
  /** Of the run as it is now: the room's host may change them. Reads a signal. */
  readonly settings: RunSettings;
  /** Renewed a few times a second. */
  readonly status: ReadonlySignal<Status>;
  /** The curve of evaluations so far, oldest first, at most a few hundred points. */
  readonly history: ReadonlySignal<readonly Evaluation[]>;
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
  /** A copy of the current parameters. Rejects before the model exists. */
  parameters(): Promise<Float32Array>;
  /** Rejects before the test subset is loaded. */
  evaluate(): Promise<DetailedEvaluation>;
  /** Commands all in the room. Rejects where this tab is not the host's, or a value cannot be used. */
  command(change: WishChange): Promise<void>;
}

export interface SessionOptions {
  /** The signalling server, which also has the data; the page's own origin by default. */
  readonly url?: string;
  /** STUN and TURN servers; none by default, which is right for one machine or one LAN. */
  readonly iceServers?: RTCIceServer[];
  /** What a browser has and Node has not; a browser's by default. */
  readonly platform?: Platform;
}

export interface Platform {
  readonly webRtc?: WebRtc;
  /** Starts a thread for the peer's Worker code. */
  readonly startThread: () => PeerThread;
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

export function createSession(settings: RunSettings, options: SessionOptions = {}): Session {
  const url = options.url ?? location.origin;
  const platform = options.platform ?? browser;
  const status = signal<Status>(initialStatus(settings));
  const history = signal<readonly Evaluation[]>([]);
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
  const report = (message: string): void => {
    const { errors } = status.value;
    if (errors[errors.length - 1] !== message) update({ errors: [...errors, message].slice(-MAX_ERRORS) });
  };

  const withdraw = (messages: readonly string[]): void => {
    update({ errors: status.value.errors.filter((error) => !messages.includes(error)) });
  };

  /** Said only to a tab that has no neighbour: one that has is in the right room. */
  const onKeyTrouble = (trouble: KeyTrouble): void => {
    const message = keyTroubleWords(trouble);
    const alone = !status.value.neighbours.some(({ state }) => state === 'connected');
    if (alone && !status.value.errors.includes(message)) report(message);
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

  const finish = (phase: Phase & ('left' | 'failed')): void => {
    if (isOver()) return;
    updateTraffic();
    update({
      phase,
      neighbours: [],
      size: 0,
      loading: null,
      stepsPerSecond: 0,
      updateRate: 0,
      gossipRate: 0,
    });
    forgetEnding();
    mesh?.close();
    worker?.terminate();
    mesh = null;
    worker = null;
    room = null;
    reports.value = [];
  };
  const leave = (): void => finish('left');
  const fail = (message: string): void => {
    report(message);
    finish('failed');
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
    withdraw([UNREACHABLE]);
    update({ peerId: id, slot, size });
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
    const dataUrl = new URL('/data/mnist/', url).href;
    worker?.post({ type: 'start', settings, self: id, slot: dataSlot, size, dataUrl });
  };

  const onWorker = (message: FromWorker): void => {
    if (isOver()) return;
    switch (message.type) {
      case 'loading':
        update({ loading: { loaded: message.loaded, total: message.total } });
        break;
      case 'training':
        update({ phase: isPaused ? 'paused' : 'training', loading: null, labels: message.labels });
        break;
      case 'backend': {
        const { name, why, problem } = message.backend;
        update({ backend: name, backendReason: why });
        if (problem !== null) report(problem);
        break;
      }
      case 'examples':
        update({ labels: message.labels });
        break;
      case 'trouble':
        report(message.message);
        break;
      case 'failed':
        fail(message.message);
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
        room?.publish();
        break;
      }
      case 'report':
        room?.report(status.value, message.sketch);
        break;
      case 'evaluation': {
        const { accuracy, loss } = message.evaluation;
        history.value = appendPoint(history.value, message.evaluation);
        update({ accuracy, loss, perClass: message.perClass });
        break;
      }
    }
  };

  const join = (): void => {
    update({ phase: 'joining', errors: [] });
    forgetEnding = platform.onEnding(leave);
    worker = createPeerWorker(platform.startThread(), onWorker, fail);
    if (settings.host === '') {
      connect();
      return;
    }
    import('./room/room.ts').then(
      (loaded) => {
        makeRoom = loaded.createRoom;
        if (!isOver()) connect();
      },
      () =>
        fail(
          'A part of this page could not be loaded. Check the connection to the server, and reload the page.',
        ),
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
      maxModelBytes: 4 * dimensionOf(taskNamed(settings.task)) + MODEL_MARGIN_BYTES,
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
          if (connected.length > 0) withdraw(KEY_TROUBLES);
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
        onRefused: (message) => fail(`The server did not let this tab into the room: ${message}`),
        onUnreachable: () => report(UNREACHABLE),
      },
    });
  };

  const ask = <T>(question: (of: PeerWorker) => Promise<T>): Promise<T> =>
    worker ? question(worker) : Promise.reject(new Error('There is no model: join a room first.'));

  return {
    get settings() {
      return current.value;
    },
    status,
    history,
    room: reports,
    host,
    start() {
      if (status.value.phase === 'paused') {
        pausedHere = false;
        setPaused(false);
      } else if (status.value.phase === 'idle') {
        join();
      }
    },
    pause() {
      if (status.value.phase !== 'training') return;
      pausedHere = true;
      setPaused(true);
    },
    leave,
    parameters: () => ask((of) => of.parameters()),
    evaluate: () => ask((of) => of.evaluate()),
    async command(change) {
      if (!room) throw new Error('Join a room that has a host first.');
      room.command(change);
    },
  };
}

function appendPoint(points: readonly Evaluation[], point: Evaluation): readonly Evaluation[] {
  const all = [...points, point];
  if (all.length <= MAX_HISTORY) return all;
  return all.filter((_, i) => i >= MAX_HISTORY / 2 || i % 2 === 0);
}
