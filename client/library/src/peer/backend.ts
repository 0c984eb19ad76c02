/** Starts tfjs on the backend that fits, and keeps it going where graphics hardware fails. Others than wasm are loaded when
 * they are needed. */

import type { BackendChoice } from '@hearsay/shared/settings/run-settings.ts';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import wasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import wasmSimdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import * as tf from '@tensorflow/tfjs-core';
import type { Problem } from '../problems.ts';
import type { Backend, ChosenBackend } from './backend-name.ts';
import { chooseBackend } from './choose-backend.ts';
import { graphicsHardware } from './graphics-hardware.ts';
import './kernels/wasm-kernels.ts';

export interface StartedBackend {
  readonly chosen: ChosenBackend;
  /**
   * To be asked around everything that computes: where the graphics hardware has gone away (the driver was reset, the
   * computer slept), tfjs goes on with another backend, and what was computed meanwhile is worth nothing.
   * @returns the other one, once; null where nothing has happened
   */
  recover(): ChosenBackend | null;
  /** Goes over to another one for good. @returns whether it started */
  change(name: Backend): Promise<boolean>;
}

/** Whether what the current backend computes with is gone. */
type LossCheck = () => boolean;

/**
 * @param millisecondsOfStep how long a training step takes on the current backend; asked only where there is a choice
 * @throws HearsayError `backend-unavailable` when none starts
 */
export async function startBackend(
  wanted: BackendChoice,
  millisecondsOfStep: () => Promise<number>,
): Promise<StartedBackend> {
  let isLost: LossCheck = () => false;
  const { fallback, ...chosen } = await chooseBackend(wanted, {
    async start(name) {
      const check = await start(name).catch(() => null);
      if (check !== null) isLost = check;
      return check !== null;
    },
    remove: tf.removeBackend,
    hasGraphicsHardware: () => graphicsHardware() !== null,
    millisecondsOfStep,
  });
  return {
    chosen,
    async change(name) {
      const check = await start(name).catch(() => null);
      if (check !== null) isLost = check;
      return check !== null;
    },
    recover() {
      if (!isLost()) return null;
      isLost = () => false;
      // At once, since it was started before.
      void tf.setBackend(fallback);
      const { name } = chosen;
      const problem: Problem = { code: 'backend-lost', lost: name, used: fallback };
      return { name: fallback, why: { code: 'lost', lost: name }, problem };
    },
  };
}

/** @returns null where it does not start, or tfjs settles for another one, which it says only when asked */
async function start(name: Backend): Promise<LossCheck | null> {
  const lossCheck = await LOADERS[name]();
  return (await tf.setBackend(name)) && tf.getBackend() === name ? lossCheck() : null;
}

/** Loads a backend; what it gives is called when the backend has started. */
const LOADERS: Record<Backend, () => Promise<() => LossCheck | null>> = {
  async wasm() {
    // Several threads were no faster at steps as small as these, and on a cross-origin isolated page the minified
    // script of tfjs' threads does not start and never says so.
    tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    setWasmPaths({
      'tfjs-backend-wasm.wasm': wasmUrl,
      'tfjs-backend-wasm-simd.wasm': wasmSimdUrl,
      'tfjs-backend-wasm-threaded-simd.wasm': wasmSimdUrl,
    });
    return () => () => false;
  },
  async webgl() {
    const { MathBackendWebGL } = await import('@tensorflow/tfjs-backend-webgl');
    // Who asks for it gets it without graphics hardware too; nobody else gets this far there.
    tf.env().set('SOFTWARE_WEBGL_ENABLED', true);
    return () => {
      const backend = tf.backend();
      // Half precision would not do for parameters.
      const isPrecise = tf.env().getBool('WEBGL_RENDER_FLOAT32_ENABLED');
      if (!(backend instanceof MathBackendWebGL) || !isPrecise) return null;
      return () => backend.gpgpu.gl.isContextLost();
    };
  },
  async webgpu() {
    const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu');
    return () => {
      const backend = tf.backend();
      if (!(backend instanceof WebGPUBackend)) return null;
      let lost = false;
      void backend.device.lost.then(() => {
        lost = true;
      });
      return () => lost;
    };
  },
  async cpu() {
    await import('@tensorflow/tfjs-backend-cpu');
    return () => () => false;
  },
};
