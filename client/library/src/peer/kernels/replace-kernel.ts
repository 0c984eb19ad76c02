/** Puts kernels of our own in the place of those of tfjs's wasm backend. */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import {
  getKernel,
  type NamedTensorInfoMap,
  registerKernel,
  type TensorInfo,
  unregisterKernel,
} from '@tensorflow/tfjs-core';

const BACKEND = 'wasm';

/** A kernel's inputs, of which tfjs leaves open whether they are there. */
export type Given<Inputs> = { [Name in keyof Inputs]: TensorInfo };

/** What a kernel may use. What it computes on the way is freed when it returns. */
export interface Workspace {
  readonly backend: BackendWasm;
  /** Runs another kernel of the backend. */
  run(kernelName: string, inputs: NamedTensorInfoMap, attrs?: object): TensorInfo;
  /** Runs tfjs's own kernel of this name. @throws Error where it has none */
  original(inputs: NamedTensorInfoMap, attrs: object): TensorInfo;
  /** A new float32 tensor, its values not set. */
  create(shape: number[]): TensorInfo;
}

/**
 * Registers a kernel for the wasm backend, before or after it starts. A kernel of tfjs's own of that name is replaced.
 * @param compute gives a tensor that it got from the workspace, never one of its inputs
 */
export function replaceKernel<Inputs extends NamedTensorInfoMap, Attrs extends object>(
  kernelName: string,
  compute: (inputs: Inputs, attrs: Attrs, workspace: Workspace) => TensorInfo,
): void {
  const original = getKernel(kernelName, BACKEND);
  if (original) unregisterKernel(kernelName, BACKEND);
  registerKernel({
    ...original,
    kernelName,
    backendName: BACKEND,
    kernelFunc({ inputs, attrs, backend }) {
      const wasm = backend as BackendWasm;
      const held: TensorInfo[] = [];
      const hold = (tensors: TensorInfo | TensorInfo[]): TensorInfo => {
        const [tensor] = [tensors].flat();
        held.push(tensor);
        return tensor;
      };
      const call = (name: string, func: typeof original, given: NamedTensorInfoMap, how: object) => {
        if (!func) throw new Error(`The wasm backend has no kernel ${name}.`);
        return hold(func.kernelFunc({ inputs: given, backend, attrs: { ...how } }));
      };
      let result: TensorInfo | null = null;
      try {
        result = compute(inputs as Inputs, attrs as Attrs, {
          backend: wasm,
          run: (name, given, how = {}) => call(name, getKernel(name, BACKEND), given, how),
          original: (given, how) => call(kernelName, original, given, how),
          create: (shape) => hold(wasm.makeOutput(shape, 'float32')),
        });
        return result;
      } finally {
        for (const tensor of held) if (tensor !== result) wasm.disposeData(tensor.dataId);
      }
    },
  });
}
