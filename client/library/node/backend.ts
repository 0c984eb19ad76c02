/** Starts tfjs in Node, on WebAssembly with the kernels that tabs have. */
import type { BackendChoice } from '@hearsay/shared/settings/run-settings.ts';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import type { StartedBackend } from '../src/peer/backend.ts';
import type { Backend } from '../src/peer/backend-name.ts';
import { chooseBackend } from '../src/peer/choose-backend.ts';
import '../src/peer/kernels/wasm-kernels.ts';

/** Here there is no graphics hardware to be lost. @throws HearsayError `backend-unavailable` when none starts */
export async function startBackend(wanted: BackendChoice): Promise<StartedBackend> {
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  const { fallback: _, ...chosen } = await chooseBackend(wanted, {
    start,
    remove: tf.removeBackend,
    hasGraphicsHardware: () => false,
    millisecondsOfStep: async () => Number.POSITIVE_INFINITY,
  });
  return { chosen, recover: () => null, change: start };
}

async function start(name: Backend): Promise<boolean> {
  if (name !== 'wasm' && name !== 'cpu') return false;
  return (await tf.setBackend(name)) && tf.getBackend() === name;
}
