/**
 * A network of plain layers, computed without any library: for a page that somebody takes home, and opens from a disk. One
 * example at a time, as tfjs would compute it.
 */
import type { Activation, Layer } from '@hearsay/shared/tasks/layers.ts';

export interface PlainNetwork {
  /** Shape of an example: one length, or height, width and channels. */
  readonly input: readonly number[];
  readonly layers: readonly Layer[];
  /** Kernel and bias of each layer, one behind the other, as in `layoutOf`. */
  readonly parameters: Float32Array;
}

const ACTIVATIONS: Readonly<Record<Activation, (value: number) => number>> = {
  linear: (value) => value,
  relu: (value) => Math.max(0, value),
  tanh: Math.tanh,
  sigmoid: (value) => 1 / (1 + Math.exp(-value)),
};

interface Values {
  readonly shape: readonly number[];
  readonly numbers: Float32Array;
}

/** @param example as many numbers as the input has, standardised where the task says so @returns what the last layer gives */
export function outputsOf({ input, layers, parameters }: PlainNetwork, example: Float32Array): Float32Array {
  let values: Values = { shape: input, numbers: example };
  let offset = 0;
  const take = (length: number): Float32Array => {
    offset += length;
    return parameters.subarray(offset - length, offset);
  };
  for (const layer of layers) {
    switch (layer.kind) {
      case 'dense':
        values = dense(values, layer, take);
        break;
      case 'convolution':
        values = convolution(values, layer, take);
        break;
      case 'max-pooling':
        values = maxPooling(values, layer.size);
        break;
      case 'flatten':
        values = { shape: [values.numbers.length], numbers: values.numbers };
        break;
    }
  }
  return values.numbers;
}

type Take = (length: number) => Float32Array;

function dense(
  { numbers }: Values,
  { units, activation }: Extract<Layer, { kind: 'dense' }>,
  take: Take,
): Values {
  const kernel = take(numbers.length * units);
  const sums = Float32Array.from(take(units));
  for (let i = 0; i < numbers.length; i++) {
    if (numbers[i] === 0) continue;
    for (let unit = 0; unit < units; unit++) sums[unit] += numbers[i] * kernel[i * units + unit];
  }
  return { shape: [units], numbers: sums.map(ACTIVATIONS[activation]) };
}

function convolution(
  { shape: [height, width, channels], numbers }: Values,
  { kernel: side, filters, activation }: Extract<Layer, { kind: 'convolution' }>,
  take: Take,
): Values {
  const kernel = take(side * side * channels * filters);
  const bias = take(filters);
  const [rows, columns] = [height - side + 1, width - side + 1];
  const sums = new Float32Array(rows * columns * filters);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const to = (row * columns + column) * filters;
      sums.set(bias, to);
      for (let y = 0; y < side; y++) {
        // Neighbours in a row, and their channels, lie one behind the other, in the example as in the kernel.
        const from = ((row + y) * width + column) * channels;
        for (let i = 0; i < side * channels; i++) {
          const value = numbers[from + i];
          if (value === 0) continue;
          const at = (y * side * channels + i) * filters;
          for (let filter = 0; filter < filters; filter++) sums[to + filter] += value * kernel[at + filter];
        }
      }
    }
  }
  return { shape: [rows, columns, filters], numbers: sums.map(ACTIVATIONS[activation]) };
}

function maxPooling({ shape: [height, width, channels], numbers }: Values, size: number): Values {
  const [rows, columns] = [Math.floor(height / size), Math.floor(width / size)];
  const largest = new Float32Array(rows * columns * channels).fill(Number.NEGATIVE_INFINITY);
  for (let row = 0; row < rows * size; row++) {
    for (let column = 0; column < columns * size; column++) {
      const to = (Math.floor(row / size) * columns + Math.floor(column / size)) * channels;
      const from = (row * width + column) * channels;
      for (let channel = 0; channel < channels; channel++)
        largest[to + channel] = Math.max(largest[to + channel], numbers[from + channel]);
    }
  }
  return { shape: [rows, columns, channels], numbers: largest };
}

/** Shares that add up to 1. */
export function softmax(logits: Float32Array): number[] {
  const most = Math.max(...logits);
  const powers = Array.from(logits, (logit) => Math.exp(logit - most));
  const sum = powers.reduce((all, power) => all + power, 0);
  return powers.map((power) => power / sum);
}
