/**
 * Gradients of single examples, clipped and summed, in one pass back through a network of tfjs. Of a layer that multiplies, an
 * example's gradient is the product of what it was given and of the derivatives by what it gave, so the lengths, and the sum of
 * all that is scaled, come from these two: Goodfellow 2015, arXiv 1510.01799, and Z. Bu et al. 2022, arXiv 2210.00038. A
 * convolution multiplies patches. Layers for which there is no exact way are refused.
 *
 * Loaded only where a run is private.
 */
import { sizeOf, type Task } from '@hearsay/shared/tasks/task.ts';
import * as tf from '@tensorflow/tfjs-core';
import type { layers } from '@tensorflow/tfjs-layers';
import { HearsayError } from '../problems.ts';
import { lossOf } from './losses.ts';
import type { Network } from './network.ts';
import type { AddClipped } from './tfjs-learner.ts';

/** Layers without weights in which no example has to do with another. */
const APART: readonly string[] = [
  ...['InputLayer', 'Flatten', 'Reshape', 'Permute', 'RepeatVector', 'Masking'],
  ...['Activation', 'ReLU', 'LeakyReLU', 'ELU', 'ThresholdedReLU', 'Softmax'],
  ...['Dropout', 'SpatialDropout1D', 'GaussianNoise', 'GaussianDropout', 'AlphaDropout'],
  ...['MaxPooling1D', 'MaxPooling2D', 'AveragePooling1D', 'AveragePooling2D'],
  ...['GlobalAveragePooling1D', 'GlobalAveragePooling2D', 'GlobalMaxPooling1D', 'GlobalMaxPooling2D'],
  ...['ZeroPadding2D', 'Cropping2D', 'UpSampling2D', 'Resizing', 'Rescaling'],
  ...['Add', 'Average', 'Multiply', 'Maximum', 'Minimum'],
];
/** Layers with weights of which that is true; where they are not trained, nothing more need be. */
const APART_WITH_WEIGHTS: readonly string[] = [
  ...['Dense', 'Conv1D', 'Conv2D', 'DepthwiseConv2D', 'SeparableConv2D', 'Conv2DTranspose', 'Embedding'],
];
/** Those whose gradients are known here. */
const CLIPPED: readonly string[] = ['Dense', 'Conv2D'];

/** What of a layer is used that its type does not say. */
interface Product {
  readonly layer: layers.Layer;
  readonly kernel: tf.Variable;
  readonly bias: tf.Variable | null;
  /** Where these two begin in the parameters. */
  readonly kernelAt: number;
  readonly biasAt: number;
  readonly activate: (values: tf.Tensor) => tf.Tensor;
  /** Of a convolution; null of a dense layer. */
  readonly window: Window | null;
}

interface Window {
  readonly strides: [number, number];
  readonly padding: 'valid' | 'same';
}

/**
 * @returns see `AddClipped`: of the network as its variables are
 * @throws HearsayError `cannot-be-private` where a layer has no exact way
 */
export function clippedGradientsOf(task: Task, network: Network): AddClipped {
  const products = productsOf(task, network);
  return (inputs, targets, clip, sum) => {
    const { given, derivatives } = passBack(task, network, products, inputs, targets);
    const parts = products.map((product, i) => partsOf(product, given[i], derivatives[i]));
    const lengths = tf.sqrt(tf.addN(parts.map(({ squares }) => squares))).dataSync();
    if (lengths.every(Number.isFinite)) {
      const weights = tf.tensor1d(
        Float32Array.from(lengths, (length) => (length > clip ? clip / length : 1)),
      );
      for (const [i, product] of products.entries()) addWeighted(product, parts[i], weights, sum);
      return;
    }
    // Each is worked out by itself from its own row, so those that are left have the same lengths as before.
    const finite = [...lengths.keys()].filter((row) => Number.isFinite(lengths[row]));
    if (finite.length === 0) return;
    const rows = tf.tensor1d(finite, 'int32');
    clippedGradientsOf(task, network)(tf.gather(inputs, rows), tf.gather(targets, rows), clip, sum);
  };
}

