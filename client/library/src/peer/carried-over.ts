/** What a peer keeps of itself when the settings of its run change under it. */
import { type Method, stateLengthOf } from '@hearsay/shared/gossip/method.ts';
import { formatOwnOptions, type RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import type { PeerSnapshot } from './snapshot.ts';

/** What the peer begins with, see the Worker's `start`. */
export interface Beginning {
  readonly snapshot?: PeerSnapshot | undefined;
  readonly initialParameters?: Float32Array | undefined;
}

export interface Change {
  readonly from: RunSettings;
  readonly to: RunSettings;
  readonly method: Method;
}

/**
 * All of it, where the method is the same. Of another method the model, with its count of updates where the new method mixes
 * nothing but the model. Nothing after a reset, nor where peers tell each other differences alone (`Method.incremental`), since
 * they would keep what they differ by at the beginning.
 * @param model of the peer as it is @param method that of `to` @param begun what the run began with
 */
export function carriedOver(
  { from, to, method }: Change,
  snapshot: PeerSnapshot,
  model: Float32Array,
  begun: Beginning,
): Beginning {
  const { initialParameters } = begun;
  if (from.resets !== to.resets) return { initialParameters };
  const sameMethod = from.method === to.method && formatOwnOptions(from.with) === formatOwnOptions(to.with);
  if (sameMethod) return { snapshot };
  if (method.incremental) return { initialParameters };
  const parameters = model.slice();
  const isPlain = stateLengthOf(method, model.length) === model.length;
  if (!isPlain) return { initialParameters: parameters };
  return { snapshot: { ...snapshot, state: parameters, memories: [] } };
}
