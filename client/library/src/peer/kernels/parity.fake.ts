/** Runs the same kernel on tfjs's wasm and cpu backends and tells how far apart the results are. */
import '@tensorflow/tfjs-backend-cpu';
import type { Random } from '@hearsay/shared/util/random/random.ts';
import * as tf from '@tensorflow/tfjs-core';
import './wasm-kernels.ts';

export interface Values {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

export function normal(random: Random, shape: readonly number[]): Values {
  const values = new Float32Array(tf.util.sizeFromShape([...shape])).map(() => random.normal());
  return { shape, values };
}

/** Largest difference of any element from the cpu backend's, relative to the largest element there. */
export async function apart(
  kernelName: string,
  inputs: Readonly<Record<string, Values>>,
  attrs: object,
): Promise<number> {
  const wasm = await run('wasm', kernelName, inputs, attrs);
  const cpu = await run('cpu', kernelName, inputs, attrs);
  if (String(wasm.shape) !== String(cpu.shape)) return Number.POSITIVE_INFINITY;
  const largest = cpu.values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  // Math.max keeps what is not a number.
  const difference = wasm.values.reduce(
    (most, value, i) => Math.max(most, Math.abs(value - cpu.values[i])),
    0,
  );
  return largest === 0 ? difference : difference / largest;
}

async function run(
  backend: 'wasm' | 'cpu',
  kernelName: string,
  inputs: Readonly<Record<string, Values>>,
  attrs: object,
): Promise<Values> {
  if (!(await tf.setBackend(backend))) throw new Error(`tfjs does not start on ${backend}.`);
  return tf.tidy(() => {
    const tensors = Object.entries(inputs).map(([name, { values, shape }]) => [
      name,
      tf.tensor(values.slice(), [...shape]),
    ]);
    const result: tf.Tensor = tf.engine().runKernel(kernelName, Object.fromEntries(tensors), { ...attrs });
    return { shape: result.shape, values: Float32Array.from(result.dataSync()) };
  });
}
