/** Networks of any layers that tfjs has, from their topology. Loaded only where a task has one: all layers come along. */
import { lengthOf, type Task } from '@hearsay/shared/tasks/task.ts';
import * as tf from '@tensorflow/tfjs-core';
import { type LayersModel, type layers, loadLayersModel } from '@tensorflow/tfjs-layers';
import type { Network, NetworkWeight } from './network.ts';
import { innerLayers, type LayerWithWeights, rolesOf } from './weight-roles.ts';

type TfjsLayer = layers.Layer & LayerWithWeights;

/**
 * @param frozen values of the weights that are neither trained nor mixed, one behind the other
 * @throws Error of tfjs where it cannot be built
 */
export async function anyNetworkOf(task: Task, frozen: Float32Array): Promise<Network> {
  const { network, input } = task;
  if (network === undefined) throw new Error(`The task ${task.name} has no topology.`);
  const model = await loadLayersModel({
    load: async () => ({ modelTopology: network.topology as object }),
  });
  const weights: NetworkWeight[] = [];
  let offset = 0;
  for (const layer of innerLayers(model.layers as TfjsLayer[])) {
    const roles = rolesOf(layer);
    layer.weights.forEach((weight, i) => {
      const variable = weight.read() as tf.Variable;
      if (roles[i] === 'frozen') {
        const size = lengthOf(variable.shape);
        tf.tidy(() => variable.assign(tf.tensor(frozen.subarray(offset, offset + size), variable.shape)));
        offset += size;
      } else {
        weights.push({ variable, statistic: roles[i] === 'trained' ? null : shareOf(layer) });
      }
    });
  }
  requireLayout(weights, task);
  return {
    weights,
    layers: innerLayers(model.layers as TfjsLayer[]),
    apply(inputs, training) {
      const [rows] = inputs.shape;
      const outputs = model.apply(tf.reshape(inputs, [rows, ...input]), { training }) as tf.Tensor;
      return tf.reshape(outputs, [rows, task.outputs]);
    },
    dispose: () => void (model as LayersModel).dispose(),
  };
}

/** By how much a layer moves its statistics at a time, where it says so. */
function shareOf(layer: TfjsLayer): number {
  const { momentum } = layer.getConfig();
  return typeof momentum === 'number' && momentum < 1 ? 1 - momentum : 1;
}

function requireLayout(weights: readonly NetworkWeight[], { layout, name }: Task): void {
  const built = weights.map(({ variable }) => variable.shape);
  if (JSON.stringify(built) !== JSON.stringify(layout.map(({ shape }) => shape)))
    throw new Error(`The topology of the task ${name} has other weights than the task says.`);
}
