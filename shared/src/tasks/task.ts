/**
 * A task is what is learned, as plain data: what comes in, the network, the loss, what the outputs mean. It fixes what a vector
 * of parameters means: a layout of named tensors, one behind the other in one flat float32 vector. All peers of a room
 * have the same task (see `digest.ts`).
 */
import { createRandom } from '../util/random/random.ts';
import { denseLayers, type Layer, layoutOf } from './layers.ts';

export interface TensorLayout {
  readonly name: string;
  readonly shape: readonly number[];
}

/**
 * What is made small, as a mean over the batch. `softmaxCrossEntropy`: an example is of one class, and the network gives a
 * logit for each. `sigmoidCrossEntropy`: an example may be of several classes or none, and the network gives a logit for
 * each. The others: the network gives values.
 */
export const LOSSES = [
  'softmaxCrossEntropy',
  'sigmoidCrossEntropy',
  'meanSquaredError',
  'absoluteDifference',
  'huberLoss',
] as const;
export type Loss = (typeof LOSSES)[number];

/** Standardisation of inputs before the network sees them: (value - mean) / deviation. One number, or one for each column, which is
 * the last axis of an input. */
export interface Normalisation {
  readonly mean: number | readonly number[];
  readonly deviation: number | readonly number[];
}

/** What JSON has. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A network of any layers that tfjs has, as its layers format has it. */
export interface TopologyNetwork {
  /** The layers format's `modelTopology`. */
  readonly topology: Json;
  /** Its parameters, in the order of the flat vector. */
  readonly tensors: readonly TensorLayout[];
  /** What is part of the network, and neither trained nor mixed; null for nothing. */
  readonly frozen: { readonly tensors: readonly TensorLayout[]; readonly sha256: string } | null;
}

export interface TaskDescription {
  readonly name: string;
  /** What it is, in half a sentence for people. */
  readonly title: string;
  /** Shape of one example, which itself comes as a flat row: `[784]`, or height, width and channels. */
  readonly input: readonly number[];
  /** From the input to one number for each output. Either these, or a `network`. */
  readonly layers?: readonly Layer[] | undefined;
  readonly network?: TopologyNetwork | undefined;
  readonly loss: Loss;
  /** The name of each output's class, for losses that are cross-entropies. */
  readonly classes?: readonly string[] | undefined;
  /** What each output is, with its unit, for losses of values. */
  readonly units?: readonly string[] | undefined;
  /** Null for none. */
  readonly normalisation: Normalisation | null;
  /** What numbers of an input may be, from the least to the largest; null for any. */
  readonly range?: readonly [number, number] | null | undefined;
  /** Examples in one local step. */
  readonly batchSize: number;
}

export interface Task extends TaskDescription {
  /** The tensors of the parameters, in the order of the flat vector. */
  readonly layout: readonly TensorLayout[];
  /** Numbers that the network gives for an example. */
  readonly outputs: number;
}

/**
 * Completes a task with what follows from its description.
 * @throws RangeError with a sentence where its parts do not fit each other
 */
export function createTask(description: TaskDescription): Task {
  const { name, input, layers, network, loss, classes, units } = description;
  const names = classes ?? units;
  if (names === undefined || (classes !== undefined) === (units !== undefined) || names.length === 0)
    throw new RangeError(`The task ${name} must name either its classes or the units of its values.`);
  if ((classes !== undefined) !== isCrossEntropy(loss))
    throw new RangeError(
      `The loss ${loss} of the task ${name} is not for ${classes ? 'classes' : 'values'}.`,
    );
  if ((layers === undefined) === (network === undefined))
    throw new RangeError(`The task ${name} must have either layers or a network.`);
  const length = lengthOf(input);
  for (const numbers of [description.normalisation?.mean, description.normalisation?.deviation]) {
    if (typeof numbers === 'object' && numbers.length !== input.at(-1))
      throw new RangeError(`The normalisation of the task ${name} must have a number for each column.`);
  }
  if (!(length > 0)) throw new RangeError(`The input of the task ${name} is empty.`);
  if (network !== undefined) return { ...description, layout: network.tensors, outputs: names.length };
  const { layout, output } = layoutOf(input, layers ?? []);
  if (output.length !== 1)
    throw new RangeError(`The task ${name} must end in one row of outputs, not in shape ${output}.`);
  if (output[0] !== names.length) {
    throw new RangeError(`The task ${name} names ${names.length} outputs, and its layers give ${output[0]}.`);
  }
  return { ...description, layout, outputs: names.length };
}

/** Whether the outputs are logits of classes. */
export function isCrossEntropy(loss: Loss): boolean {
  return loss === 'softmaxCrossEntropy' || loss === 'sigmoidCrossEntropy';
}

/** The layout of a stack of dense layers: kernel and bias of each. @param units of each layer, input first */
export function denseLayout([inputs, ...units]: readonly number[]): TensorLayout[] {
  return layoutOf([inputs], denseLayers(units)).layout;
}

/** Numbers in a tensor of that shape. */
export function lengthOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

export function sizeOf({ shape }: TensorLayout): number {
  return lengthOf(shape);
}

/** Length of the flat vector. */
export function dimensionOf(task: Pick<Task, 'layout'>): number {
  return task.layout.reduce((sum, tensor) => sum + sizeOf(tensor), 0);
}

/**
 * The parameters that a room of this seed begins with: kernels uniform within sqrt(6 / inputs) of 0 (He et al.
 * 2015, arXiv 1502.01852), where inputs are those that one output sees, and biases 0. Bit for bit the same in every
 * browser: only exact operations are used.
 */
export function initialParameters(task: Pick<Task, 'layout'>, seed: number): Float32Array<ArrayBuffer> {
  const parameters = new Float32Array(dimensionOf(task));
  let offset = 0;
  for (const tensor of task.layout) {
    const size = sizeOf(tensor);
    const outputs = tensor.shape[tensor.shape.length - 1];
    if (tensor.shape.length > 1) {
      const random = createRandom(seed, 'initial', tensor.name);
      const bound = Math.sqrt(6 / (size / outputs));
      for (let i = offset; i < offset + size; i++) parameters[i] = bound * (2 * random.uniform() - 1);
    }
    offset += size;
  }
  return parameters;
}
