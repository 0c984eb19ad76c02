/** What somebody with nothing but tfjs makes of a model's files. */
import * as tf from '@tensorflow/tfjs';
import type { Examples } from '../data/mnist.ts';
import type { ModelFiles } from './model-file.ts';

/** As `tf.io.browserFiles` does it, which is only there in a browser. */
export function loadInPlainTfjs({ description, weights }: ModelFiles): Promise<tf.LayersModel> {
  const handler: tf.io.IOHandler = {
    load: () =>
      tf.io.getModelArtifactsForJSON(JSON.parse(description), async (manifest) => [
        manifest.flatMap((group) => group.weights),
        weights.buffer,
      ]),
  };
  return tf.loadLayersModel(handler);
}

/** The share that it gets right. The pixels are read as the description says. */
export function accuracyOf(model: tf.LayersModel, { pixels, pixelsEach, labels }: Examples): number {
  return tf.tidy(() => {
    const inputs = tf
      .tensor2d(Float32Array.from(pixels), [labels.length, pixelsEach])
      .div(255)
      .sub(0.1307)
      .div(0.3081);
    const logits = model.predict(inputs);
    if (Array.isArray(logits)) throw new Error('a model of one output is expected');
    const guesses = logits.argMax(1).dataSync();
    return labels.filter((label, i) => guesses[i] === label).length / labels.length;
  });
}
