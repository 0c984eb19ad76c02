/**
 * Makes features of pictures with the frozen network, computed without any library: for a page that somebody takes home, and opens
 * from a disk. One picture at a time, as `extractor.ts` does it.
 */
import { float16With } from '@hearsay/shared/gossip/codec/float16.ts';
import {
  type ConvolutionLayer,
  FEATURES,
  LARGEST,
  LAYERS,
  sizesOf,
  TAP_LENGTHS,
  WEIGHT_BYTES,
} from './network.ts';
import { readStandard } from './standard.ts';
import { standardised } from './standardise.ts';

interface LoadedLayer extends ConvolutionLayer {
  readonly filters: Float32Array;
  readonly offsets: Float32Array;
}

/** A square of places, each with a number for every channel. */
interface Values {
  readonly side: number;
  readonly numbers: Float32Array;
}

/**
 * @param weights see `extractor-weights.ts` @throws RangeError where they are not as many
 * @returns makes FEATURES numbers, standardised, of the pixels of a picture: see `Extractor`
 */
export function createPlainExtractor(
  weights: Uint8Array,
): (pixels: Uint8Array, side: number) => Float32Array<ArrayBuffer> {
  const layers = loadLayers(weights);
  const standard = readStandard();
  return (pixels, side) => {
    const numbers = Float32Array.from(pixels, (value) => value / 127.5 - 1);
    return standardised(run(layers, { side, numbers }), standard);
  };
}

function loadLayers(weights: Uint8Array): LoadedLayer[] {
  const numbers = new Float32Array(WEIGHT_BYTES / 2);
  // Without its kernels in wasm, which are larger than all this.
  if (!float16With(() => null).decode(weights, numbers))
    throw new RangeError(`${weights.length} bytes are not the weights of the frozen network.`);
  let at = 0;
  const take = (length: number): Float32Array => {
    at += length;
    return numbers.subarray(at - length, at);
  };
  return LAYERS.map((layer) => {
    const { filters, offsets } = sizesOf(layer);
    return { ...layer, filters: take(filters), offsets: take(offsets) };
  });
}

/** @returns the means of what the tapped layers give, one behind the other, from 0 to 1 */
function run(layers: readonly LoadedLayer[], picture: Values): Float32Array<ArrayBuffer> {
  const features = new Float32Array(FEATURES);
  const lengths = [...TAP_LENGTHS];
  let at = 0;
  let state = picture;
  let before = picture;
  for (const layer of layers) {
    if (layer.begins) before = state;
    state = apply(layer, state);
    if (layer.adds) for (let i = 0; i < state.numbers.length; i++) state.numbers[i] += before.numbers[i];
    if (!layer.tapped) continue;
    const length = lengths.shift() ?? 0;
    addMeans(state, features.subarray(at, at + length));
    at += length;
  }
  return features;
}

function addMeans({ side, numbers }: Values, means: Float32Array): void {
  const share = 1 / (LARGEST * side * side);
  for (let from = 0; from < numbers.length; from += means.length)
    for (let i = 0; i < means.length; i++) means[i] += numbers[from + i] * share;
}

/** Beyond its border a picture is 0. Where what is added there is odd, the right and the lower side get more. */
function apply(layer: LoadedLayer, { side, numbers }: Values): Values {
  const { kind, shape, stride, cut, filters, offsets } = layer;
  const [kernel, , from] = shape;
  const to = offsets.length;
  const smaller = Math.ceil(side / stride);
  const border = Math.floor(Math.max(0, (smaller - 1) * stride + kernel - side) / 2);
  const sums = new Float32Array(smaller * smaller * to);
  const add = kind === 'depthwise' ? addEach : addAll;
  for (let row = 0; row < smaller; row++) {
    for (let column = 0; column < smaller; column++) {
      const at = (row * smaller + column) * to;
      const sum = sums.subarray(at, at + to);
      sum.set(offsets);
      for (let y = 0; y < kernel; y++) {
        const top = row * stride - border + y;
        if (top < 0 || top >= side) continue;
        for (let x = 0; x < kernel; x++) {
          const left = column * stride - border + x;
          if (left < 0 || left >= side) continue;
          add(sum, numbers, (top * side + left) * from, filters, (y * kernel + x) * from, from);
        }
      }
    }
  }
  if (cut) for (let i = 0; i < sums.length; i++) sums[i] = Math.max(0, Math.min(LARGEST, sums[i]));
  return { side: smaller, numbers: sums };
}

/** Adds what the filters at one place make of all channels. */
function addAll(
  sum: Float32Array,
  numbers: Float32Array,
  at: number,
  filters: Float32Array,
  place: number,
  channels: number,
): void {
  const to = sum.length;
  for (let channel = 0; channel < channels; channel++) {
    const value = numbers[at + channel];
    if (value === 0) continue;
    const first = (place + channel) * to;
    for (let i = 0; i < to; i++) sum[i] += value * filters[first + i];
  }
}

/** Adds what each channel's filter at one place makes of that channel. */
function addEach(
  sum: Float32Array,
  numbers: Float32Array,
  at: number,
  filters: Float32Array,
  place: number,
  channels: number,
): void {
  for (let channel = 0; channel < channels; channel++)
    sum[channel] += numbers[at + channel] * filters[place + channel];
}
