/** A task's network as tfjs writes it: the `modelTopology` of its layers format, without tfjs. */
import type { Layer } from '@hearsay/shared/tasks/layers.ts';
import { lengthOf, type Task } from '@hearsay/shared/tasks/task.ts';

/** Deepest that a topology from elsewhere is looked into. */
const MOST_LAYERS = 100;

interface TopologyLayer {
  readonly class_name: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** What of a layer's configuration decides what it computes, where a layer has it. */
const DECISIVE = [
  'units',
  'filters',
  'kernel_size',
  'pool_size',
  'strides',
  'padding',
  'dilation_rate',
  'data_format',
  'activation',
  'use_bias',
  'target_shape',
];

/** The layers' weights have the names that they have in the task's layout. */
export function topologyOf(task: Task): object {
  const inputs = lengthOf(task.input);
  const input = {
    class_name: 'InputLayer',
    config: { batch_input_shape: [null, inputs], dtype: 'float32', sparse: false, name: 'input' },
  };
  const config = { name: task.name, layers: [input, ...layersOf(task)] };
  return { class_name: 'Sequential', config, keras_version: 'tfjs-layers 4.22.0', backend: 'tensor_flow.js' };
}

function layersOf(task: Task): TopologyLayer[] {
  const counts: Record<string, number> = {};
  const nameOf = (kind: string): string => {
    counts[kind] = (counts[kind] ?? 0) + 1;
    return `${kind}${counts[kind]}`;
  };
  const layers = (task.layers ?? []).map((layer) => {
    const { class_name, config } = topologyLayer(layer);
    return { class_name, config: { ...config, name: nameOf(layer.kind), trainable: true } };
  });
  if (task.input.length === 1) return layers;
  const config = { target_shape: [...task.input], name: 'reshape', trainable: true };
  return [{ class_name: 'Reshape', config }, ...layers];
}

function topologyLayer(layer: Layer): TopologyLayer {
  const both = (length: number): number[] => [length, length];
  switch (layer.kind) {
    case 'dense':
      return {
        class_name: 'Dense',
        config: { units: layer.units, activation: layer.activation, use_bias: true },
      };
    case 'convolution':
      return {
        class_name: 'Conv2D',
        config: {
          filters: layer.filters,
          kernel_size: both(layer.kernel),
          strides: both(1),
          padding: 'valid',
          data_format: 'channels_last',
          dilation_rate: both(1),
          activation: layer.activation,
          use_bias: true,
        },
      };
    case 'max-pooling':
      return {
        class_name: 'MaxPooling2D',
        config: {
          pool_size: both(layer.size),
          strides: both(layer.size),
          padding: 'valid',
          data_format: 'channels_last',
        },
      };
    case 'flatten':
      return { class_name: 'Flatten', config: {} };
  }
}

/** Whether a topology from elsewhere, whatever it is, computes what the task's network does. Never throws. */
export function computesTheSame(topology: unknown, task: Task): boolean {
  const theirs = readLayers(topology);
  const own = layersOf(task);
  if (theirs === null || theirs.length !== own.length) return false;
  return own.every(({ class_name, config }, i) => {
    const their = theirs[i];
    const same = (key: string): boolean =>
      config[key] === undefined || JSON.stringify(config[key]) === JSON.stringify(their.config[key]);
    return class_name === their.class_name && DECISIVE.every(same);
  });
}

/** All layers but inputs, which compute nothing. Null where it is not a stack of layers. */
function readLayers(topology: unknown): TopologyLayer[] | null {
  // Converted from Keras, it lies one level deeper; in old files the list has no name beside it.
  const model = isRecord(topology) && isRecord(topology.model_config) ? topology.model_config : topology;
  if (!isRecord(model) || model.class_name !== 'Sequential') return null;
  const list = isRecord(model.config) ? model.config.layers : model.config;
  if (!Array.isArray(list) || list.length > MOST_LAYERS) return null;
  const layers: TopologyLayer[] = [];
  for (const layer of list) {
    if (!isRecord(layer) || typeof layer.class_name !== 'string' || !isRecord(layer.config)) return null;
    if (layer.class_name !== 'InputLayer') {
      layers.push({ class_name: layer.class_name, config: layer.config });
    }
  }
  return layers;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
