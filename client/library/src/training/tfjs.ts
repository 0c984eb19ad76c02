/** tfjs on the main thread, where a model is handed out: the one that the page has. */
import { lengthOf } from '@hearsay/shared/tasks/task.ts';
import { innerLayers, type LayerWeight, rolesOf } from '../peer/weight-roles.ts';
import { errorOf } from '../problem-words.ts';
import type { ModelLike } from './model-network.ts';

/** What is needed of it. */
export interface Tfjs {
  tensor(values: Float32Array, shape: number[]): { dispose(): void };
  readonly models: { modelFromJSON(json: unknown): Promise<unknown> };
}

/** @throws HearsayError `no-tfjs` where the page has none */
export async function tfjsOf(given: Tfjs | undefined): Promise<Tfjs> {
  const found = given ?? (globalThis as { tf?: Tfjs }).tf;
  if (found !== undefined) return found;
  try {
    return (await import('@tensorflow/tfjs')) as unknown as Tfjs;
  } catch {
    throw errorOf({ code: 'no-tfjs' });
  }
}

/** A weight of a layer that can be given another value. */
interface WritableWeight {
  write(value: unknown): unknown;
}

/**
 * A new model of that topology, with parameters.
 * @param topology as tfjs' layers format has it
 * @param parameters in the order of `networkOfModel` @param frozen what of it is neither trained nor mixed
 */
export async function modelWith(
  tf: Tfjs,
  topology: unknown,
  parameters: Float32Array,
  frozen: Float32Array,
): Promise<ModelLike> {
  const model = (await tf.models.modelFromJSON({ modelTopology: topology })) as ModelLike;
  let next = 0;
  let nextFrozen = 0;
  for (const layer of innerLayers(model.layers)) {
    const roles = rolesOf(layer);
    for (const [k, weight] of layer.weights.entries()) {
      const shape = [...weight.read().shape];
      const size = lengthOf(shape);
      const from = roles[k] === 'frozen' ? frozen : parameters;
      const at = roles[k] === 'frozen' ? nextFrozen : next;
      const tensor = tf.tensor(from.slice(at, at + size), shape);
      (weight as LayerWeight & WritableWeight).write(tensor);
      tensor.dispose();
      if (roles[k] === 'frozen') nextFrozen += size;
      else next += size;
    }
  }
  return model;
}
