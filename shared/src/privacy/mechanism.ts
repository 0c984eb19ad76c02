/** What is released, to be accounted for. */

/**
 * Steps of DP-SGD (Abadi et al. 2016, arXiv 1607.00133) on the same data: in each, every example takes part with a probability,
 * independently (Poisson sampling), contributes a vector of length C at most, and the sum is released with normal noise.
 */
export interface Releases {
  /** q: the probability with which an example takes part in a step, above 0 to 1. */
  readonly sampling: number;
  /** sigma: the standard deviation of the noise on each coordinate of the sum, in units of the clip norm C; above 0. */
  readonly noise: number;
  readonly steps: number;
}

/** Of (epsilon, delta)-differential privacy, between data sets one of which has one example more than the other. */
export interface Budget {
  readonly epsilon: number;
  readonly delta: number;
}
