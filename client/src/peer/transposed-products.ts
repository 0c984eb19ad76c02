/**
 * Matrix products with a transposed factor, on tfjs' wasm backend. Its own kernel leaves plain products to XNNPACK and
 * works the others out one number at a time, ten times slower; and two of three products in training are such. To
 * transpose first costs next to nothing.
 */
import { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';

type KernelFunction = tf.KernelConfig['kernelFunc'];

let registered = false;

/** Has the wasm backend transpose before it multiplies, from now on. Calling it again changes nothing. */
export function transposeBeforeProducts(): void {
  if (registered) return;
  registered = true;
  const product = tf.getKernel(tf.BatchMatMul, 'wasm');
  const transpose = tf.getKernel(tf.Transpose, 'wasm');
  tf.unregisterKernel(tf.BatchMatMul, 'wasm');
  tf.registerKernel({ ...product, kernelFunc: transposing(product.kernelFunc, transpose.kernelFunc) });
}

function transposing(multiply: KernelFunction, transpose: KernelFunction): KernelFunction {
  return ({ inputs, attrs, backend }) => {
    const { a, b } = inputs;
    if (!(backend instanceof BackendWasm && a && b))
      throw new Error('A product of two tensors on wasm it is not.');
    const swapLastTwo = (x: tf.TensorInfo): tf.TensorInfo => {
      const perm = x.shape.map((_, i) => i);
      perm.push(...perm.splice(-2).reverse());
      const [result] = [transpose({ inputs: { x }, attrs: { perm }, backend })].flat();
      return result;
    };
    const left = attrs?.transposeA ? swapLastTwo(a) : a;
    const right = attrs?.transposeB ? swapLastTwo(b) : b;
    const plain = { transposeA: false, transposeB: false };
    const result = multiply({ inputs: { a: left, b: right }, attrs: plain, backend });
    if (left !== a) backend.disposeData(left.dataId);
    if (right !== b) backend.disposeData(right.dataId);
    return result;
  };
}
