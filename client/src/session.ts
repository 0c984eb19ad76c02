/** One tab's part in a room: joins it, links to neighbours, trains in a Worker, and says how it goes. */

import { neighboursFor } from '@hearsay/shared/methods/methods.ts';
import type { RunSettings } from '@hearsay/shared/protocol/run-settings.ts';
import type { Joined } from '@hearsay/shared/protocol/signalling.ts';
import { dimensionOf } from '@hearsay/shared/tasks/task.ts';
import { taskNamed } from '@hearsay/shared/tasks/tasks.ts';
import { type ReadonlySignal, signal } from '@preact/signals';
import { KEY_TROUBLES, keyTroubleWords } from './key-trouble-words.ts';
import type { KeyTrouble } from './mesh/handshake-guard.ts';
import type { WebRtc } from './mesh/link.ts';
import { createMesh, type Mesh } from './mesh/mesh.ts';
import type { FromWorker } from './peer/bridge.ts';
import { createPeerWorker, type PeerThread, type PeerWorker, startWorker } from './peer/peer-worker.ts';
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
  readonly settings: RunSettings;
  /** Renewed a few times a second. */
  readonly status: ReadonlySignal<Status>;
  /** The curve of evaluations so far, oldest first, at most a few hundred points. */
  readonly history: ReadonlySignal<readonly Evaluation[]>;
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
  const droppedByLinks: Record<string, number> = {};
  /** Of each model that the Worker has not dealt with, in the order in which it got them, what its link wants to hear
   * then. Bounded by the links, which let no neighbour send more than a window ahead. */
  const modelsWaiting: (() => void)[] = [];
  let droppedByPeer: Record<string, number> = {};
  let mesh: Mesh | null = null;
  let worker: PeerWorker | null = null;
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
  };
  const leave = (): void => finish('left');
  const fail = (message: string): void => {
    report(message);
    finish('failed');
  };

  const onJoined = ({ id, slot, size }: Joined): void => {
    withdraw([UNREACHABLE]);
    update({ peerId: id, slot, size });
    if (status.value.phase !== 'joining') {
      worker?.post({ type: 'size', size });
      return;
    }
    update({ phase: 'loading' });
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
        update({ phase: 'training', loading: null, labels: message.labels });
        break;
      case 'backend': {
        const { name, why, problem } = message.backend;
        update({ backend: name, backendReason: why });
        if (problem !== null) report(problem);
        break;
      }
      case 'failed':
        fail(message.message);
        break;
      case 'send':
        mesh?.sendModel(message.to, message.model, message.replaceable);
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
        break;
      }
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
          updateTraffic();
          if (connected.length > 0) withdraw(KEY_TROUBLES);
        },
        onModel(from, model, taken) {
          modelsWaiting.push(taken);
          worker?.post({ type: 'model', from, model }, [model]);
        },
        onHeartbeat: (from, updates) => worker?.post({ type: 'heartbeat', from, updates }),
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
    settings,
    status,
    history,
    start() {
      if (status.value.phase === 'paused') {
        worker?.post({ type: 'resume' });
        update({ phase: 'training' });
      } else if (status.value.phase === 'idle') {
        join();
      }
    },
    pause() {
      if (status.value.phase !== 'training') return;
      worker?.post({ type: 'pause' });
      update({ phase: 'paused' });
    },
    leave,
    parameters: () => ask((of) => of.parameters()),
    evaluate: () => ask((of) => of.evaluate()),
  };
}

function appendPoint(points: readonly Evaluation[], point: Evaluation): readonly Evaluation[] {
  const all = [...points, point];
  if (all.length <= MAX_HISTORY) return all;
  return all.filter((_, i) => i >= MAX_HISTORY / 2 || i % 2 === 0);
}
