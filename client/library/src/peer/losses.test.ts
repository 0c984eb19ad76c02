import { mnistMlp } from '@hearsay/shared/tasks/mnist.ts';
import { isCrossEntropy, LOSSES, type Loss, type Task } from '@hearsay/shared/tasks/task.ts';
import { createRandom } from '@hearsay/shared/util/random/random.ts';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { beforeAll, describe, expect, it } from 'vitest';
import { answerOf, lossOf, targetTensor } from './losses.ts';

const OUTPUTS = 3;
const ROWS = 5;

beforeAll(async () => {
  expect(await tf.setBackend('wasm')).toBe(true);
});

/** What tfjs itself makes of it. */
const OF_TFJS: Record<Loss, (outputs: tf.Tensor, targets: tf.Tensor) => tf.Tensor> = {
  softmaxCrossEntropy: (outputs, targets) =>
    tf.losses.softmaxCrossEntropy(tf.oneHot(targets as tf.Tensor1D, OUTPUTS), outputs),
  sigmoidCrossEntropy: (outputs, targets) => tf.losses.sigmoidCrossEntropy(targets, outputs),
  meanSquaredError: (outputs, targets) => tf.losses.meanSquaredError(targets, outputs),
  absoluteDifference: (outputs, targets) => tf.losses.absoluteDifference(targets, outputs),
  huberLoss: (outputs, targets) => tf.losses.huberLoss(targets, outputs),
};

describe.each(LOSSES)('%s', (loss) => {
  const task: Task = { ...mnistMlp, loss, outputs: OUTPUTS };
  const random = createRandom(1, loss);
  const outputs = Float32Array.from({ length: ROWS * OUTPUTS }, () => 5 * random.normal());
  const targets = Float32Array.from({ length: loss === 'softmaxCrossEntropy' ? ROWS : ROWS * OUTPUTS }, () =>
    isCrossEntropy(loss) ? random.integer(2) : 3 * random.normal(),
  );

  it('and its gradient are those of tfjs', () => {
    const gradientOf = (compute: (outputs: tf.Tensor, targets: tf.Tensor) => tf.Tensor): number[] =>
      tf.tidy(() => {
        const truth = targetTensor(task, targets);
        const { value, grad } = tf.valueAndGrad((x) => compute(x, truth))(
          tf.tensor2d(outputs, [ROWS, OUTPUTS]),
        );
        return [...value.dataSync(), ...grad.dataSync()];
      });
    const own = gradientOf((x, truth) => lossOf(task, x, truth));
    gradientOf(OF_TFJS[loss]).forEach((value, i) => {
      expect(own[i]).toBeCloseTo(value, 5);
    });
  });

  it('is finite for outputs far from 0', () => {
    const far = tf.tensor2d(
      outputs.map((value) => 1e6 * value),
      [ROWS, OUTPUTS],
    );
    expect(Number.isFinite(lossOf(task, far, targetTensor(task, targets)).dataSync()[0])).toBe(true);
    for (const answer of answerOf(task, far).dataSync()) expect(Number.isFinite(answer)).toBe(true);
  });
});
