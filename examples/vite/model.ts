/** The model of the room. All who meet there need the same layers; the weights of whoever comes later are the room's. */
import * as tf from '@tensorflow/tfjs';

export function makeModel(): tf.Sequential {
  return tf.sequential({
    layers: [
      tf.layers.dense({ inputShape: [2], units: 48, activation: 'relu' }),
      tf.layers.dense({ units: 48, activation: 'relu' }),
      tf.layers.dense({ units: 2, activation: 'softmax' }),
    ],
  });
}
