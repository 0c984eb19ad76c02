/**
 * A stack of dense layers with softmax cross-entropy at the end: loss, and gradient by backpropagation. Allocates nothing
 * after it is made; one network serves all peers in turn.
 */
import type { MatrixMemory } from '../../gossip/kernels/matrix-kernels.ts';
import { denseLayout, sizeOf } from '../../tasks/task.ts';
import type { Random } from '../../util/random/random.ts';
import type { Examples } from './examples.ts';
import { createMatrixMemory } from './multiply-add.ts';

export type Activation = 'relu' | 'tanh' | 'sigmoid' | 'linear';

export interface DenseNetwork {
  /** Length of the parameter vector, laid out as `denseLayout` says. */
  readonly dimension: number;
  readonly classes: number;
  /**
   * Kernels uniform within sqrt(6 / inputs) of 0 before ReLU (He et al. 2015, arXiv 1502.01852), within
   * sqrt(6 / (inputs + outputs)) for the others (Glorot & Bengio 2010); biases 0.
   */
  initialise(parameters: Float32Array, random: Random): void;
  /**
   * Loss and gradient on the examples `rows[from]` to `rows[from + count - 1]`.
   * @param count at most the network's batch size
   * @param gradient overwritten, `dimension` long
   * @param shift added to the logits, one for each class; null for none
   * @returns the mean loss, in nats
   */
  gradient(
    parameters: Float32Array,
    gradient: Float32Array,
    examples: Examples,
    rows: Uint32Array,
    from: number,
    count: number,
    shift: Float32Array | null,
  ): number;
  /**
   * Adds the gradients of the examples `rows[from]` to `rows[from + count - 1]`, each no longer than `clip`. The square of one's
   * length is, of a layer, that of its input, and 1 for the bias, times that of its delta (Goodfellow 2015, arXiv 1510.01799).
   * One that is not finite adds nothing.
   * @param count at most the network's batch size
   */
  addClipped(
    parameters: Float32Array,
    sum: Float32Array,
    examples: Examples,
    rows: Uint32Array,
    from: number,
    count: number,
    clip: number,
  ): void;
  /** Mean loss in nats, and share of examples whose own label scored highest. */
  evaluate(parameters: Float32Array, examples: Examples): { loss: number; accuracy: number };
}

/** Positions are in the network's memory. */
interface Layer {
  readonly inputs: number;
  readonly outputs: number;
  /** Of the parameters. */
  readonly kernelAt: number;
  readonly biasAt: number;
  /** batch x inputs; the layer below writes it. */
  readonly inputAt: number;
  /** batch x outputs, after the activation. The last layer's are the logits. */
  readonly outputAt: number;
  /** batch x outputs: derivatives of the mean loss by what the activation was given. */
  readonly deltaAt: number;
}

/**
 * @param units of each layer, inputs first, classes last
 * @param batchSize most examples in one gradient
 * @param createMemory for matrices
 */
