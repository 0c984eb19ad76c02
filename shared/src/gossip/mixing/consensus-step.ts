/** What a peer makes of how far its neighbours are from it, in compressed gossip. */

/**
 * Moves the state, in place. May have state of a peer's own.
 * @param residual r = sum over j of w_ij (copy of x_j - copy of x_i), the state's length; in 64 bits, so that the moves
 *   of all peers cancel as far as they can
 */
export type ConsensusStep = (state: Float32Array, residual: Float64Array) => void;

/** x <- x + gamma r: Koloskova et al. 2019 (arXiv 1902.00340), algorithm 2. The moves of all peers sum to 0. */
export const fixedStep =
  (gamma: number): ConsensusStep =>
  (state, residual) => {
    for (let i = 0; i < state.length; i++) state[i] += gamma * residual[i];
  };

/** As in the paper: only against division by 0. */
const EPSILON = 1e-8;
/** The most that a difference of parameters counts for: what is further away than that is no model, and would be
 * remembered for thousands of rounds. */
const MOST_RESIDUAL = 1000;

export interface AdaptiveStepOptions {
  readonly gamma: number;
  /** Share of the smoothed square that is kept from round to round, 0 to below 1. */
  readonly beta: number;
}

/**
 * x <- x + min(gamma / (sqrt(v) + epsilon), 1) r in each coordinate, v the smoothed square of r without the bias of its
 * beginning: the larger the differences of a coordinate were, the smaller its step. AdaGossip, arXiv 2404.05919. Nothing
 * is conserved, since peers differ in v. Where r is tiny the step is a whole one, which is too long for strong
 * compression. Memory: one vector of the state's length.
 */
export function adaptiveStep({ gamma, beta }: AdaptiveStepOptions): ConsensusStep {
  let squares: Float64Array | null = null;
  /** beta to the power of how many rounds there were. */
  let bias = 1;
  return (state, residual) => {
    squares ??= new Float64Array(state.length);
    bias *= beta;
    for (let i = 0; i < state.length; i++) {
      const difference = Math.max(-MOST_RESIDUAL, Math.min(MOST_RESIDUAL, residual[i]));
      squares[i] = beta * squares[i] + (1 - beta) * difference ** 2;
      const size = Math.sqrt(squares[i] / (1 - bias));
      state[i] += Math.min(gamma / (size + EPSILON), 1) * difference;
    }
  };
}
