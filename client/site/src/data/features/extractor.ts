/** Makes features of pictures with the frozen network, on whatever backend of tfjs runs. */
import * as tf from '@tensorflow/tfjs-core';
import { type ConvolutionLayer, LARGEST, LAYERS, sizesOf, WEIGHT_BYTES } from './network.ts';
import { readStandard, type Standard } from './standard.ts';
import { standardised } from './standardise.ts';

export interface Extractor {
  /**
   * @param pixels of some pictures of `side` x `side` pixels: in each rows of pixels, of red, green and blue
   * @returns FEATURES numbers for each picture, see `standardised`
   */
  featuresOf(pixels: Uint8Array, side: number): Float32Array<ArrayBuffer>;
  /** Frees the memory of its weights. */
  close(): void;
}

interface LoadedLayer extends ConvolutionLayer {
  readonly filters: tf.Tensor4D;
  readonly offsets: tf.Tensor1D;
}

/**
 * @param standard what features are standardised by; null for none, then they are from 0 to 1
 * @param weights whose digest was checked, see `extractor-weights.ts` @throws RangeError where they are not as many
 */
export function createExtractor(
  weights: Uint8Array<ArrayBuffer>,
  standard: Standard | null = readStandard(),
): Extractor {
  const layers = loadLayers(weights);
  return {
    featuresOf: (pixels, side) =>
      tf.tidy(() => {
        const count = pixels.length / (side * side * 3);
        const pictures = tf.tensor4d(Int32Array.from(pixels), [count, side, side, 3], 'int32');
        const features = run(layers, tf.sub(tf.div(tf.cast(pictures, 'float32'), 127.5), 1));
        const shares = Float32Array.from(tf.div(features, LARGEST).dataSync());
        return standard === null ? shares : standardised(shares, standard);
      }),
    close() {
      for (const { filters, offsets } of layers) tf.dispose([filters, offsets]);
    },
  };
}

function loadLayers(weights: Uint8Array<ArrayBuffer>): LoadedLayer[] {
  if (weights.length !== WEIGHT_BYTES)
    throw new RangeError(`${weights.length} bytes of weights, not ${WEIGHT_BYTES}`);
  const half = { dtype: 'float32', quantization: { dtype: 'float16' } } as const;
  const tensors = tf.io.decodeWeights(
    weights.buffer.slice(weights.byteOffset, weights.byteOffset + weights.byteLength),
    LAYERS.flatMap((layer, i) => [
      { name: `filters ${i}`, shape: [...layer.shape], ...half },
      { name: `offsets ${i}`, shape: [sizesOf(layer).offsets], ...half },
    ]),
  );
  return LAYERS.map((layer, i) => ({
    ...layer,
    filters: tensors[`filters ${i}`] as tf.Tensor4D,
    offsets: tensors[`offsets ${i}`] as tf.Tensor1D,
  }));
}

/** @param pictures from -1 to 1 @returns the means over each picture of what the tapped layers give, one behind the other */
function run(layers: readonly LoadedLayer[], pictures: tf.Tensor4D): tf.Tensor2D {
  const means: tf.Tensor2D[] = [];
  let state = pictures;
  let before = pictures;
  for (const layer of layers) {
    if (layer.begins) before = state;
    const convolved = apply(layer, state);
    state = layer.adds ? tf.add(convolved, before) : convolved;
    if (layer.tapped) means.push(tf.mean(state, [1, 2]));
  }
  return tf.concat2d(means, 1);
}

function apply({ kind, filters, offsets, stride, cut }: LoadedLayer, x: tf.Tensor4D): tf.Tensor4D {
  const convolve = kind === 'depthwise' ? tf.fused.depthwiseConv2d : tf.fused.conv2d;
  return convolve({
    x,
    filter: filters,
    strides: stride,
    pad: 'same',
    bias: offsets,
    activation: cut ? 'relu6' : 'linear',
  });
}
