/**
 * A stack of dense layers with softmax cross-entropy at the end, on typed arrays: loss, and gradient by
 * backpropagation. Allocates nothing after it is made; one network serves all peers in turn.
 */
import type { Random } from '../../gossip/random/random.ts';
import { denseLayout, sizeOf } from '../../tasks/task.ts';
import type { Examples } from './examples.ts';
import { multiplyAdd, type Strided } from './multiply-add.ts';

export type Activation = 'relu' | 'tanh' | 'sigmoid' | 'linear';

export interface DenseNetwork {
  /** Length of the parameter vector, laid out as `denseLayout` says. */
  readonly dimension: number;
  /**
   * Kernels uniform within sqrt(6 / inputs) of 0 before ReLU (He et al. 2015, arXiv 1502.01852), within
   * sqrt(6 / (inputs + outputs)) for the others (Glorot & Bengio 2010); biases 0.
   */
  initialise(parameters: Float32Array, random: Random): void;
  /**
   * Loss and gradient on the examples `rows[from]` to `rows[from + count - 1]`.
   * @param count at most the network's batch size
   * @param gradient overwritten, `dimension` long
   * @returns the mean loss, in nats
   */
  gradient(
    parameters: Float32Array,
    gradient: Float32Array,
    examples: Examples,
    rows: Uint32Array,
    from: number,
    count: number,
  ): number;
  /** Mean loss in nats, and share of examples whose own label scored highest. */
  evaluate(parameters: Float32Array, examples: Examples): { loss: number; accuracy: number };
}

interface Layer {
  readonly inputs: number;
  readonly outputs: number;
  readonly kernelAt: number;
  readonly biasAt: number;
  /** batch x inputs; the layer below writes it. */
  readonly input: Strided;
  readonly inputTransposed: Strided;
  /** batch x outputs, after the activation. The last layer's are the logits. */
  readonly output: Float32Array;
  /** batch x outputs: derivatives of the mean loss by what the activation was given. */
  readonly delta: Float32Array;
}

/**
 * @param units of each layer, inputs first, classes last
 * @param batchSize most examples in one gradient
 */
export function createDenseNetwork(
  units: readonly number[],
  activation: Activation,
  batchSize: number,
): DenseNetwork {
  const input = new Float32Array(batchSize * units[0]);
  const labels = new Uint8Array(batchSize);
  const layers = createLayers(units, input, batchSize);
  const last = layers[layers.length - 1];
  const dimension = last.biasAt + last.outputs;
  const result = { loss: 0, right: 0 };

  const load = (slot: number, examples: Examples, row: number): void => {
    const inputs = units[0];
    for (let i = 0; i < inputs; i++) input[slot * inputs + i] = examples.features[row * inputs + i];
    labels[slot] = examples.labels[row];
  };

  /** Fills `result` with sums over the batch, and the last layer's delta. */
  const forward = (parameters: Float32Array, count: number): void => {
    for (const layer of layers) {
      const { inputs, outputs, output, kernelAt, biasAt } = layer;
      for (let b = 0; b < count; b++) {
        for (let o = 0; o < outputs; o++) output[b * outputs + o] = parameters[biasAt + o];
      }
      multiplyAdd(output, 0, count, outputs, layer.input, inputs, parameters, kernelAt);
      if (layer !== last) activate(activation, output, count * outputs);
    }
    crossEntropy(last, labels, count, result);
  };

  return {
    dimension,

    initialise(parameters, random) {
      parameters.fill(0);
      for (const { inputs, outputs, kernelAt, biasAt } of layers) {
        const bound = Math.sqrt(6 / (activation === 'relu' ? inputs : inputs + outputs));
        for (let i = kernelAt; i < biasAt; i++) parameters[i] = bound * (2 * random.uniform() - 1);
      }
    },

    gradient(parameters, gradient, examples, rows, from, count) {
      for (let b = 0; b < count; b++) load(b, examples, rows[from + b]);
      forward(parameters, count);
      gradient.fill(0);
      for (let l = layers.length - 1; l >= 0; l--) {
        const { inputs, outputs, inputTransposed, delta, kernelAt, biasAt } = layers[l];
        multiplyAdd(gradient, kernelAt, inputs, outputs, inputTransposed, count, delta, 0);
        for (let b = 0; b < count; b++) {
          for (let o = 0; o < outputs; o++) gradient[biasAt + o] += delta[b * outputs + o];
        }
        if (l > 0) propagate(layers[l], layers[l - 1], activation, parameters, count);
      }
      return result.loss / count;
    },

    evaluate(parameters, examples) {
      const total = examples.labels.length;
      let loss = 0;
      let right = 0;
      for (let from = 0; from < total; from += batchSize) {
        const count = Math.min(batchSize, total - from);
        for (let b = 0; b < count; b++) load(b, examples, from + b);
        forward(parameters, count);
        loss += result.loss;
        right += result.right;
      }
      return { loss: loss / total, accuracy: right / total };
    },
  };
}

