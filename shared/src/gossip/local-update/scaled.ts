/**
 * Gradient descent with a diagonal scaling that changes only between updates: x <- x - rate * g / max(floor, D), the same
 * D in all steps of an update. What D is made of is a running mean that can be mixed among the peers with the model.
 * Chezhegov et al. 2024 (arXiv 2406.00846).
 */
import type { Learner } from '../learner/learner.ts';
import { memoryOf } from '../memory.ts';
import { modelPart } from '../model-part.ts';
import type { PeerContext } from '../peer-context.ts';
import type { LocalUpdate } from './local-update.ts';
import type { SgdOptions } from './sgd.ts';

/** How far along each coordinate the gradient is looked at for a product with the Hessian: large beside the rounding of
 * float32, small beside what parameters usually are. */
const PROBE = 0.01;

export interface ScaledOptions extends SgdOptions {
  /** Share of the running mean that is kept from update to update, 0 to below 1. */
  readonly memory: number;
  /** The least that a step is divided by, above 0. */
  readonly floor: number;
  /** `squares`: the root of the mean of squared gradients, as RMSProp and Adam have it. `curvature`: the mean of
   * z * (Hessian z) with random signs z, the Hessian's diagonal (Hutchinson's estimate; Jahani et al. 2021, OASIS, arXiv
   * 2109.05198), by two more gradients an update. */
  readonly rule: 'squares' | 'curvature';
  /** Whether the running mean is a part of the state, behind the model, and so mixed with it; else it is the peer's own. */
  readonly shared: boolean;
}

/** How many numbers behind a model of that length are the running mean: its sum, and what the weights in it sum up to,
 * so that it is a mean from the first on, and stays one when sums of peers are mixed that have learned less, or nothing. */
export const runningMeanLength = (dimension: number): number => dimension + 1;

/**
 * The first step of an update adds to the running mean, which takes effect in the next one: when it has travelled. As long
 * as nothing is known D is 1, which is plain gradient descent. Memory: three vectors of the learner's dimension, and
 * the running mean where it is not shared.
 * @param peer whose randomness draws the signs z, and whose updates say when one begins
 */
export function scaled(
  learner: Learner,
  { steps, rate, memory, floor, rule, shared }: ScaledOptions,
  peer: Pick<PeerContext, 'random' | 'updates'>,
): LocalUpdate {
  const { dimension } = learner;
  const gradient = new Float32Array(dimension);
  const measured = new Float32Array(dimension);
  const scale = new Float32Array(dimension);
  const own = new Float32Array(shared ? 0 : runningMeanLength(dimension));
  /** Of which update of the peer the scaling is, and whether what was measured for it is still to be remembered. */
  let frozenFor = -1;
  let pending = false;

  const measure = (model: Float32Array): void => {
    if (rule === 'squares') {
      for (let i = 0; i < dimension; i++) measured[i] = gradient[i] * gradient[i];
      return;
    }
    const signs = new Int8Array(dimension).map(() => (peer.random.uniform() < 0.5 ? -1 : 1));
    const probe = model.map((value, i) => value + PROBE * signs[i]);
    learner.gradient(probe, measured);
    for (let i = 0; i < dimension; i++) probe[i] = model[i] - PROBE * signs[i];
    learner.gradient(probe, scale);
    for (let i = 0; i < dimension; i++) measured[i] = (signs[i] * (measured[i] - scale[i])) / (2 * PROBE);
  };

  const freeze = (state: Float32Array): void => {
    const sums = shared ? state : own;
    const from = shared ? dimension : 0;
    const weight = sums[from + dimension];
    for (let i = 0; i < dimension; i++) {
      const mean = weight > 0 ? sums[from + i] / weight : 1;
      scale[i] = Math.max(floor, rule === 'squares' ? Math.sqrt(Math.max(0, mean)) : Math.abs(mean));
    }
  };

  const remember = (state: Float32Array): void => {
    const sums = shared ? state : own;
    const from = shared ? dimension : 0;
    for (let i = 0; i < dimension; i++) {
      sums[from + i] = memory * sums[from + i] + (1 - memory) * measured[i];
    }
    sums[from + dimension] = memory * sums[from + dimension] + (1 - memory);
  };

  return {
    steps,
    ...(shared
      ? {}
      : {
          memory: memoryOf(
            [own],
            () => [],
            () => {},
          ),
        }),
    begin(state) {
      const model = modelPart(state, dimension);
      learner.gradient(model, gradient);
      if (peer.updates === frozenFor) return;
      measure(model);
      freeze(state);
      frozenFor = peer.updates;
      pending = true;
    },
    end(state) {
      for (let i = 0; i < dimension; i++) state[i] -= (rate * gradient[i]) / scale[i];
      if (pending) remember(state);
      pending = false;
    },
  };
}