export function createDenseNetwork(
  units: readonly number[],
  activation: Activation,
  batchSize: number,
  createMemory: (length: number) => MatrixMemory = createMatrixMemory,
): DenseNetwork {
  const { layers, dimension, gradientAt, inputAt, transposedAt, length } = createLayers(units, batchSize);
  const { numbers, multiplyAdd } = createMemory(length);
  const labels = new Uint8Array(batchSize);
  const last = layers[layers.length - 1];
  const result = { loss: 0, right: 0 };
  const gradients = numbers.subarray(gradientAt, gradientAt + dimension);

  const load = (slot: number, { features, labels: all }: Examples, row: number): void => {
    const inputs = units[0];
    numbers.set(features.subarray(row * inputs, (row + 1) * inputs), inputAt + slot * inputs);
    labels[slot] = all[row];
  };

  /** Fills `result` with sums over the batch, and the last layer's delta. */
  const forward = (count: number, shift: Float32Array | null): void => {
    for (const { inputs, outputs, outputAt, inputAt, kernelAt, biasAt } of layers) {
      const output = numbers.subarray(outputAt, outputAt + count * outputs);
      for (let b = 0; b < count; b++) numbers.copyWithin(outputAt + b * outputs, biasAt, biasAt + outputs);
      multiplyAdd(outputAt, count, outputs, inputAt, inputs, 1, inputs, kernelAt);
      if (outputAt !== last.outputAt) activate(activation, output);
    }
    if (shift !== null) addToEach(numbers, last.outputAt, count, shift);
    crossEntropy(numbers, last, labels, count, result);
  };

  /** The delta of the layer below, through this layer's kernel and the activation between them. */
  const propagate = (
    { inputs, outputs, deltaAt, kernelAt, inputAt }: Layer,
    into: number,
    count: number,
  ): void => {
    transpose(numbers, kernelAt, inputs, outputs, transposedAt);
    numbers.fill(0, into, into + count * inputs);
    multiplyAdd(into, count, inputs, deltaAt, outputs, 1, outputs, transposedAt);
    timesSlope(activation, numbers, into, inputAt, count * inputs);
  };

  /** Of loaded examples the deltas of all layers. */
  const backward = (count: number): void => {
    for (let l = layers.length - 1; l > 0; l--) propagate(layers[l], layers[l - 1].deltaAt, count);
  };

  /** Fills `gradients` with what the deltas say. */
  const accumulate = (count: number): void => {
    gradients.fill(0);
    for (const { inputs, outputs, inputAt, deltaAt, kernelAt, biasAt } of layers) {
      multiplyAdd(gradientAt + kernelAt, inputs, outputs, inputAt, 1, inputs, count, deltaAt);
      for (let b = 0; b < count; b++) {
        for (let o = 0; o < outputs; o++) gradients[biasAt + o] += numbers[deltaAt + b * outputs + o];
      }
    }
  };

  return {
    dimension,
    classes: last.outputs,

    initialise(parameters, random) {
      parameters.fill(0);
      for (const { inputs, outputs, kernelAt, biasAt } of layers) {
        const bound = Math.sqrt(6 / (activation === 'relu' ? inputs : inputs + outputs));
        for (let i = kernelAt; i < biasAt; i++) parameters[i] = bound * (2 * random.uniform() - 1);
      }
    },

    gradient(parameters, gradient, examples, rows, from, count, shift) {
      numbers.set(parameters);
      for (let b = 0; b < count; b++) load(b, examples, rows[from + b]);
      forward(count, shift);
      backward(count);
      accumulate(count);
      gradient.set(gradients);
      return result.loss / count;
    },

    addClipped(parameters, sum, examples, rows, from, count, clip) {
      numbers.set(parameters);
      for (let b = 0; b < count; b++) load(b, examples, rows[from + b]);
      forward(count, null);
      backward(count);
      // Deltas are those of the mean loss.
      for (let b = 0; b < count; b++) weigh(layers, numbers, b, count, clip);
      accumulate(count);
      for (let i = 0; i < dimension; i++) sum[i] += gradients[i];
    },

    evaluate(parameters, examples) {
      numbers.set(parameters);
      const total = examples.labels.length;
      let loss = 0;
      let right = 0;
      for (let from = 0; from < total; from += batchSize) {
        const count = Math.min(batchSize, total - from);
        for (let b = 0; b < count; b++) load(b, examples, from + b);
        forward(count, null);
        loss += result.loss;
        right += result.right;
      }
      return { loss: loss / total, accuracy: right / total };
    },
  };
}

/**
 * Scales the deltas of an example such that its gradient is no longer than `clip`, and leaves nothing of it where that is not
 * finite. @param times what the deltas are to be multiplied by first
 */
function weigh(
  layers: readonly Layer[],
  numbers: Float32Array,
  example: number,
  times: number,
  clip: number,
): void {
  let square = 0;
  for (const { inputs, outputs, inputAt, deltaAt } of layers) {
    const input = squareOf(numbers, inputAt + example * inputs, inputs);
    square += (input + 1) * squareOf(numbers, deltaAt + example * outputs, outputs);
  }
  const length = times * Math.sqrt(square);
  const finite = Number.isFinite(length);
  const factor = times * (length > clip ? clip / length : 1);
  for (const { inputs, outputs, inputAt, deltaAt } of layers) {
    const at = deltaAt + example * outputs;
    if (finite) for (let i = at; i < at + outputs; i++) numbers[i] *= factor;
    else {
      // Nothing times what is not finite is not nothing.
      numbers.fill(0, at, at + outputs);
      numbers.fill(0, inputAt + example * inputs, inputAt + (example + 1) * inputs);
    }
  }
}

function squareOf(numbers: Float32Array, from: number, count: number): number {
  let sum = 0;
  for (let i = from; i < from + count; i++) sum += numbers[i] * numbers[i];
  return sum;
}

