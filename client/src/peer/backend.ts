/** Which tfjs backend a tab trains on. */
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import wasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import wasmSimdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import wasmThreadedSimdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import * as tf from '@tensorflow/tfjs-core';
import type { Backend } from './backend-name.ts';
import './kernels/wasm-kernels.ts';

/**
 * Gets tfjs ready: wasm, which every browser offers in a Worker, or plain JavaScript where it does not start.
 * @throws Error with a sentence for people when neither does
 */
export async function startBackend(): Promise<Backend> {
  setWasmPaths({
    'tfjs-backend-wasm.wasm': wasmUrl,
    'tfjs-backend-wasm-simd.wasm': wasmSimdUrl,
    'tfjs-backend-wasm-threaded-simd.wasm': wasmThreadedSimdUrl,
  });
  if (await tf.setBackend('wasm').catch(() => false)) await tf.ready();
  // tfjs may settle for another backend than the one asked for, and says so only here.
  if (tf.getBackend() === 'wasm') return 'wasm';
  await import('@tensorflow/tfjs-backend-cpu');
  if (await tf.setBackend('cpu').catch(() => false)) await tf.ready();
  if (tf.getBackend() === 'cpu') return 'cpu';
  throw new Error(
    'TensorFlow.js does not start in this browser. Try a current Chrome, Firefox, Edge or Safari.',
  );
}
