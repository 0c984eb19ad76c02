/** The gradient of max pooling on the wasm backend: one look at each window, where tfjs looks for each input at all. */
import {
  backend_util,
  MaxPoolGrad,
  type MaxPoolGradAttrs,
  type MaxPoolGradInputs,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { type Given, replaceKernel, type Workspace } from './replace-kernel.ts';

/** Each dy goes to the first of its window's largest inputs, as on tfjs's cpu backend. */
function maxPoolGradient(
  { dy, input }: Given<MaxPoolGradInputs>,
  attrs: MaxPoolGradAttrs,
  workspace: Workspace,
): TensorInfo {
  const { backend, create } = workspace;
  const [batch, height, width, channels] = input.shape;
  const info = backend_util.computePool2DInfo(
    [batch, height, width, channels],
    attrs.filterSize,
    attrs.strides,
    1,
    attrs.pad,
    attrs.dimRoundingMode,
  );
  const result = create(input.shape);
  // Only now: creating a tensor may move the heap.
  const [x, from, to] = [input, dy, result].map((tensor) => backend.typedArrayFromHeap(tensor));
  to.fill(0);
  const row = width * channels;
  let at = 0;
  for (let b = 0; b < batch; b++) {
    for (let r = 0; r < info.outHeight; r++) {
      const top = r * info.strideHeight - info.padInfo.top;
      const firstRow = Math.max(0, top);
      const endRow = Math.min(height, top + info.filterHeight);
      for (let c = 0; c < info.outWidth; c++) {
        const left = c * info.strideWidth - info.padInfo.left;
        const begin = (b * height + firstRow) * row + Math.max(0, left) * channels;
        const columns = (Math.min(width, left + info.filterWidth) - Math.max(0, left)) * channels;
        for (let channel = 0; channel < channels; channel++) {
          let largest = Number.NEGATIVE_INFINITY;
          let place = -1;
          for (let y = firstRow, line = begin + channel; y < endRow; y++, line += row) {
            for (let i = line; i < line + columns; i += channels) {
              if (x[i] > largest) {
                largest = x[i];
                place = i;
              }
            }
          }
          if (place >= 0) to[place] += from[at];
          at += 1;
        }
      }
    }
  }
  return result;
}

export function replaceMaxPoolGradient(): void {
  replaceKernel(MaxPoolGrad, maxPoolGradient);
}