function createLayers(units: readonly number[], input: Float32Array, batchSize: number): Layer[] {
  const layout = denseLayout(units);
  const layers: Layer[] = [];
  let values = input;
  let at = 0;
  for (let l = 0; l + 1 < units.length; l++) {
    const inputs = units[l];
    const outputs = units[l + 1];
    const output = new Float32Array(batchSize * outputs);
    const kernelAt = at;
    const biasAt = kernelAt + sizeOf(layout[2 * l]);
    at = biasAt + sizeOf(layout[2 * l + 1]);
    layers.push({
      inputs,
      outputs,
      kernelAt,
      biasAt,
      input: { values, rowStep: inputs, innerStep: 1 },
      inputTransposed: { values, rowStep: 1, innerStep: inputs },
      output,
      delta: new Float32Array(batchSize * outputs),
    });
    values = output;
  }
  return layers;
}

function activate(activation: Activation, values: Float32Array, count: number): void {
  if (activation === 'relu') {
    for (let i = 0; i < count; i++) values[i] = Math.max(0, values[i]);
  } else if (activation === 'tanh') {
    for (let i = 0; i < count; i++) values[i] = Math.tanh(values[i]);
  } else if (activation === 'sigmoid') {
    for (let i = 0; i < count; i++) values[i] = 1 / (1 + Math.exp(-values[i]));
  }
}

/** The derivative of an activation, by what came out of it. */
function slope(activation: Activation, output: number): number {
  switch (activation) {
    case 'relu':
      return output > 0 ? 1 : 0;
    case 'tanh':
      return 1 - output * output;
    case 'sigmoid':
      return output * (1 - output);
    case 'linear':
      return 1;
  }
}

/** Softmax of the logits against the labels: sums of loss and of right answers, and the delta of the mean loss. */
function crossEntropy(
  { outputs, output, delta }: Layer,
  labels: Uint8Array,
  count: number,
  result: { loss: number; right: number },
): void {
  result.loss = 0;
  result.right = 0;
  for (let b = 0; b < count; b++) {
    const at = b * outputs;
    let best = 0;
    for (let o = 1; o < outputs; o++) if (output[at + o] > output[at + best]) best = o;
    // Less the largest, so that no exponential overflows.
    const largest = output[at + best];
    let sum = 0;
    for (let o = 0; o < outputs; o++) sum += Math.exp(output[at + o] - largest);
    for (let o = 0; o < outputs; o++) delta[at + o] = Math.exp(output[at + o] - largest) / sum / count;
    delta[at + labels[b]] -= 1 / count;
    result.loss += Math.log(sum) + largest - output[at + labels[b]];
    if (best === labels[b]) result.right += 1;
  }
}

/** The delta of the layer below, through this layer's kernel and the activation between them. */
function propagate(
  layer: Layer,
  below: Layer,
  activation: Activation,
  parameters: Float32Array,
  count: number,
): void {
  const { inputs, outputs, delta, kernelAt } = layer;
  for (let b = 0; b < count; b++) {
    for (let i = 0; i < inputs; i++) {
      const steepness = slope(activation, below.output[b * inputs + i]);
      let sum = 0;
      if (steepness !== 0) {
        const kernelRow = kernelAt + i * outputs;
        const deltaRow = b * outputs;
        for (let o = 0; o < outputs; o++) sum += parameters[kernelRow + o] * delta[deltaRow + o];
      }
      below.delta[b * inputs + i] = steepness * sum;
    }
  }
}