/** What multiplies in the network, in the order of its layers. */
function productsOf({ layout }: Task, { layers: all, weights }: Network): readonly Product[] {
  const starts: number[] = [];
  layout.reduce((at, tensor) => {
    starts.push(at);
    return at + sizeOf(tensor);
  }, 0);
  const startOf = (variable: tf.Variable): number => {
    const index = weights.findIndex((weight) => weight.variable === variable);
    return index < 0 ? -1 : starts[index];
  };
  const products: Product[] = [];
  for (const layer of all) {
    const kind = layer.getClassName();
    const variables = layer.weights.map((weight) => weight.read() as tf.Variable);
    const trained = variables.some((variable) => startOf(variable) >= 0);
    if (!trained && isApart(layer, kind, variables.length > 0)) continue;
    const product = trained && CLIPPED.includes(kind) ? productOf(layer, variables, startOf) : null;
    // One that is used twice would have two gradients, which are clipped as one.
    if (product === null || layer.inboundNodes.length > 1) {
      throw new HearsayError({ code: 'cannot-be-private', reason: 'layer', layer: layer.name, kind });
    }
    products.push(product);
  }
  return products;
}

function isApart(layer: layers.Layer, kind: string, hasWeights: boolean): boolean {
  if (hasWeights) return APART_WITH_WEIGHTS.includes(kind);
  // The first axis is that of the examples.
  if (kind === 'Concatenate') return layer.getConfig().axis !== 0;
  return APART.includes(kind);
}

function productOf(
  layer: layers.Layer,
  variables: readonly tf.Variable[],
  startOf: (variable: tf.Variable) => number,
): Product | null {
  const { activation } = layer as { activation?: unknown };
  const [kernel, bias = null] = variables;
  if (kernel.rank !== 2 && kernel.rank !== 4) return null;
  const window = kernel.rank === 4 ? windowOf(layer) : null;
  if (kernel.rank === 4 && window === null) return null;
  return {
    layer,
    kernel,
    bias,
    kernelAt: startOf(kernel),
    biasAt: bias === null ? -1 : startOf(bias),
    activate: (values) => (canApply(activation) ? activation.apply(values) : values),
    window,
  };
}

/** Null for what tfjs cannot derive by, or is not known here. */
function windowOf(layer: layers.Layer): Window | null {
  const { strides, dilationRate = 1, padding, dataFormat } = layer.getConfig();
  const plain = pairOf(dilationRate).every((step) => step === 1) && dataFormat !== 'channelsFirst';
  if (!plain || (padding !== 'valid' && padding !== 'same')) return null;
  return { strides: pairOf(strides), padding };
}

function canApply(activation: unknown): activation is { apply(values: tf.Tensor): tf.Tensor } {
  return (
    typeof activation === 'object' &&
    activation !== null &&
    'apply' in activation &&
    typeof activation.apply === 'function'
  );
}

function pairOf(value: unknown): [number, number] {
  if (Array.isArray(value)) return [Number(value[0]), Number(value[1])];
  return typeof value === 'number' ? [value, value] : [1, 1];
}

/**
 * Runs the network forth and back. Each product is added to a tensor of zeros, by which the loss is then derived.
 * @returns of each product what it was given, and the derivatives of each example's own loss by what came out of it
 */
function passBack(
  task: Task,
  network: Network,
  products: readonly Product[],
  inputs: tf.Tensor2D,
  targets: tf.Tensor,
): { given: readonly tf.Tensor[]; derivatives: readonly tf.Tensor[] } {
  const [rows] = inputs.shape;
  const given: tf.Tensor[] = [];
  const zeros = products.map(({ layer }) => {
    const { outputShape } = layer;
    return tf.zeros([rows, ...(outputShape as (number | null)[]).slice(1).map((length) => length ?? 1)]);
  });
  const derive = tf.grads((...added: tf.Tensor[]) => {
    const restore = products.map((product, i) =>
      replaceCall(product, added[i], (tensor) => {
        given[i] = tf.keep(tensor.clone());
      }),
    );
    try {
      const outputs = network.apply(inputs, true);
      // The mean of the losses, so many times, is the sum.
      return tf.mul(lossOf(task, outputs, targets), rows);
    } finally {
      for (const back of restore) back();
    }
  });
  const derivatives = derive(zeros);
  // So that the scope that this is called in disposes of them.
  const scoped = given.map((tensor) => {
    const copy = tensor.clone();
    tensor.dispose();
    return copy;
  });
  return { given: scoped, derivatives };
}

/** Lets a layer add so much to its product. @param onGiven told what it is given @returns takes that back */
function replaceCall(product: Product, added: tf.Tensor, onGiven: (tensor: tf.Tensor) => void): () => void {
  const { layer, kernel, bias, window, activate } = product;
  const before = Object.getOwnPropertyDescriptor(layer, 'call');
  layer.call = (inputs) => {
    const input = Array.isArray(inputs) ? inputs[0] : inputs;
    onGiven(input);
    const multiplied =
      window === null
        ? denseProduct(input, kernel)
        : convolution(input as tf.Tensor4D, kernel as tf.Tensor4D, window);
    const whole = bias === null ? multiplied : tf.add(multiplied, bias);
    return activate(tf.add(whole, added));
  };
  return () => {
    if (before === undefined) Reflect.deleteProperty(layer, 'call');
    else Object.defineProperty(layer, 'call', before);
  };
}

