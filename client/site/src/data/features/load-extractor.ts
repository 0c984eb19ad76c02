/** Loads the frozen network, on tfjs' wasm backend, which all browsers have in Workers. */
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import wasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import wasmSimdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import * as tf from '@tensorflow/tfjs-core';
import { DataError } from '../data-problem.ts';
import { createExtractor, type Extractor } from './extractor.ts';
import { loadWeights } from './load-weights.ts';

/** @param address of the weights @throws DataError, as a rejection: `extractor-...` */
export async function loadExtractor(address: string): Promise<Extractor> {
  const weights = await loadWeights(address);
  // As in the training thread, whose files these are: see `client/library/src/peer/backend.ts`.
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPaths({
    'tfjs-backend-wasm.wasm': wasmUrl,
    'tfjs-backend-wasm-simd.wasm': wasmSimdUrl,
    'tfjs-backend-wasm-threaded-simd.wasm': wasmSimdUrl,
  });
  if (!(await tf.setBackend('wasm'))) throw new DataError({ code: 'extractor-failed', what: 'no wasm' });
  return createExtractor(weights);
}
