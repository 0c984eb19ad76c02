/** A room as whoever embeds the library has it: a session, with events and the model as tfjs has it. */

import { lengthOf, type Task } from '@hearsay/shared/tasks/task.ts';
import { effect } from '@preact/signals-core';
import { errorOf } from '../problem-words.ts';
import type { Problem } from '../problems.ts';
import type { Session } from '../session/session-options.ts';
import type { Evaluation, Phase, Status } from '../session/status.ts';
import { type Data, sourceOf } from './given-data.ts';
import type { ModelLike } from './model-network.ts';
import { flatten, type Values } from './values.ts';

/** How it goes, a few times a second. */
export interface Progress {
  readonly phase: Phase;
  /** Of the room's model on the test examples, 0 to 1: the share that is right, of values that is explained. Null before a test. */
  readonly accuracy: number | null;
  readonly loss: number | null;
  /** How many peers are connected. */
  readonly neighbours: number;
  /** How many updates of a neighbour are missing here, as a mean. */
  readonly staleness: number;
  /** Local updates of this peer so far, and a second. */
  readonly updates: number;
  readonly updateRate: number;
  /** Peers in the room, this one included. */
  readonly size: number;
}

export interface RoomEvents {
  progress: Progress;
  /** Both models were tested. */
  evaluation: Evaluation;
  /** The ids of all that are connected now, whenever one comes or goes. */
  neighbours: readonly string[];
  /** Something went wrong; the run goes on, unless `left` follows. */
  problem: Problem;
  /** The end, wished for or not. */
  left: { readonly failed: boolean };
}

export interface Room<M extends ModelLike = ModelLike>
  extends Omit<Session, 'predict' | 'leave' | 'setData'> {
  /** @param listener called with each from now on @returns takes it back */
  on<E extends keyof RoomEvents>(event: E, listener: (value: RoomEvents[E]) => void): () => void;
  /**
   * What the room's model makes of examples: probabilities of classes, or values.
   * @param x one example, or several as rows @returns of one example a row; of several, as a tensor or nested arrays
   * of more axes than an example has, a row for each
   */
  predict(x: Values): Promise<number[]>;
  predictAll(x: Values): Promise<number[][]>;
  /** A new tfjs model with the room's weights as they are now, which the caller disposes of. */
  model(): Promise<M>;
  /**
   * Learns from these from now on, in place of what it had; the model stays as it is. Resolves when they are read.
   * @param data null for none: then it makes no updates, and its model follows the others'
   * @param test what the model is tested with, null for nothing; by default every tenth of the examples, which is then not
   * learned from
   * @throws HearsayError as a rejection: `wrong-shape`, `not-finite`, `out-of-range`, `no-examples`, `too-much-data`
   */
  setData(data: Data | null, test?: Data | null): Promise<void>;
  /** Goes on after a pause. */
  resume(): void;
  /** Leaves for good. Resolves when the others have been told. */
  leave(): Promise<void>;
}

export interface RoomOptions<M extends ModelLike> {
  readonly session: Session;
  readonly task: Task;
  /** Resolves with the model of these parameters. */
  readonly modelOf: (parameters: Float32Array) => Promise<M>;
  /** Resolves when goodbyes have gone out. */
  readonly settled: () => Promise<void>;
}

export function createRoomHandle<M extends ModelLike>(options: RoomOptions<M>): Room<M> {
  const { session, task, modelOf, settled } = options;
  const predictAll = async (x: Values): Promise<number[][]> => {
    const { numbers } = await flatten(x, 'inputs');
    const outputs = await session.predict(numbers);
    return Array.from({ length: outputs.length / task.outputs }, (_, row) =>
      outputs.slice(row * task.outputs, (row + 1) * task.outputs),
    );
  };
  return {
    // A session's settings are read anew each time.
    get settings() {
      return session.settings;
    },
    task,
    status: session.status,
    history: session.history,
    samples: session.samples,
    room: session.room,
    host: session.host,
    start: session.start,
    pause: session.pause,
    parameters: session.parameters,
    roomParameters: session.roomParameters,
    evaluate: session.evaluate,
    log: session.log,
    earlierModels: session.earlierModels,
    goBackTo: session.goBackTo,
    command: session.command,
    setAttack: session.setAttack,
    on: (event, listener) => listen(session, event, listener),
    predictAll,
    async predict(x) {
      const expected = lengthOf(task.input);
      const { numbers } = await flatten(x, 'inputs');
      if (numbers.length !== expected)
        throw errorOf({ code: 'wrong-shape', what: 'inputs', expected, actual: numbers.length });
      return session.predict(numbers);
    },
    model: async () => modelOf(await session.roomParameters()),
    async setData(data, test) {
      session.setData(await sourceOf(data, test, task));
    },
    resume: session.start,
    async leave() {
      session.leave();
      await settled();
    },
  };
}

/** Calls back at each change of what is read; not for what is there already. */
function onChange<T>(read: () => T, tell: (now: T, before: T) => void): () => void {
  let before: { value: T } | null = null;
  return effect(() => {
    const now = read();
    if (before !== null && before.value !== now) tell(now, before.value);
    before = { value: now };
  });
}

type Listeners = {
  readonly [E in keyof RoomEvents]: (session: Session, tell: (value: RoomEvents[E]) => void) => () => void;
};

const LISTENERS: Listeners = {
  progress: ({ status }, tell) =>
    onChange(
      () => status.value,
      (now) => tell(progressOf(now)),
    ),
  evaluation: ({ history }, tell) =>
    onChange(
      () => history.value.at(-1),
      (point) => {
        if (point !== undefined) tell(point);
      },
    ),
  neighbours: ({ status }, tell) =>
    onChange(
      () => connectedOf(status.value).join(),
      () => tell(connectedOf(status.peek())),
    ),
  problem: ({ status }, tell) =>
    onChange(
      () => status.value.problems,
      (now, before) => {
        for (const problem of now) if (!before.includes(problem)) tell(problem);
      },
    ),
  left: ({ status }, tell) =>
    onChange(
      () => status.value.phase,
      (phase) => {
        if (phase === 'left' || phase === 'failed') tell({ failed: phase === 'failed' });
      },
    ),
};

function listen<E extends keyof RoomEvents>(
  session: Session,
  event: E,
  listener: (value: RoomEvents[E]) => void,
): () => void {
  return LISTENERS[event](session, listener);
}

const connectedOf = ({ neighbours }: Status): string[] =>
  neighbours.filter(({ state }) => state === 'connected').map(({ id }) => id);

function progressOf(status: Status): Progress {
  const { phase, roomAccuracy, roomLoss, staleness, updates, updateRate, size } = status;
  return {
    ...{ phase, updates, updateRate, size },
    accuracy: roomAccuracy,
    loss: roomLoss,
    neighbours: connectedOf(status).length,
    staleness: staleness.mean,
  };
}
