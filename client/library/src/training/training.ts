/** What a caller wants to train: a model of tfjs or a task as plain data, and the examples. */
import { readTask, type TaskInput } from '@hearsay/shared/tasks/read-task.ts';
import {
  isCrossEntropy,
  LOSSES,
  type Loss,
  type Normalisation,
  type Task,
} from '@hearsay/shared/tasks/task.ts';
import { errorOf } from '../problem-words.ts';
import type { Data, Pairs } from './given-data.ts';
import { ModelError, type ModelLike, type NetworkOfModel, networkOfModel } from './model-network.ts';
import { flatten } from './values.ts';

/** What is trained, and with what. Peers of one room have the same task: those that differ in anything never mix. */
export interface Training<M extends ModelLike = ModelLike> {
  /**
   * A `LayersModel` of tfjs, sequential or functional, of one input and one output. Its weights are what the room begins with,
   * where this peer is the first in it; it is read, and stays as it is.
   */
  readonly model?: M;
  /** In place of a model: layers as plain data. The room's seed gives the weights. */
  readonly task?: TaskInput;
  /**
   * What the room begins with, where this peer is the first in it, in place of the model's weights or those of the seed: as many numbers
   * as the task has, as `room.roomParameters()` gave them or `readModel` read them.
   */
  readonly parameters?: Float32Array;
  /** This peer's own examples; they never leave it. Null for none: then it only looks on, until it is given some, see
   * `Room.setData`. */
  readonly data: Data | null;
  /** What the model is tested with, null for nothing; by default every tenth of the examples, which is then not learned from. */
  readonly test?: Data | null;
  /** By default what the model's last activation, or what it was compiled with, is for; of a task, that of the task. */
  readonly loss?: Loss;
  /** The classes' names, or the units of the values; by default they are numbered. */
  readonly classes?: readonly string[];
  readonly units?: readonly string[];
  /** Standardisation of inputs, the same for all peers; by default none. */
  readonly normalisation?: Normalisation;
  /** Examples in one local step; 32 by default. */
  readonly batchSize?: number;
  /** The name of the task, in status and files; `own` by default. */
  readonly name?: string;
  /**
   * A module of the caller's that learns in place of tfjs: its default export makes a learner, see `OwnLearner`. With it goes
   * a `task`, whose parameters are as many as the learner's.
   */
  readonly learner?: URL | string;
}

/** A task, and what a peer of it begins with. */
export interface Prepared {
  readonly task: Task;
  /** Absent where the room's seed gives them. */
  readonly initialParameters: Float32Array<ArrayBuffer> | undefined;
  readonly frozen: Float32Array<ArrayBuffer> | undefined;
}

/** @throws HearsayError `cannot-be-trained`, `bad-task`, `not-finite` */
export async function prepare(training: Training): Promise<Prepared> {
  const { model } = training;
  if (model !== undefined) {
    const wanted = training.loss ?? compiledLoss(model);
    return ofModel(training, wanted, await networkOf(model, wanted));
  }
  const { task, loss, classes, units, normalisation, batchSize, name } = training;
  const own = { loss, classes, units, normalisation, batchSize, name };
  const given = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined));
  return whole({ ...task, ...given });
}

function whole(description: object): Prepared {
  const read = readTask(description);
  if (!read.ok) throw errorOf({ code: 'bad-task', reason: read.reason });
  return { task: read.task, initialParameters: undefined, frozen: undefined };
}

async function networkOf(model: ModelLike, wanted: Loss | null): Promise<NetworkOfModel> {
  try {
    return await networkOfModel(model, wanted);
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    if (error.trouble === 'not-finite') throw errorOf({ code: 'not-finite', what: 'parameters', index: 0 });
    throw errorOf({ code: 'cannot-be-trained', reason: error.trouble, layer: null });
  }
}

async function ofModel(training: Training, wanted: Loss | null, of: NetworkOfModel): Promise<Prepared> {
  const { network, input, outputs, parameters, frozen } = of;
  const loss = wanted ?? of.loss ?? (await guessedLoss(training, outputs));
  const named = isCrossEntropy(loss) ? 'classes' : 'units';
  const names = training[named] ?? Array.from({ length: outputs }, (_, i) => String(i));
  const { name = 'own', normalisation = null, batchSize } = training;
  if (names.length !== outputs) {
    const reason = `The task ${name} names ${names.length} outputs, and its network gives ${outputs}.`;
    throw errorOf({ code: 'bad-task', reason });
  }
  const description = { name, title: '', input, network, loss, [named]: names, normalisation, batchSize };
  return { ...whole(description), initialParameters: parameters, frozen };
}

/** What tfjs calls the losses that there are here. */
const COMPILED: Readonly<Record<string, Loss>> = {
  categoricalcrossentropy: 'softmaxCrossEntropy',
  sparsecategoricalcrossentropy: 'softmaxCrossEntropy',
  binarycrossentropy: 'sigmoidCrossEntropy',
  meansquarederror: 'meanSquaredError',
  mse: 'meanSquaredError',
  meanabsoluteerror: 'absoluteDifference',
  mae: 'absoluteDifference',
};

function compiledLoss(model: unknown): Loss | null {
  const loss = typeof model === 'object' && model !== null && 'loss' in model ? model.loss : null;
  if (typeof loss !== 'string') return null;
  return COMPILED[loss.toLowerCase().replaceAll('_', '')] ?? LOSSES.find((own) => own === loss) ?? null;
}

/** Where several outputs come with one whole number for each example, they are of classes; else of values. */
async function guessedLoss({ data }: Training, outputs: number): Promise<Loss> {
  if (outputs < 2) return 'meanSquaredError';
  if (data === null) {
    const reason =
      'Where there are no examples to see it from, the loss must be named, as it is by the others.';
    throw errorOf({ code: 'bad-task', reason });
  }
  if (data === undefined || Symbol.asyncIterator in data) return 'meanSquaredError';
  const { numbers, shape } = await flatten((data as Pairs).ys, 'targets');
  const isFlat = shape === null || shape.length === 1 || shape.at(-1) === 1;
  const whole = Array.prototype.every.call(
    numbers,
    (value: number) => Number.isInteger(value) && value < outputs,
  );
  return isFlat && whole ? 'softmaxCrossEntropy' : 'meanSquaredError';
}
