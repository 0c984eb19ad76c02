/** What the Worker tells, and what becomes of it. */
import type { Signal } from '@preact/signals-core';
import type { Samples } from '../data/samples.ts';
import type { RunRecorder } from '../kept/run-log.ts';
import { backendInWords } from '../peer/backend-words.ts';
import type { WorkerNews } from '../peer/bridge.ts';
import type { Problem } from '../problems.ts';
import type { Live } from './live.ts';
import type { ModelsWaiting } from './models-waiting.ts';
import { type Evaluation, MAX_HISTORY, type Status } from './status.ts';
import type { StatusStore } from './status-store.ts';
import type { Traffic } from './traffic.ts';

export interface WorkerMessagesOptions {
  readonly store: StatusStore;
  readonly live: Live;
  readonly recorder: RunRecorder;
  readonly waiting: ModelsWaiting;
  readonly traffic: Traffic;
  readonly samples: Signal<Samples | null>;
  readonly history: Signal<readonly Evaluation[]>;
  /** Whether the run was to go on from one that was kept. */
  readonly wasKept: boolean;
  readonly isPaused: () => boolean;
  /** Training begins now. */
  readonly onBegin: () => void;
  /** What a private run asks of its budget. */
  readonly onBudget: (news: NewsOf<'budget'>) => void;
  /** The run cannot go on. */
  readonly onFailed: (problem: Problem) => void;
}

type NewsOf<T extends WorkerNews['type']> = Extract<WorkerNews, { type: T }>;
type Handlers = { readonly [T in WorkerNews['type']]: (news: NewsOf<T>) => void };

/** @returns takes what the Worker tells, until the run is over */
export function createWorkerMessages(options: WorkerMessagesOptions): (news: WorkerNews) => void {
  const handlers: Handlers = { ...ofTheRun(options), ...ofTheLinks(options) };
  return (news) => {
    if (!options.store.isOver) (handlers[news.type] as (news: WorkerNews) => void)(news);
  };
}

/** What a status says of a peer's examples. */
const heldOf = ({ examples, labels }: NewsOf<'training' | 'examples'>): Partial<Status> => ({
  examples,
  labels,
});

/** What it says where there is nothing to be tested with. */
const UNTESTED = {
  ...{ accuracy: null, loss: null, perClass: [] },
  ...{ roomAccuracy: null, roomLoss: null, roomPerClass: [], tested: null },
} satisfies Partial<Status>;

type LinkNews = 'send' | 'taken' | 'heartbeat' | 'report' | 'progress';

function ofTheRun(options: WorkerMessagesOptions): Omit<Handlers, LinkNews> {
  const { store, recorder, samples, history, wasKept, isPaused, onBegin, onBudget, onFailed } = options;
  const { status, update, report } = store;
  return {
    loading: ({ loaded, total }) => update({ loading: { loaded, total } }),
    training(news) {
      samples.value = news.samples;
      onBegin();
      update({ phase: isPaused() ? 'paused' : 'training', loading: null, ...heldOf(news) });
      if (wasKept && !news.resumed) report({ code: 'kept-by-other-version' });
      recorder.record(news.resumed ? 'resumed' : 'training', status.value);
    },
    backend({ backend: { name, why, problem } }) {
      const backendReason = backendInWords(why);
      update({ backend: name, backendReason, backendWhy: why });
      recorder.record('backend', status.value, `${name}: ${backendReason}`);
      if (problem !== null) report(problem);
    },
    examples(news) {
      samples.value = news.samples;
      update({ ...heldOf(news), ...(news.tests === 0 && UNTESTED) });
    },
    budget: onBudget,
    trouble: ({ problem }) => report(problem),
    failed: ({ problem }) => onFailed(problem),
    evaluation({ evaluation, perClass, roomPerClass, tested: by }) {
      const { seconds: _seconds, updates: _updates, ...tested } = evaluation;
      history.value = appendPoint(history.value, evaluation);
      update({ ...tested, perClass, roomPerClass, tested: by });
      recorder.record('evaluation', status.value, '', evaluation);
    },
  };
}

function ofTheLinks({ store, live, waiting, traffic }: WorkerMessagesOptions): Pick<Handlers, LinkNews> {
  return {
    send({ to, model, replaceable, begins }) {
      live.mesh?.sendModel(to, model, replaceable);
      if (begins) live.room?.exchanged(to);
    },
    taken: ({ number }) => waiting.taken(number),
    heartbeat: ({ updates }) => live.mesh?.sendHeartbeat(updates),
    report: ({ sketch }) => live.room?.report(store.status.value, sketch),
    progress({ progress: { dropped, ...progress } }) {
      traffic.setDroppedByPeer(dropped);
      store.update({ ...progress, ...traffic.read() });
      const roundTrips = store.status.value.neighbours.map(({ roundTripMs }) => roundTripMs);
      live.worker?.post({ type: 'trips', roundTrips });
      live.keeping?.tick();
      live.room?.publish();
    },
  };
}

/** When there are more than `MAX_HISTORY`, every other one of the older half goes. */
export function appendPoint(points: readonly Evaluation[], point: Evaluation): readonly Evaluation[] {
  const all = [...points, point];
  if (all.length <= MAX_HISTORY) return all;
  return all.filter((_, i) => i >= MAX_HISTORY / 2 || i % 2 === 0);
}
