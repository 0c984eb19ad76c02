/**
 * The network of a model that a caller has made with tfjs, as plain data that a Worker builds it from. tfjs itself is not
 * needed for it, only the model: whatever copy of tfjs made it.
 */
import {
  type Json,
  type Loss,
  lengthOf,
  type TensorLayout,
  type TopologyNetwork,
} from '@hearsay/shared/tasks/task.ts';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { innerLayers, type LayerWithWeights, rolesOf } from '../peer/weight-roles.ts';

/** What is read of a `LayersModel` of tfjs, sequential or functional. */
export interface ModelLike {
  readonly layers: readonly LayerWithWeights[];
  readonly inputs: readonly { readonly shape: readonly (number | null)[] }[];
  readonly outputs: readonly { readonly shape: readonly (number | null)[] }[];
  toJSON(unused: null, returnString: false): unknown;
}

export interface NetworkOfModel {
  readonly network: TopologyNetwork;
  /** Shape of one example. */
  readonly input: readonly number[];
  /** Numbers that it gives for one example. */
  readonly outputs: number;
  /** What its last activation is for; null where that tells nothing. */
  readonly loss: Loss | null;
  /** The values that the model has, in the order of the network's tensors. */
  readonly parameters: Float32Array<ArrayBuffer>;
  /** Those that are neither trained nor mixed. */
  readonly frozen: Float32Array<ArrayBuffer>;
}

/** Why a model cannot be trained here. */
export type ModelTrouble =
  | 'not-a-model'
  | 'several-inputs'
  | 'several-outputs'
  | 'open-shape'
  | 'nothing-to-train'
  | 'not-finite';

export class ModelError extends Error {
  readonly trouble: ModelTrouble;
  constructor(trouble: ModelTrouble) {
    super(trouble);
    this.trouble = trouble;
  }
}

/** What is at the end of a network and is no more than a way to see its logits. */
const LAST_ACTIVATIONS: Readonly<Record<string, Loss>> = {
  softmax: 'softmaxCrossEntropy',
  sigmoid: 'sigmoidCrossEntropy',
};

/**
 * Reads the model; it stays as it is, and none of its tensors is disposed of. Where its last activation is softmax or the
 * sigmoid, the network is that of the logits before it.
 * @param wanted the loss, where it is known already @throws ModelError
 */
export async function networkOfModel(model: ModelLike, wanted: Loss | null = null): Promise<NetworkOfModel> {
  const { inputs, outputs, layers } = model;
  if (!Array.isArray(inputs) || !Array.isArray(outputs) || !Array.isArray(layers))
    throw new ModelError('not-a-model');
  if (inputs.length !== 1) throw new ModelError('several-inputs');
  if (outputs.length !== 1) throw new ModelError('several-outputs');
  const kept = await weightsOf(innerLayers(layers));
  if (!kept.some(({ role }) => role === 'trained')) throw new ModelError('nothing-to-train');
  const frozenOnes = kept.filter(({ role }) => role === 'frozen');
  const others = kept.filter(({ role }) => role !== 'frozen');
  const frozen = joined(frozenOnes);
  const { topology, loss } = canonicalTopology(model.toJSON(null, false), wanted);
  const network = {
    topology,
    tensors: others.map(({ name, shape }) => ({ name, shape })),
    frozen:
      frozenOnes.length === 0
        ? null
        : {
            tensors: frozenOnes.map(({ name, shape }) => ({ name, shape })),
            sha256: bytesToHex(sha256(new Uint8Array(frozen.buffer))),
          },
  };
  return {
    network,
    input: knownShape(inputs[0].shape),
    outputs: lengthOf(knownShape(outputs[0].shape)),
    loss,
    parameters: joined(others),
    frozen,
  };
}

interface KeptWeight extends TensorLayout {
  readonly role: ReturnType<typeof rolesOf>[number];
  readonly values: ArrayLike<number>;
}

function weightsOf(layers: readonly LayerWithWeights[]): Promise<KeptWeight[]> {
  return Promise.all(
    layers.flatMap((layer, i) => {
      const roles = rolesOf(layer);
      return layer.weights.map(async (weight, k) => {
        const tensor = weight.read();
        // What comes after the last stroke is its role in the layer; what comes before counts all layers ever made.
        const name = `layer${i + 1}/${weight.name.split('/').pop()?.replace(/_\d+$/, '')}`;
        return { name, shape: [...tensor.shape], role: roles[k], values: await tensor.data() };
      });
    }),
  );
}

