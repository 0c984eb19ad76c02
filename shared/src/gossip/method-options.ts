/**
 * Additions that any method takes: they come from a popular summary of the seed paper, which itself has none of
 * them. What each does, good or bad, is measured by `npm run papers -- mitra-ulukus`.
 */
import { withMomentum } from './learner/momentum.ts';
import { withVarianceAdaptiveStep } from './learner/variance-adaptive-step.ts';
import type { Method } from './method.ts';

export interface MethodOptions {
  /** Share of the velocity that is kept from step to step, 0 (none) to below 1. */
  readonly momentum?: number;
  /** Shrinks each step by the share of the gradient that is signal, not noise. */
  readonly varianceAdaptiveStep?: boolean;
  /** Seconds from a message's arrival until it counts. */
  readonly applyDelay?: number;
}

/** The same method with these additions. */
export function withOptions(method: Method, options: MethodOptions): Method {
  const { momentum = 0, varianceAdaptiveStep = false, applyDelay = method.applyDelay } = options;
  return {
    ...method,
    applyDelay,
    parts(learner, peer) {
      const steady = varianceAdaptiveStep ? withVarianceAdaptiveStep(learner) : learner;
      const moving = momentum > 0 ? withMomentum(steady, momentum) : steady;
      return { ...method.parts(moving, peer), memories: moving.memories ?? [] };
    },
  };
}
