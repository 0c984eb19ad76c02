/** The tfjs model of a task. */
import type { Layer } from '@hearsay/shared/tasks/layers.ts';
import type { Task } from '@hearsay/shared/tasks/task.ts';
import { layers, type Sequential, sequential } from '@tensorflow/tfjs-layers';

/**
 * Takes a batch of examples as flat rows, gives a row of logits for each; its weights are those of the task's layout,
 * in order, and zero.
 */
export function createNetwork(task: Task): Sequential {
  const model = sequential();
  const pixels = task.input.reduce((product, length) => product * length, 1);
  model.add(layers.inputLayer({ inputShape: [pixels] }));
  if (task.input.length > 1) model.add(layers.reshape({ targetShape: [...task.input] }));
  for (const layer of task.layers) model.add(tfjsLayer(layer));
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