/** Where everything lies: parameters first, then their gradient, then what belongs to a batch. */
function createLayers(
  units: readonly number[],
  batchSize: number,
): {
  readonly layers: readonly Layer[];
  readonly dimension: number;
  readonly gradientAt: number;
  readonly inputAt: number;
  /** Room for any kernel but the first. */
  readonly transposedAt: number;
  readonly length: number;
} {
  const layout = denseLayout(units);
  const dimension = layout.reduce((sum, tensor) => sum + sizeOf(tensor), 0);
  let length = 0;
  const reserve = (count: number): number => {
    length += count;
    return length - count;
  };
  const layers: Layer[] = [];
  let at = reserve(dimension);
  const gradientAt = reserve(dimension);
  const firstInputAt = reserve(batchSize * units[0]);
  let inputAt = firstInputAt;
  let largest = 0;
  for (let l = 0; l + 1 < units.length; l++) {
    const [inputs, outputs] = [units[l], units[l + 1]];
    const kernelAt = at;
    const biasAt = kernelAt + sizeOf(layout[2 * l]);
    at = biasAt + sizeOf(layout[2 * l + 1]);
    const outputAt = reserve(batchSize * outputs);
    layers.push({
      inputs,
      outputs,
      kernelAt,
      biasAt,
      inputAt,
      outputAt,
      deltaAt: reserve(batchSize * outputs),
    });
    inputAt = outputAt;
    if (l > 0) largest = Math.max(largest, inputs * outputs);
  }
  return { layers, dimension, gradientAt, inputAt: firstInputAt, transposedAt: reserve(largest), length };
}

/** Adds a row to each of so many. */
function addToEach(numbers: Float32Array, at: number, count: number, row: Float32Array): void {
  for (let b = 0; b < count; b++) {
    for (let o = 0; o < row.length; o++) numbers[at + b * row.length + o] += row[o];
  }
}

/** @param at of a matrix of rows x columns @param into where columns x rows go */
function transpose(numbers: Float32Array, at: number, rows: number, columns: number, into: number): void {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      numbers[into + column * rows + row] = numbers[at + row * columns + column];
    }
  }
}

function activate(activation: Activation, values: Float32Array): void {
  const count = values.length;
  if (activation === 'relu') {
    for (let i = 0; i < count; i++) values[i] = Math.max(0, values[i]);
  } else if (activation === 'tanh') {
    for (let i = 0; i < count; i++) values[i] = Math.tanh(values[i]);
  } else if (activation === 'sigmoid') {
    for (let i = 0; i < count; i++) values[i] = 1 / (1 + Math.exp(-values[i]));
  }
}

/** Multiplies each number by the derivative of the activation, which it has by what came out of it. */
function timesSlope(
  activation: Activation,
  numbers: Float32Array,
  at: number,
  outputAt: number,
  count: number,
): void {
  if (activation === 'relu') {
    for (let i = 0; i < count; i++) if (numbers[outputAt + i] <= 0) numbers[at + i] = 0;
  } else if (activation === 'tanh') {
    for (let i = 0; i < count; i++) numbers[at + i] *= 1 - numbers[outputAt + i] ** 2;
  } else if (activation === 'sigmoid') {
    for (let i = 0; i < count; i++) numbers[at + i] *= numbers[outputAt + i] * (1 - numbers[outputAt + i]);
  }
}

/** Softmax of the logits against the labels: sums of loss and of right answers, and the delta of the mean loss. */
function crossEntropy(
  numbers: Float32Array,
  { outputs, outputAt, deltaAt }: Layer,
  labels: Uint8Array,
  count: number,
  result: { loss: number; right: number },
): void {
  result.loss = 0;
  result.right = 0;
  for (let b = 0; b < count; b++) {
    const at = outputAt + b * outputs;
    const delta = deltaAt + b * outputs;
    let best = 0;
    for (let o = 1; o < outputs; o++) if (numbers[at + o] > numbers[at + best]) best = o;
    // Less the largest, so that no exponential overflows.
    const largest = numbers[at + best];
    let sum = 0;
    for (let o = 0; o < outputs; o++) sum += Math.exp(numbers[at + o] - largest);
    for (let o = 0; o < outputs; o++) {
      numbers[delta + o] = Math.exp(numbers[at + o] - largest) / sum / count;
    }
    numbers[delta + labels[b]] -= 1 / count;
    result.loss += Math.log(sum) + largest - numbers[at + labels[b]];
    if (best === labels[b]) result.right += 1;
  }
}