function joined(weights: readonly KeptWeight[]): Float32Array<ArrayBuffer> {
  const all = new Float32Array(weights.reduce((sum, { values }) => sum + values.length, 0));
  let offset = 0;
  for (const { values } of weights) {
    all.set(values, offset);
    offset += values.length;
  }
  if (!all.every(Number.isFinite)) throw new ModelError('not-finite');
  return all;
}

/** Without the axis of the batch. */
function knownShape([, ...shape]: readonly (number | null)[]): number[] {
  return shape.map((length) => {
    if (length === null) throw new ModelError('open-shape');
    return length;
  });
}

type Fields = { [key: string]: Json };

/**
 * The same network is the same text, however many layers its page made before, and with which initial values: layers are
 * named by their place, and initialisers left out. The last activation becomes linear where a loss takes logits.
 */
function canonicalTopology(given: unknown, wanted: Loss | null): { topology: Json; loss: Loss | null } {
  const json = typeof given === 'string' ? given : JSON.stringify(given);
  const topology = JSON.parse(json) as Fields;
  const names = new Map<string, string>();
  nameLayers(topology, names);
  const renamed = rename(topology, names) as Fields;
  return { topology: renamed, loss: openLogits(renamed, wanted) };
}

function layersIn(model: Fields): Fields[] {
  const config = model.config;
  const list = isFields(config) ? config.layers : config;
  return Array.isArray(list) ? list.filter(isFields) : [];
}

function nameLayers(model: Fields, names: Map<string, string>): void {
  const config = model.config;
  if (isFields(config) && typeof config.name === 'string' && !names.has(config.name))
    names.set(config.name, `model${names.size + 1}`);
  for (const layer of layersIn(model)) {
    if (layersIn(layer).length > 0) nameLayers(layer, names);
    else if (isFields(layer.config) && typeof layer.config.name === 'string')
      names.set(layer.config.name, `layer${names.size + 1}`);
  }
}

/** Where names of layers stand, besides the places of their own. */
const REFERENCES = ['name', 'inbound_nodes', 'input_layers', 'output_layers'];

function rename(value: Json, names: ReadonlyMap<string, string>, isReference = false): Json {
  if (typeof value === 'string') return isReference ? (names.get(value) ?? value) : value;
  if (Array.isArray(value)) return value.map((part) => rename(part, names, isReference));
  if (!isFields(value)) return value;
  const renamed: Fields = {};
  for (const [key, part] of Object.entries(value)) {
    if (key.endsWith('_initializer') || key === 'keras_version') continue;
    renamed[key] = rename(part, names, REFERENCES.includes(key));
  }
  return renamed;
}

/**
 * Makes the last layer give logits, unless a loss is wanted that is of what it gives.
 * @returns the loss that takes them; null where it gives something else
 */
function openLogits(topology: Fields, wanted: Loss | null): Loss | null {
  const last = lastLayer(topology);
  const config: Fields | null = last !== null && isFields(last.config) ? last.config : null;
  if (last === null || config === null) return null;
  const takes = (loss: Loss): boolean => wanted === null || wanted === loss;
  if (last.class_name === 'Softmax' && takes('softmaxCrossEntropy')) {
    last.class_name = 'Activation';
    last.config = { name: config.name, trainable: true, activation: 'linear' };
    return 'softmaxCrossEntropy';
  }
  const { activation } = config;
  const loss = typeof activation === 'string' ? LAST_ACTIVATIONS[activation] : undefined;
  if (loss === undefined || !takes(loss)) return null;
  config.activation = 'linear';
  return loss;
}

/** The layer whose output is the model's. */
function lastLayer(model: Fields): Fields | null {
  const layers = layersIn(model);
  const config = model.config;
  const output = isFields(config) && Array.isArray(config.output_layers) ? config.output_layers[0] : null;
  const name = Array.isArray(output) ? output[0] : null;
  const named = name === null ? layers.at(-1) : layers.find((layer) => nameOf(layer) === name);
  if (named === undefined) return null;
  return layersIn(named).length > 0 ? lastLayer(named) : named;
}

function nameOf(layer: Fields): Json {
  return layer.name ?? (isFields(layer.config) ? layer.config.name : null);
}

function isFields(value: Json | undefined): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
