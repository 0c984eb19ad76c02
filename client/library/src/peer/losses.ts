/** What a task's network is trained to make small, and what its outputs are to people, in tfjs. */
import type { Loss, Task } from '@hearsay/shared/tasks/task.ts';
import * as tf from '@tensorflow/tfjs-core';

type Compute = (outputs: tf.Tensor, targets: tf.Tensor) => tf.Scalar;

const LOSSES: Record<Loss, Compute> = {
  softmaxCrossEntropy: (logits, labels) =>
    tf.losses.softmaxCrossEntropy(tf.oneHot(labels as tf.Tensor1D, logits.shape[1] ?? 0), logits),
  sigmoidCrossEntropy: (logits, targets) => tf.losses.sigmoidCrossEntropy(targets, logits),
  meanSquaredError: (values, targets) => tf.losses.meanSquaredError(targets, values),
  absoluteDifference: (values, targets) => tf.losses.absoluteDifference(targets, values),
  huberLoss: (values, targets) => tf.losses.huberLoss(targets, values),
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
