/** What a task's network is trained to make small, and what its outputs are to people, in tfjs. */
import type { Loss, Task } from '@hearsay/shared/tasks/task.ts';
import * as tf from '@tensorflow/tfjs-core';

type Compute = (outputs: tf.Tensor, targets: tf.Tensor) => tf.Scalar;

/** Where the error is as large, the Huber loss goes over from a parabola to a line (Huber 1964). */
const HUBER_DELTA = 1;

const mean = (losses: tf.Tensor): tf.Scalar => tf.mean(losses);

/** Its gradient is known in one go: the difference of the probabilities to what they should be. */
const softmaxCrossEntropy = tf.customGrad((logits, truth, save) => {
  const logarithms = tf.logSoftmax(logits as tf.Tensor);
  (save as (tensors: tf.Tensor[]) => void)([logarithms, truth as tf.Tensor]);
  const rows = (truth as tf.Tensor).shape[0];
  return {
    value: tf.neg(mean(tf.sum(tf.mul(truth as tf.Tensor, logarithms), -1))),
    gradFunc: (dy: tf.Tensor, [saved, wanted]: tf.Tensor[]) => [
      tf.mul(tf.div(dy, rows), tf.sub(tf.exp(saved), wanted)),
      tf.zerosLike(wanted),
    ],
  };
});

// Not those of `tf.losses`, which comes as a whole: a tab waits for it before it trains.
const LOSSES: Record<Loss, Compute> = {
  softmaxCrossEntropy: (logits, labels) =>
    softmaxCrossEntropy(
      logits,
      tf.cast(tf.oneHot(labels as tf.Tensor1D, logits.shape[1] ?? 0), 'float32'),
    ) as tf.Scalar,
  // max(x, 0) - x z + ln(1 + exp(-|x|)), which does not overflow.
  sigmoidCrossEntropy: (logits, targets) => {
    const rest = tf.log1p(tf.exp(tf.neg(tf.abs(logits))));
    return mean(tf.add(tf.sub(tf.relu(logits), tf.mul(logits, targets)), rest));
  },
  meanSquaredError: (values, targets) => mean(tf.square(tf.sub(values, targets))),
  absoluteDifference: (values, targets) => mean(tf.abs(tf.sub(values, targets))),
  huberLoss: (values, targets) => {
    const errors = tf.abs(tf.sub(values, targets));
    const near = tf.minimum(errors, HUBER_DELTA);
    return mean(tf.add(tf.mul(tf.square(near), 0.5), tf.mul(tf.sub(errors, near), HUBER_DELTA)));
  },
};

/** The mean loss over a batch. @param targets of `targetTensor` */
export function lossOf({ loss }: Task, outputs: tf.Tensor, targets: tf.Tensor): tf.Scalar {
  return LOSSES[loss](outputs, targets);
}

/** @param targets see `Examples.read` */
export function targetTensor({ loss, outputs }: Task, targets: Float32Array): tf.Tensor {
  if (loss === 'softmaxCrossEntropy') return tf.tensor1d(targets, 'int32');
  return tf.tensor2d(targets, [targets.length / outputs, outputs]);
}

/** Probabilities of classes, and values as they are. */
export function answerOf({ loss }: Task, outputs: tf.Tensor): tf.Tensor {
  if (loss === 'softmaxCrossEntropy') return tf.softmax(outputs);
  return loss === 'sigmoidCrossEntropy' ? tf.sigmoid(outputs) : outputs;
}