function denseProduct(input: tf.Tensor, kernel: tf.Tensor): tf.Tensor {
  const [inputs, outputs] = kernel.shape;
  const flat = tf.matMul(tf.reshape(input, [-1, inputs]), kernel as tf.Tensor2D);
  return tf.reshape(flat, [...input.shape.slice(0, -1), outputs]);
}

function convolution(input: tf.Tensor4D, kernel: tf.Tensor4D, { strides, padding }: Window): tf.Tensor {
  return tf.conv2d(input, kernel, strides, padding, 'NHWC');
}

/** A product, example by example. */
interface Parts {
  /** examples x places x inputs */
  readonly given: tf.Tensor3D;
  /** examples x places x outputs */
  readonly derivatives: tf.Tensor3D;
  /** Of each example's gradient the square of its length. */
  readonly squares: tf.Tensor1D;
}

function partsOf({ kernel, bias, window }: Product, input: tf.Tensor, by: tf.Tensor): Parts {
  const [rows] = input.shape;
  const outputs = kernel.shape[kernel.rank - 1];
  const inputs = kernel.size / outputs;
  const patches = window === null ? input : patchesOf(input as tf.Tensor4D, kernel, window);
  const given = tf.reshape<tf.Rank.R3>(patches, [rows, -1, inputs]);
  const derivatives = tf.reshape<tf.Rank.R3>(by, [rows, -1, outputs]);
  const ofKernel = squaresOf(given, derivatives);
  if (bias === null) return { given, derivatives, squares: ofKernel };
  const ofBias = tf.sum<tf.Tensor1D>(tf.square(tf.sum(derivatives, 1)), -1);
  return { given, derivatives, squares: tf.add(ofKernel, ofBias) };
}

/** Of the sum over places of given times derivatives, each example's squared length, by whichever way is shorter. */
function squaresOf(given: tf.Tensor3D, derivatives: tf.Tensor3D): tf.Tensor1D {
  const [, places, inputs] = given.shape;
  const outputs = derivatives.shape[2];
  if (places * places <= inputs * outputs) {
    // |sum of a b'|^2 is the sum over pairs of places of (a a)(b b).
    const pairs = tf.mul(
      tf.matMul(given, given, false, true),
      tf.matMul(derivatives, derivatives, false, true),
    );
    return tf.sum(pairs, [1, 2]);
  }
  return tf.sum(tf.square(tf.matMul(given, derivatives, true, false)), [1, 2]);
}

/**
 * What a kernel is multiplied by at each place: examples x height x width x (channels x kernel places). As a convolution of each
 * channel by kernels of which each has a single 1, since copying so many short rows takes several times as long.
 */
function patchesOf(input: tf.Tensor4D, kernel: tf.Tensor, { strides, padding }: Window): tf.Tensor {
  const [height, width, channels] = kernel.shape;
  const places = height * width;
  const single = tf.reshape(tf.eye(places), [height, width, 1, places]);
  const picking = tf.tile(single, [1, 1, channels, 1]) as tf.Tensor4D;
  return tf.depthwiseConv2d(input, picking, strides, padding);
}

/** Adds the gradients of a product, each by its example's weight. */
function addWeighted(
  { kernel, kernelAt, biasAt, window }: Product,
  { given, derivatives }: Parts,
  weights: tf.Tensor1D,
  sum: Float32Array,
): void {
  const weighted = tf.mul(derivatives, tf.reshape(weights, [-1, 1, 1]));
  const flat = tf.reshape<tf.Rank.R2>(weighted, [-1, derivatives.shape[2]]);
  if (kernelAt >= 0) {
    const all = tf.reshape<tf.Rank.R2>(given, [-1, given.shape[2]]);
    const gradient = tf.matMul(all, flat, true, false);
    addTo(sum, kernelAt, window === null ? gradient : inOrderOf(kernel, gradient));
  }
  if (biasAt >= 0) addTo(sum, biasAt, tf.sum(flat, 0));
}

/** Of patches channels come first, of a kernel its places. */
function inOrderOf({ shape }: tf.Tensor, gradient: tf.Tensor): tf.Tensor {
  const [height, width, channels, filters] = shape;
  return tf.transpose(tf.reshape(gradient, [channels, height * width, filters]), [1, 0, 2]);
}

function addTo(sum: Float32Array, at: number, tensor: tf.Tensor): void {
  const values = tensor.dataSync();
  for (let i = 0; i < values.length; i++) sum[at + i] += values[i];
}
