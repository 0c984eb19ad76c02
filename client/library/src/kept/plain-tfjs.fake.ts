/** What somebody with nothing but tfjs makes of a model's files. */
import * as tf from '@tensorflow/tfjs';
import type { Rows } from '../data/examples.ts';
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
export function accuracyOf(model: tf.LayersModel, { inputs, inputLength, targets }: Rows): number {
  return tf.tidy(() => {
    const rows = tf
      .tensor2d(Float32Array.from(inputs), [targets.length, inputLength])
      .div(255)
      .sub(0.1307)
      .div(0.3081);
    const logits = model.predict(rows);
    if (Array.isArray(logits)) throw new Error('a model of one output is expected');
    const guesses = logits.argMax(1).dataSync();
    const right = Array.from(targets, (label, i) => Number(guesses[i] === label));
    return right.reduce((sum, one) => sum + one, 0) / targets.length;
  });
}
