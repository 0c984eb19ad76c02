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
  /** What gradients depend on besides the parameters and the batch, where they do; of wrapped learners all of it. */
  readonly memories?: readonly Memory[];
}
