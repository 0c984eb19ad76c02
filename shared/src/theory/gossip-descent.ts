/**
 * What gossip leaves of the error of SGD on quadratics that differ from peer to peer: exact, in expectation, on the complete
 * graph with Poisson clocks, for any number of peers.
 *
 * Peer i pulls one mode of the model, of curvature h, towards b_i: u_i <- a u_i + g beta_i, with u_i and beta_i the distances
 * of x_i and b_i from the optimum b, g = eta h and a = 1 - g. An exchange is an average. Then the means over peers of u_i^2
 * and u_i beta_i, and over pairs of u_i u_j and u_i beta_j, obey four linear differential equations, as each event changes
 * one of the factors or two. This is the second moments' method of Boyd et al. 2006, Randomized Gossip Algorithms (IEEE
 * Transactions on Information Theory 52), with gradients.
 *
 * Pure functions.
 */

export interface GossipDescent {
  readonly peers: number;
  /** Exchanges that a peer starts per second. */
  readonly gossipRate: number;
  /** A push changes who is told, a swap both. */
  readonly exchange: 'push' | 'swap';
  /** Updates of a peer per second, of one local step each. */
  readonly updateRate: number;
  /** eta. */
  readonly stepSize: number;
  readonly modes: readonly Mode[];
}

export interface Mode {
  /** h. */
  readonly curvature: number;
  /** From where all peers begin to the optimum of the mean. */
  readonly distance: number;
  /** Mean over peers of beta_i^2. */
  readonly spread: number;
}

/** Longest step of the integration, in time constants of its fastest part. */
const LONGEST_STEP = 0.25;
const MOMENTS = 4;

/**
 * The mean over peers of the loss in excess of the optimum, sum of 1/2 h u_i^2 over modes.
 * @param times seconds, ascending, from 0
 */
export function expectedError(descent: GossipDescent, times: readonly number[]): number[] {
  const errors = times.map(() => 0);
  for (const mode of descent.modes) {
    meanSquares(descent, mode, times).forEach((square, at) => {
      errors[at] += (mode.curvature * square) / 2;
    });
  }
  return errors;
}

function meanSquares(descent: GossipDescent, mode: Mode, times: readonly number[]): number[] {
  const change = changeOf(descent, mode);
  const fastest = 2 * (descent.updateRate + descent.gossipRate);
  // Of u_i^2, u_i u_j, u_i beta_i and u_i beta_j.
  let moments = [mode.distance ** 2, mode.distance ** 2, 0, 0];
  let now = 0;
  return times.map((time) => {
    const steps = Math.ceil(((time - now) * fastest) / LONGEST_STEP);
    for (let step = 0; step < steps; step++) moments = rungeKutta(change, moments, (time - now) / steps);
    now = time;
    return moments[0];
  });
}

type Change = (moments: readonly number[]) => number[];

function changeOf({ peers, gossipRate, exchange, updateRate, stepSize }: GossipDescent, mode: Mode): Change {
  const g = stepSize * mode.curvature;
  const a = 1 - g;
  const others = Math.max(1, peers - 1);
  /** How often a peer's model becomes an average. */
  const averaged = exchange === 'swap' ? 2 * gossipRate : gossipRate;
  return ([square, product, own, other]) => [
    updateRate * ((a * a - 1) * square + 2 * a * g * own + g * g * mode.spread) +
      (averaged * (product - square)) / 2,
    2 * updateRate * (g * other - g * product) + (gossipRate * (square - product)) / others,
    updateRate * (g * mode.spread - g * own) + (averaged * (other - own)) / 2,
    updateRate * ((-g * mode.spread) / others - g * other) + (averaged * (own - other)) / (2 * others),
  ];
}

function rungeKutta(change: Change, from: readonly number[], step: number): number[] {
  const moved = (slope: readonly number[], by: number) => from.map((value, k) => value + by * slope[k]);
  const first = change(from);
  const second = change(moved(first, step / 2));
  const third = change(moved(second, step / 2));
  const fourth = change(moved(third, step));
  return Array.from(
    { length: MOMENTS },
    (_, k) => from[k] + (step / 6) * (first[k] + 2 * second[k] + 2 * third[k] + fourth[k]),
  );
}
