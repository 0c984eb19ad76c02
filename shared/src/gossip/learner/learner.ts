import type { Memory } from '../memory.ts';

/** Gradients of examples one by one, none of which counts for more than a bound: what differential privacy is made of. */
export interface ClippedGradients {
  /** How many examples there are to learn from now. */
  readonly examples: () => number;
  /**
   * The sum of the gradients of certain examples' losses, each scaled down to a length of `clip` where it is longer. Exact: what an
   * example contributes depends on no other, and is 0 where its gradient is not finite.
   * @param chosen indices of examples @param sum overwritten, as long as the parameters
   */
  readonly sum: (parameters: Float32Array, chosen: Uint32Array, clip: number, sum: Float32Array) => void;
}

/** What is learned: a loss with its gradient. Knows nothing of gossip, time or peers. */
export interface Learner {
  /** Length of the parameter vector. */
  readonly dimension: number;
  /**
   * The gradient of the loss on the next batch of this peer's own data, called once a local step.
   * @param parameters read only, `dimension` long
   * @param gradient overwritten, `dimension` long
   * @returns the batch's mean loss
   */
  gradient(parameters: Float32Array, gradient: Float32Array): number;
  /** Whether there is anything to learn from now; asked before each update. Default: there is. */
  hasExamples?(): boolean;
  /** Classifiers: how many of this peer's examples have each label; another array where its data has become another. */
  labelCounts?(): readonly number[];
  /** Classifiers: in training alone, adds so much to the logits, one number for each label; null for none any more. */
  adjustLogits?(shift: Float32Array | null): void;
  /** Absent where there is no exact way to them. What wraps a learner changes its gradients, and has none of its own. */
  readonly clipped?: ClippedGradients;
  /** Called when the parameters have been replaced by others, to which what was remembered of the way here does not lead. */
  forgetModel?(): void;
  /** What gradients depend on besides the parameters and the batch, where they do; of wrapped learners all of it. */
  readonly memories?: readonly Memory[];
}

/** What a learner that wraps another has of it. Named one by one, since a learner may be of a class. */
export function passedOn(learner: Learner): Omit<Learner, 'gradient' | 'memories' | 'clipped'> {
  return {
    dimension: learner.dimension,
    ...(learner.hasExamples ? { hasExamples: () => learner.hasExamples?.() ?? true } : {}),
    ...(learner.labelCounts ? { labelCounts: () => learner.labelCounts?.() ?? [] } : {}),
    adjustLogits: (shift) => learner.adjustLogits?.(shift),
    forgetModel: () => learner.forgetModel?.(),
  };
}
