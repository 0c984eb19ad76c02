import { createRandom } from '@hearsay/shared/gossip/random/random.ts';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
// Brings the gradients.
import '@tensorflow/tfjs-layers';
import { beforeAll, expect, it } from 'vitest';
import { transposeBeforeProducts } from './transposed-products.ts';

const random = createRandom(1, 'products');
const tensor = (shape: number[]): tf.Tensor =>
  tf.tensor(
    Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.normal()),
    shape,
  );

beforeAll(async () => {
  expect(await tf.setBackend('wasm')).toBe(true);
});

/** Products of [batch, m, k] and [batch, k, n], each way of transposing, batches of one and of several. */
const cases = [0, 1].flatMap((transposeA) =>
  [0, 1].flatMap((transposeB) =>
    [[], [1], [3], [2, 2]].map((batch) => {
      const [m, k, n] = [1 + random.integer(40), 1 + random.integer(40), 1 + random.integer(40)];
      const a = [...batch, ...(transposeA ? [k, m] : [m, k])];
      const b = [...batch, ...(transposeB ? [n, k] : [k, n])];
      return { a, b, transposeA: transposeA === 1, transposeB: transposeB === 1 };
    }),
  ),
);

it('products and their gradients are those of tfjs itself, and nothing is left behind', () => {
  const inputs = cases.map(({ a, b }) => [tensor(a), tensor(b)]);
  const compute = (): Float32Array[] =>
    cases.flatMap(({ transposeA, transposeB }, i) => {
      const product = (a: tf.Tensor, b: tf.Tensor): tf.Tensor => tf.matMul(a, b, transposeA, transposeB);
      return tf.tidy(() => {
        const weights = tf.square(product(inputs[i][0], inputs[i][1]));
        const gradients = tf.grads((a, b) => tf.sum(tf.mul(product(a, b), weights)))(inputs[i]);
        return [product(inputs[i][0], inputs[i][1]), ...gradients].map((of) =>
          Float32Array.from(of.dataSync()),
        );
      });
    });
  const own = compute();
  transposeBeforeProducts();
  const { numTensors, numDataBuffers } = tf.memory();
  const transposed = compute();
  expect(tf.memory()).toMatchObject({ numTensors, numDataBuffers });
  const heldByBackend = tf.backend().numDataIds();
  compute();
  expect(tf.backend().numDataIds()).toBe(heldByBackend);
  transposed.forEach((values, i) => {
    const scale = Math.max(...own[i].map(Math.abs));
    values.forEach((value, j) => {
      expect(Math.abs(value - own[i][j])).toBeLessThan(1e-5 * scale);
    });
  });
});

it('registers once', () => {
  const before = tf.getKernel(tf.BatchMatMul, 'wasm').kernelFunc;
  transposeBeforeProducts();
  expect(tf.getKernel(tf.BatchMatMul, 'wasm').kernelFunc).toBe(before);
});
