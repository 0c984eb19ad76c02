/**
 * A model as files in tfjs' layers format, which `tf.loadLayersModel` reads: a description in JSON and the weights, float32,
 * little-endian, one tensor behind the other. The description has the SHA-256 of the weights, so that two files that do
 * not belong together, or were damaged, are noticed.
 */
import { float32 } from '@hearsay/shared/gossip/codec/float32.ts';
import { canonicalJson } from '@hearsay/shared/tasks/digest.ts';
import { dimensionOf, lengthOf, type Task } from '@hearsay/shared/tasks/task.ts';
import { isTaskDigest, TASK_NAMES, taskNamed } from '@hearsay/shared/tasks/tasks.ts';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import { computesTheSame, topologyOf } from './topology.ts';

/** Longest description that is read, in characters; one of ours is 2 to 5 thousand. */
const MAX_DESCRIPTION = 1_000_000;
/** Most bytes of weights that are read: sixteen million numbers. */
const MAX_WEIGHTS_BYTES = 64 * 1024 * 1024;
const MAX_TENSORS = 1000;
const FORMAT = 1;

export interface ModelFiles {
  /** The contents of `model.json`. */
  readonly description: string;
  /** The contents of the file that the description names. */
  readonly weights: Uint8Array<ArrayBuffer>;
}

/** What a file says of the run that the model is from. */
export interface ModelOrigin {
  /** The settings as they stand in an address, without the room's key. */
  readonly settings: string;
  readonly updates: number;
  /** On the test subset, 0 to 1; null where it was not tested. */
  readonly accuracy: number | null;
}

export interface ReadModel {
  /** The name of the task whose network it is, or the digest that was given. */
  readonly task: string;
  readonly parameters: Float32Array<ArrayBuffer>;
}

/**
 * Why a file is refused. `not-a-model`: no description in tfjs' layers format. `other-network`: no task has such layers.
 * `other-task`: it was saved in a room that made its task itself, and not this one. `unknown-task`: the task that it has to be of is
 * not at hand, which `readModel` never says.
 * `compressed`: weights that are not plain float32. `wrong-length`: the weights are not as many as the description says.
 * `other-weights`: they do not have the checksum. `not-finite`: some are no numbers, or beyond all measure.
 */
const MODEL_PROBLEMS = [
  'not-a-model',
  'other-network',
  'other-task',
  'unknown-task',
  'compressed',
  'wrong-length',
  'other-weights',
  'not-finite',
] as const;
export type ModelProblem = (typeof MODEL_PROBLEMS)[number];

const TensorSchema = v.object({
  name: v.string(),
  shape: v.array(v.pipe(v.number(), v.integer(), v.minValue(0))),
  dtype: v.string(),
  quantization: v.optional(v.unknown()),
});
const DescriptionSchema = v.object({
  format: v.optional(v.literal('layers-model')),
  modelTopology: v.record(v.string(), v.unknown()),
  weightsManifest: v.array(v.object({ weights: v.pipe(v.array(TensorSchema), v.maxLength(MAX_TENSORS)) })),
  userDefinedMetadata: v.optional(
    v.nullable(v.object({ sha256: v.optional(v.string()), settings: v.optional(v.string()) })),
  ),
});

/**
 * Of a task of layers as plain data, or of the server's, tfjs reads the files by itself. Of a task that came from a model of tfjs it does
 * not, and `readModel` alone does; what is frozen is not in them. There `room.model()` gives what tfjs saves.
 * @param parameters as many as the task has
 * @param weightsName the name that the file of the weights will have
 */
export function writeModel(
  task: Task,
  parameters: Float32Array,
  origin: ModelOrigin,
  weightsName: string,
): ModelFiles {
  const weights = new Uint8Array(4 * parameters.length);
  float32.encode(parameters, weights, 0);
  const description = {
    format: 'layers-model',
    generatedBy: 'Hearsay',
    convertedBy: null,
    modelTopology: task.network?.topology ?? topologyOf(task),
    weightsManifest: [
      {
        paths: [weightsName],
        weights: task.layout.map(({ name, shape }) => ({ name, shape, dtype: 'float32' })),
      },
    ],
    userDefinedMetadata: {
      hearsay: FORMAT,
      task: task.name,
      sha256: bytesToHex(sha256(weights)),
      input: inputWords(task),
      output: outputWords(task),
      ...origin,
    },
  };
  return { description: JSON.stringify(description, null, 1), weights };
}

