/** Training steps of mnist-cnn with the learner of a tab, on any backend of tfjs. */
import '@hearsay/client/peer/kernels/wasm-kernels.ts';
import { createTfjsLearner } from '@hearsay/client/peer/tfjs-learner.ts';
import { createRandom } from '@hearsay/shared/gossip/random/random.ts';
import { mnistCnn } from '@hearsay/shared/tasks/mnist-cnn.ts';
import { initialParameters } from '@hearsay/shared/tasks/task.ts';
import '@tensorflow/tfjs-backend-cpu';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import wasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import wasmSimdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import wasmThreadedSimdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import '@tensorflow/tfjs-backend-webgl';
import * as tf from '@tensorflow/tfjs-core';
import type { BenchBackend, FromWorker, ToWorker } from './messages.ts';

declare const self: DedicatedWorkerGlobalScope;

const EXAMPLES = 512;
const RATE = 0.01;

let train: (steps: number) => void = () => {
  throw new Error('No backend has started.');
};

async function start(backend: BenchBackend): Promise<void> {
  setWasmPaths({
    'tfjs-backend-wasm.wasm': wasmUrl,
    'tfjs-backend-wasm-simd.wasm': wasmSimdUrl,
    'tfjs-backend-wasm-threaded-simd.wasm': wasmThreadedSimdUrl,
  });
  await tf.setBackend(backend);
  if (tf.getBackend() !== backend) throw new Error(`tfjs settled for ${tf.getBackend()}, not ${backend}.`);
  const random = createRandom(1, 'bench');
  const labels = new Uint8Array(EXAMPLES).map((_, i) => i % 10);
  const pixels = new Uint8Array(EXAMPLES * 784).map(() => random.integer(256));
  const learner = createTfjsLearner(mnistCnn, { pixels, pixelsEach: 784, labels }, random);
  const parameters = initialParameters(mnistCnn, 1);
  const gradient = new Float32Array(learner.dimension);
  train = (steps) => {
    for (let step = 0; step < steps; step++) {
      learner.gradient(parameters, gradient);
      for (let i = 0; i < gradient.length; i++) parameters[i] -= RATE * gradient[i];
    }
  };
}

async function answer(message: ToWorker): Promise<FromWorker> {
  try {
    const began = performance.now();
    if (message.type === 'start') await start(message.backend);
    else train(message.steps);
    return { seconds: (performance.now() - began) / 1000 };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  void answer(data).then((result) => self.postMessage(result));
};
