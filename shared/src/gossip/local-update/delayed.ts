/**
 * SGD with gradients that come late, as in a pipeline that never waits: each stage owns a contiguous part of the
 * parameters, and a batch goes forward through the stages, one a step, and back.
 *
 * With stages s = 0 .. S - 1, batch k is at stage s in step k + s: the stage reads its weights, and stashes them for the way
 * back. The last one turns at once, so that the gradient is back at stage s in step k + 2 (S - 1) - s, and is applied
 * there and then: D = 2 (S - 1 - s) steps after the weights were read, and the stages of one batch were read in different
 * steps. Menon et al. 2024 (arXiv 2401.01728); the delays as in Kosson et al. 2020 (arXiv 2003.11666).
 */
import { partStart } from '../../util/even-parts.ts';
import type { Learner } from '../learner/learner.ts';
import type { LocalUpdate } from './local-update.ts';
import type { SgdOptions } from './sgd.ts';

/** Memory is a vector a stage, and another a step that the slowest gradient takes. */
export const MAX_STAGES = 16;
export const MAX_DELAY = 64;

export interface DelayedOptions extends SgdOptions {
  /** Stages of the pipeline, 1 to `MAX_STAGES`. Default 1. */
  readonly stages?: number;
  /** Steps that every gradient takes besides, 0 to `MAX_DELAY`. Default 0. */
  readonly delay?: number;
}

/** @returns steps between reading weights and applying the gradient that was worked out with them (D) */
export function delayOfStage(stage: number, stages: number, delay = 0): number {
  return 2 * (stages - 1 - stage) + delay;
}

/** The first steps, whose gradients are still under way, change nothing. Without stages or delay this is SGD. */
export function delayed(
  learner: Learner,
  { steps, rate, stages = 1, delay = 0 }: DelayedOptions,
): LocalUpdate {
  const { dimension } = learner;
  const vectors = (count: number): Float32Array[] =>
    Array.from({ length: count }, () => new Float32Array(dimension));
  /** Of the batches on their way forward: what each stage had when the batch was there. */
  const read = vectors(stages > 1 ? stages : 0);
  /** Of the batches on their way back. */
  const gradients = vectors(stages + delay);
  let step = 0;
  return {
    steps,
    begin(parameters) {
      const batch = step - (stages - 1);
      for (let stage = 0; stages > 1 && stage < stages && stage <= step; stage++) {
        const from = partStart(dimension, stages, stage);
        const to = partStart(dimension, stages, stage + 1);
        read[(step - stage) % stages].set(parameters.subarray(from, to), from);
      }
      if (batch < 0) return;
      learner.gradient(stages > 1 ? read[batch % stages] : parameters, gradients[batch % gradients.length]);
    },
    end(parameters) {
      for (let stage = 0; stage < stages; stage++) {
        const batch = step - stage - delayOfStage(stage, stages, delay);
        if (batch < 0) continue;
        const gradient = gradients[batch % gradients.length];
        const to = partStart(dimension, stages, stage + 1);
        for (let i = partStart(dimension, stages, stage); i < to; i++) parameters[i] -= rate * gradient[i];
      }
      step += 1;
    },
  };
}
