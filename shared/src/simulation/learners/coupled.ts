/**
 * A decision x and a parameter theta that its loss depends on and that is not known either: peer i has
 * f_i(x, theta) = 1/2 (x - b_i - C theta)' A_i (x - b_i - C theta), and g_i(theta) = 1/2 (theta - t_i)' H_i (theta - t_i) to
 * learn theta by; all matrices but C are diagonal. Sought is the minimiser of the mean of all f_i at the theta that
 * minimises the mean of all g_i. Yang & Lei 2024 (arXiv 2404.13669).
 */
import type { Learner } from '../../gossip/learner/learner.ts';
import { createRandom, type Random } from '../../util/random/random.ts';
import { type Objective, requireAmounts, requireCounts, requirePeer, requireThat } from './objective.ts';

export interface CoupledOptions {
  readonly peers: number;
  readonly seed: number;
  /** Length of x. */
  readonly decisions: number;
  /** Length of theta. */
  readonly unknowns: number;
  /** Standard deviation of each coordinate of b_i and t_i about what is common to all. */
  readonly heterogeneity?: number;
  /** s in [0, 1): each curvature of each peer is uniform in [1 - s, 1 + s]. */
  readonly curvatureSpread?: number;
  /** Standard deviation of the noise on each coordinate of a gradient. */
  readonly noise?: number;
}

export interface CoupledObjective extends Objective {
  /** [x; theta], as near as float32 has it. */
  readonly optimum: Float32Array;
}

/** What all learners share. Numbers of a peer are x's first, then theta's. */
interface Coupled {
  readonly decisions: number;
  readonly dimension: number;
  /** [b_i; t_i], one behind the other: peers x dimension. */
  readonly centres: Float32Array;
  /** The diagonals of A_i and H_i: peers x dimension. */
  readonly curvatures: Float32Array;
  /** C: decisions x unknowns. */
  readonly coupling: Float32Array;
  readonly noise: number;
}

/**
 * The parameters are [x; theta], and begin at 0. A learner's gradient is that of f_i by x at the theta of the same vector,
 * and behind it that of g_i by theta: of no one loss, since f_i does not move theta. `evaluate` gives the squared distance
 * of x from the sought one; that of theta plays no part.
 * @throws RangeError on options out of range
 */
export function coupledQuadratic(options: CoupledOptions): CoupledObjective {
  const { peers, seed, decisions, unknowns } = options;
  const { heterogeneity = 1, curvatureSpread = 0.5, noise = 0 } = options;
  requireCounts({ peers, decisions, unknowns });
  requireAmounts({ heterogeneity, curvatureSpread, noise });
  requireThat(curvatureSpread < 1, `curvatureSpread must be less than 1, not ${curvatureSpread}`);
  const dimension = decisions + unknowns;
  const common = draw(dimension, createRandom(seed, 'coupled', 'centre'));
  const random = createRandom(seed, 'coupled', 'peers');
  const centres = new Float32Array(peers * dimension);
  const curvatures = new Float32Array(peers * dimension);
  for (let at = 0; at < centres.length; at++) {
    centres[at] = common[at % dimension] + heterogeneity * random.normal();
    curvatures[at] = 1 + curvatureSpread * (2 * random.uniform() - 1);
  }
  // So that C theta is about as long as theta.
  const coupling = draw(decisions * unknowns, createRandom(seed, 'coupled', 'coupling')).map(
    (value) => value / Math.sqrt(decisions),
  );
  const coupled: Coupled = { decisions, dimension, centres, curvatures, coupling, noise };
  const optimum = minimise(coupled);
  return {
    name: 'coupled',
    dimension,
    peers,
    optimum,
    initialise: (parameters) => {
      parameters.fill(0);
    },
    learner(peer, randomOfPeer) {
      requirePeer(peer, peers);
      return createLearner(coupled, peer, randomOfPeer);
    },
    evaluate(parameters) {
      let loss = 0;
      for (let j = 0; j < decisions; j++) loss += (parameters[j] - optimum[j]) ** 2;
      return { loss };
    },
  };
}

/** The loss returned is f_i + g_i, without the noise. */
function createLearner(coupled: Coupled, peer: number, random: Random): Learner {
  const { decisions, dimension, centres, curvatures, coupling, noise } = coupled;
  const at = peer * dimension;
  return {
    dimension,
    gradient(parameters, gradient) {
      let sum = 0;
      for (let j = 0; j < dimension; j++) {
        const shift = j < decisions ? shiftOf(coupling, parameters, decisions, dimension - decisions, j) : 0;
        const difference = parameters[j] - centres[at + j] - shift;
        const slope = curvatures[at + j] * difference;
        gradient[j] = noise > 0 ? slope + noise * random.normal() : slope;
        sum += slope * difference;
      }
      return sum / 2;
    },
  };
}

/** Entry j of C theta. @param parameters [x; theta] */
function shiftOf(
  coupling: Float32Array,
  parameters: Float32Array | Float64Array,
  decisions: number,
  unknowns: number,
  j: number,
): number {
  let shift = 0;
  for (let k = 0; k < unknowns; k++) shift += coupling[j * unknowns + k] * parameters[decisions + k];
  return shift;
}

/** The centres' means by curvature; x's on top of what theta shifts it by. */
function minimise({ decisions, dimension, centres, curvatures, coupling }: Coupled): Float32Array {
  const optimum = new Float64Array(dimension);
  for (let j = 0; j < dimension; j++) {
    let curvatureSum = 0;
    let weightedSum = 0;
    for (let at = j; at < centres.length; at += dimension) {
      curvatureSum += curvatures[at];
      weightedSum += curvatures[at] * centres[at];
    }
    optimum[j] = weightedSum / curvatureSum;
  }
  for (let j = 0; j < decisions; j++) {
    optimum[j] += shiftOf(coupling, optimum, decisions, dimension - decisions, j);
  }
  return Float32Array.from(optimum);
}

function draw(length: number, random: Random): Float32Array {
  return new Float32Array(length).map(() => random.normal());
}
