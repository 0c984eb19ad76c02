/**
 * A task fixes what a vector of parameters means: a layout of named tensors, one behind the other in one flat
 * float32 vector. All peers of a room have the same task and begin with the same parameters.
 */
import { createRandom } from '../gossip/random/random.ts';
import { denseLayers, type Layer, layoutOf } from './layers.ts';

export interface TensorLayout {
  readonly name: string;
  readonly shape: readonly number[];
}

export interface Task {
  readonly name: string;
  readonly title: string;
  /** Of one example, which itself comes as a flat row: `[784]`, or height, width and channels. */
  readonly input: readonly number[];
  /** From the input to one logit for each class. */
  readonly layers: readonly Layer[];
  readonly classes: number;
  /** In the order of the flat vector. */
  readonly layout: readonly TensorLayout[];
  /** Examples in one local step. */
  readonly batchSize: number;
}

/** Completes a task with what follows from its layers. @throws Error where one does not fit the one before */
export function createTask(description: Omit<Task, 'layout' | 'classes'>): Task {
  const { layout, output } = layoutOf(description.input, description.layers);
  if (output.length !== 1) throw new Error(`The task ${description.name} must end in one row of logits.`);
  return { ...description, layout, classes: output[0] };
}

/** The layout of a stack of dense layers: kernel and bias of each. @param units of each layer, input first */
export function denseLayout([inputs, ...units]: readonly number[]): TensorLayout[] {
  return layoutOf([inputs], denseLayers(units)).layout;
}

export function sizeOf({ shape }: TensorLayout): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** Length of the flat vector. */
export function dimensionOf(task: Task): number {
  return task.layout.reduce((sum, tensor) => sum + sizeOf(tensor), 0);
}

/**
 * The parameters that a room of this seed begins with: kernels uniform within sqrt(6 / inputs) of 0 (He et al.
 * 2015, arXiv 1502.01852), where inputs are those that one output sees, and biases 0. Bit for bit the same in every
 * browser: only exact operations are used.
 */
export function initialParameters(task: Task, seed: number): Float32Array {
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
