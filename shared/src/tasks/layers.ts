/** Layers of a network as plain data, and the tensors they are made of, ordered and shaped as in tfjs. */

import type { TensorLayout } from './task.ts';

export type Activation = 'relu' | 'linear' | 'tanh' | 'sigmoid';

export type Layer =
  | { readonly kind: 'dense'; readonly units: number; readonly activation: Activation }
  /** A square kernel of that many pixels a side, moved by one, over the places where it fits; channels last. */
  | {
      readonly kind: 'convolution';
      readonly filters: number;
      readonly kernel: number;
      readonly activation: Activation;
    }
  /** The largest of each square of that many pixels a side; what is left over at the far edges is dropped. */
  | { readonly kind: 'max-pooling'; readonly size: number }
  | { readonly kind: 'flatten' };

/** Dense layers with ReLU between, and logits at the end. @param units of each layer after the input */
export function denseLayers(units: readonly number[]): Layer[] {
  return units.map((count, i) => ({
    kind: 'dense',
    units: count,
    activation: i < units.length - 1 ? 'relu' : 'linear',
  }));
}

/**
 * The tensors of all layers in order, kernel before bias, and the shape of what the last one gives.
 * @param input shape of one example
 * @throws Error where a layer does not fit the one before
 */
export function layoutOf(
  input: readonly number[],
  layers: readonly Layer[],
): { layout: TensorLayout[]; output: readonly number[] } {
  const layout: TensorLayout[] = [];
  const counts = { dense: 0, convolution: 0 };
  const add = (kind: keyof typeof counts, kernel: number[], outputs: number): void => {
    counts[kind] += 1;
    layout.push({ name: `${kind}${counts[kind]}/kernel`, shape: [...kernel, outputs] });
    layout.push({ name: `${kind}${counts[kind]}/bias`, shape: [outputs] });
  };
  let output = input;
  for (const layer of layers) {
    const [height, width, channels] = output;
    const flat = output.length === 1;
    if (flat !== (layer.kind === 'dense')) {
      throw new Error(`A layer of kind ${layer.kind} does not fit what is before it, of shape ${output}.`);
    }
    switch (layer.kind) {
      case 'dense':
        add('dense', [output[0]], layer.units);
        output = [layer.units];
        break;
      case 'convolution':
        add('convolution', [layer.kernel, layer.kernel, channels], layer.filters);
        output = [height - layer.kernel + 1, width - layer.kernel + 1, layer.filters];
        break;
      case 'max-pooling':
        output = [Math.floor(height / layer.size), Math.floor(width / layer.size), channels];
        break;
      case 'flatten':
        output = [output.reduce((product, length) => product * length, 1)];
        break;
    }
  }
  return { layout, output };
}
