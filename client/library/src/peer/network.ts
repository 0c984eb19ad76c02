/** The tfjs network of a task. */
import type { Layer } from '@hearsay/shared/tasks/layers.ts';
import { lengthOf, type Task } from '@hearsay/shared/tasks/task.ts';
import type * as tf from '@tensorflow/tfjs-core';
import { type LayersModel, layers, type Sequential, sequential } from '@tensorflow/tfjs-layers';

/** One tensor of the parameters, where tfjs computes with it. */
export interface NetworkWeight {
  readonly variable: tf.Variable;
  /**
   * Null for a weight that gradients train. Of a statistic that a layer keeps, as the moving mean of batch normalisation, the
   * share by which the layer moves it towards that of the batch.
   */
  readonly statistic: number | null;
}

export interface Network {
  /** In the order of the task's layout. */
  readonly weights: readonly NetworkWeight[];
  /** Those inside others in their place. */
  readonly layers: readonly layers.Layer[];
  /** @param inputs a row for each example @param training whether layers do what they do in training alone @returns a row for each */
  apply(inputs: tf.Tensor2D, training: boolean): tf.Tensor2D;
  dispose(): void;
}

/** The network of a task whose layers are plain data, its weights zero. */
export function networkOf(task: Task): Network {
  const model = createNetwork(task);
  return {
    weights: model.trainableWeights.map((weight) => ({
      variable: weight.read() as tf.Variable,
      statistic: null,
    })),
    layers: model.layers,
    apply: (inputs) => model.apply(inputs) as tf.Tensor2D,
    dispose: () => void (model as LayersModel).dispose(),
  };
}

/**
 * Takes a batch of examples as flat rows, gives a row of outputs for each; its weights are those of the task's layout,
 * in order, and zero.
 */
export function createNetwork(task: Task): Sequential {
  const model = sequential();
  model.add(layers.inputLayer({ inputShape: [lengthOf(task.input)] }));
  if (task.input.length > 1) model.add(layers.reshape({ targetShape: [...task.input] }));
  for (const layer of task.layers ?? []) model.add(tfjsLayer(layer));
  return model;
}

function tfjsLayer(layer: Layer) {
  switch (layer.kind) {
    case 'dense':
      return layers.dense({
        units: layer.units,
        activation: layer.activation,
        kernelInitializer: 'zeros',
      });
    case 'convolution':
      return layers.conv2d({
        filters: layer.filters,
        kernelSize: layer.kernel,
        activation: layer.activation,
        kernelInitializer: 'zeros',
      });
    case 'max-pooling':
      return layers.maxPooling2d({ poolSize: layer.size });
    case 'flatten':
      return layers.flatten();
  }
}
