/**
 * A task fixes what a vector of parameters means: a layout of named tensors, one behind the other in one flat
 * float32 vector. All peers of a room have the same task and begin with the same parameters.
 */
import { createRandom } from '../gossip/random/random.ts';

export interface TensorLayout {
  readonly name: string;
  readonly shape: readonly number[];
}

export interface Task {
  readonly name: string;
  readonly title: string;
  /** Units of each layer, input first: a stack of dense layers with ReLU between, softmax at the end. */
  readonly units: readonly number[];
  /** In the order of the flat vector. */
  readonly layout: readonly TensorLayout[];
  /** Examples in one local step. */
  readonly batchSize: number;
}

/** The layout of a stack of dense layers: kernel and bias of each, as tfjs orders and shapes them. */
export function denseLayout(units: readonly number[]): TensorLayout[] {
  return units.slice(1).flatMap((outputs, i) => [
    { name: `dense${i + 1}/kernel`, shape: [units[i], outputs] },
    { name: `dense${i + 1}/bias`, shape: [outputs] },
  ]);
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
 * 2015, arXiv 1502.01852), biases 0. Bit for bit the same in every browser: only exact operations are used.
 */
export function initialParameters(task: Task, seed: number): Float32Array {
  const parameters = new Float32Array(dimensionOf(task));
  let offset = 0;
  for (const tensor of task.layout) {
    const size = sizeOf(tensor);
    if (tensor.shape.length > 1) {
      const random = createRandom(seed, 'initial', tensor.name);
      const bound = Math.sqrt(6 / tensor.shape[0]);
      for (let i = offset; i < offset + size; i++) parameters[i] = bound * (2 * random.uniform() - 1);
    }
    offset += size;
  }
  return parameters;
}