/** How an example has to come to the network. */
function inputWords({ input, normalisation, range }: Task): string {
  const numbers = `${lengthOf(input)} numbers${range ? ` from ${range[0]} to ${range[1]}` : ''}, row by row`;
  if (normalisation === null) return numbers;
  return `${numbers}, each (value - ${String(normalisation.mean)}) / ${String(normalisation.deviation)}`;
}

function outputWords({ loss, classes, units }: Task): string {
  if (loss === 'softmaxCrossEntropy')
    return `a logit for each of the classes ${classes?.join(', ')}: the largest is the guess, softmax gives probabilities`;
  if (loss === 'sigmoidCrossEntropy')
    return `a logit for each of the classes ${classes?.join(', ')}: the sigmoid gives its probability`;
  return `values: ${units?.join(', ')}`;
}

/**
 * Reads what may come from anywhere. Never throws. Where the description has no checksum, as in files that others wrote,
 * there is none to hold.
 * @param own the task that it is to be of; by default whichever of the server's it is of
 * @param digest of that task, where a room made it itself: other such tasks may have the same layers
 */
export function readModel(
  description: string,
  weights: Uint8Array,
  own?: Task,
  digest?: string,
): { ok: true; model: ReadModel } | { ok: false; problem: ModelProblem } {
  const parsed = v.safeParse(DescriptionSchema, parseJson(description));
  if (!parsed.success) return refuse('not-a-model');
  const { modelTopology, weightsManifest, userDefinedMetadata } = parsed.output;
  const from = new URLSearchParams(userDefinedMetadata?.settings).get('task') ?? '';
  if ((own === undefined || digest !== undefined) && isTaskDigest(from) && from !== digest) {
    return refuse('other-task');
  }
  const tensors = weightsManifest.flatMap((group) => group.weights);
  const candidates = own === undefined ? TASK_NAMES.map(taskNamed) : [own];
  const task = candidates.find(
    (candidate) =>
      JSON.stringify(candidate.layout.map(({ shape }) => shape)) ===
        JSON.stringify(tensors.map(({ shape }) => shape)) && isNetworkOf(candidate, modelTopology),
  );
  if (task === undefined) return refuse('other-network');
  if (tensors.some(({ dtype, quantization }) => dtype !== 'float32' || quantization !== undefined)) {
    return refuse('compressed');
  }
  const parameters = new Float32Array(dimensionOf(task));
  if (weights.length !== parameters.byteLength) return refuse('wrong-length');
  const checksum = userDefinedMetadata?.sha256;
  if (checksum !== undefined && checksum !== bytesToHex(sha256(weights))) return refuse('other-weights');
  if (!float32.decode(weights, parameters)) return refuse('not-finite');
  return { ok: true, model: { task: digest ?? task.name, parameters } };
}

/** Whether a topology from elsewhere, whatever it is, computes what the task's network does. */
function isNetworkOf(task: Task, topology: object): boolean {
  if (task.network === undefined) return computesTheSame(topology, task);
  return canonicalJson(topology) === canonicalJson(task.network.topology);
}

function refuse(problem: ModelProblem): { ok: false; problem: ModelProblem } {
  return { ok: false, problem };
}

function parseJson(text: string): unknown {
  if (text.length > MAX_DESCRIPTION) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What of a file is needed. */
type ChosenFile = Pick<File, 'name' | 'size' | 'text' | 'arrayBuffer'>;

/** `two-files`: they are not one description and one file of weights. `unreadable`: the browser does not give them. */
export type FilesProblem = ModelProblem | 'two-files' | 'too-large' | 'unreadable';

/** In any order. Never rejects. @param own see `readModel`, as `digest` */
export async function readModelFiles(
  files: readonly ChosenFile[],
  own?: Task,
  digest?: string,
): Promise<{ ok: true; model: ReadModel } | { ok: false; problem: FilesProblem }> {
  const descriptions = files.filter(({ name }) => /\.json$/i.test(name));
  const others = files.filter((file) => !descriptions.includes(file));
  if (descriptions.length !== 1 || others.length !== 1) return { ok: false, problem: 'two-files' };
  const [description] = descriptions;
  const [weights] = others;
  // A character is at most four bytes.
  if (description.size > 4 * MAX_DESCRIPTION || weights.size > MAX_WEIGHTS_BYTES) {
    return { ok: false, problem: 'too-large' };
  }
  try {
    const [text, bytes] = await Promise.all([description.text(), weights.arrayBuffer()]);
    return readModel(text, new Uint8Array(bytes), own, digest);
  } catch {
    return { ok: false, problem: 'unreadable' };
  }
}
