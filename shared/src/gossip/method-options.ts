/**
 * Additions that any method takes. The first three come from a popular summary of the seed paper, which itself has none of
 * them. What each does, good or bad, is measured by `npm run papers -- mitra-ulukus`, and the last by `npm run papers -- drift`.
 */
import { type DriftOptions, withDriftCorrection } from './drift-correction/corrected-learner.ts';
import { leans } from './drift-correction/leaning.ts';
import { Guard } from './guard/guard.ts';
import { OwnStep } from './guard/own-step.ts';
import type { Learner } from './learner/learner.ts';
import { withMomentum } from './learner/momentum.ts';
import { withVarianceAdaptiveStep } from './learner/variance-adaptive-step.ts';
import type { Method, PeerParts } from './method.ts';
import type { PeerContext } from './peer-context.ts';

export interface MethodOptions {
  /** Share of the velocity that is kept from step to step, 0 (none) to below 1. */
  readonly momentum?: number;
  /** Shrinks each step by the share of the gradient that is signal, not noise. */
  readonly varianceAdaptiveStep?: boolean;
  /** Seconds from a message's arrival until it counts. */
  readonly applyDelay?: number;
  /** Keeps peers with unlike data from drifting apart. For methods whose local update is SGD of that rate. */
  readonly drift?: DriftOptions;
  /** Limits how far others may move a peer: see `Guard`. For methods whose mixing heeds the weight of a message. */
  readonly guarded?: boolean;
}

/** The same parts, of which what neighbours send is limited. */
function withGuard(parts: PeerParts, learner: Learner, peer: PeerContext): PeerParts {
  const { admission, mixing, localUpdate, memories = [] } = parts;
  const ownStep = new OwnStep();
  const follows = (): boolean => learner.hasExamples?.() === false;
  const guard = new Guard(peer, { admission, mixing, ownStep, follows, leans: () => leans(learner) });
  return {
    ...parts,
    admission: guard,
    guard,
    localUpdate: ownStep.measured(localUpdate),
    memories: [...memories, ownStep.memory],
  };
}

/** The same method with these additions. */
export function withOptions(method: Method, options: MethodOptions): Method {
  const {
    momentum = 0,
    varianceAdaptiveStep = false,
    applyDelay = method.applyDelay,
    drift,
    guarded = false,
  } = options;
  return {
    ...method,
    applyDelay,
    parts(learner, peer) {
      const steady = varianceAdaptiveStep ? withVarianceAdaptiveStep(learner) : learner;
      const moving = momentum > 0 ? withMomentum(steady, momentum) : steady;
      // Who learned with it before does so no more.
      if (!drift?.corrections.includes('logits')) learner.adjustLogits?.(null);
      const drifts = drift !== undefined && drift.corrections.length > 0 && learner.dimension > 0;
      const corrected = drifts ? withDriftCorrection(moving, { ...drift, guarded }, peer) : moving;
      const parts = {
        ...method.parts(corrected, peer),
        memories: corrected.memories ?? [],
        forgetModel: () => corrected.forgetModel?.(),
      };
      return guarded ? withGuard(parts, learner, peer) : parts;
    },
  };
}
