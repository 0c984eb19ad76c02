/**
 * Products of matrices on the wasm backend. tfjs uses XNNPACK only where neither factor is transposed, and a plain
 * loop otherwise, as in both gradients of a dense layer. Transposing first is several times faster.
 */
import {
  BatchMatMul,
  type BatchMatMulAttrs,
  type BatchMatMulInputs,
  type TensorInfo,
  Transpose,
} from '@tensorflow/tfjs-core';
import { type Given, replaceKernel, type Workspace } from './replace-kernel.ts';

function matrixProduct(
  { a, b }: Given<BatchMatMulInputs>,
  { transposeA, transposeB }: BatchMatMulAttrs,
  { run, original }: Workspace,
): TensorInfo {
  const turned = (x: TensorInfo): TensorInfo => {
    const axes = x.shape.map((_, axis) => axis);
    return run(Transpose, { x }, { perm: [...axes.slice(0, -2), axes.length - 1, axes.length - 2] });
  };
  return original(
    { a: transposeA ? turned(a) : a, b: transposeB ? turned(b) : b },
    { transposeA: false, transposeB: false },
  );
}

export function replaceMatrixProduct(): void {
  replaceKernel(BatchMatMul, matrixProduct);
}
