import type { Memory } from '../memory.ts';

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
  /** Called when the parameters have been replaced by others, to which what was remembered of the way here does not lead. */
  forgetModel?(): void;
  /** What gradients depend on besides the parameters and the batch, where they do; of wrapped learners all of it. */
  readonly memories?: readonly Memory[];
}

/** What a learner that wraps another has of it. Named one by one, since a learner may be of a class. */
export function passedOn(learner: Learner): Omit<Learner, 'gradient' | 'memories'> {
  return {
    dimension: learner.dimension,
    ...(learner.hasExamples ? { hasExamples: () => learner.hasExamples?.() ?? true } : {}),
    ...(learner.labelCounts ? { labelCounts: () => learner.labelCounts?.() ?? [] } : {}),
    adjustLogits: (shift) => learner.adjustLogits?.(shift),
    forgetModel: () => learner.forgetModel?.(),
  };
}
