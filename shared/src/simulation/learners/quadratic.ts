/**
 * Quadratics that differ from peer to peer: peer i has f_i(x) = 1/2 (x - b_i)' A_i (x - b_i) with A_i diagonal.
 * The usual test problem of decentralised SGD (e.g. Koloskova et al. 2020, arXiv 2003.10422): the optimum of the
 * mean is known exactly, and curvature, heterogeneity and gradient noise can be set one at a time.
 */
import type { Learner } from '../../gossip/learner/learner.ts';
import { createRandom, type Random } from '../../util/random/random.ts';
import { type Objective, requireAmounts, requireCounts, requirePeer, requireThat } from './objective.ts';

export interface QuadraticOptions {
  readonly peers: number;
  readonly seed: number;
  readonly dimension: number;
  /** Largest over smallest eigenvalue, from 1; the eigenvalues are log-spaced from 1/conditionNumber to 1. */
  readonly conditionNumber?: number;
  /** Standard deviation of each coordinate of b_i about their common centre. */
  readonly heterogeneity?: number;
  /** s in [0, 1): each eigenvalue of each peer is multiplied by a factor uniform in [1 - s, 1 + s]. */
  readonly curvatureSpread?: number;
  /** Standard deviation of the noise on each coordinate of a gradient. */
  readonly noise?: number;
}

export interface QuadraticObjective extends Objective {
  /** The minimiser of the mean of all f_i, as near as float32 has it. */
  readonly optimum: Float32Array;
  /** The diagonal of the mean of all A_i. */
  readonly curvature: Float64Array;
}

/** What all learners share, so that a learner is a few words and a million of them are affordable. */
interface Quadratics {
  readonly dimension: number;
  /** b_i, one behind the other: peers x dimension. */
  readonly optima: Float32Array;
  /** The diagonal of A_i: peers x dimension, or dimension alone where all have the same. */
  readonly curvatures: Float32Array;
  readonly noise: number;
}

/**
 * Quadratics about a centre at distance 1 from the origin, where all begin. A peer's f_i is a function of the
 * seed and of its index, not of how many peers there are. `evaluate` gives F(x) - F(x*), F the mean of all f_i.
 * @throws RangeError on options out of range
 */
export function quadratic(options: QuadraticOptions): QuadraticObjective {
  const { peers, seed, dimension, conditionNumber = 1 } = options;
  const { heterogeneity = 1, curvatureSpread = 0, noise = 0 } = options;
  requireCounts({ peers, dimension });
  requireAmounts({ conditionNumber, heterogeneity, curvatureSpread, noise });
  requireThat(conditionNumber >= 1, `conditionNumber must be 1 or more, not ${conditionNumber}`);
  requireThat(curvatureSpread < 1, `curvatureSpread must be less than 1, not ${curvatureSpread}`);

  const optima = drawOptima(peers, drawCentre(dimension, seed), heterogeneity, seed);
  const eigenvalues = logSpaced(dimension, conditionNumber);
  const curvatures = curvatureSpread > 0 ? spread(peers, eigenvalues, curvatureSpread, seed) : eigenvalues;
  const quadratics: Quadratics = { dimension, optima, curvatures, noise };
  const { meanCurvature, optimum } = minimise(quadratics);
  return {
    name: 'quadratic',
    dimension,
    peers,
    optimum,
    curvature: meanCurvature,
    initialise: (parameters) => {
      parameters.fill(0);
    },
    learner(peer, random) {
      requirePeer(peer, peers);
      return new QuadraticLearner(quadratics, peer, random);
    },
    evaluate(parameters) {
      // Not the difference of two losses, which near the optimum would be rounding error.
      let sum = 0;
      for (let j = 0; j < dimension; j++) sum += meanCurvature[j] * (parameters[j] - optimum[j]) ** 2;
      return { loss: sum / 2 };
    },
  };
}

class QuadraticLearner implements Learner {
  readonly #quadratics: Quadratics;
  readonly #peer: number;
  readonly #random: Random;

  constructor(quadratics: Quadratics, peer: number, random: Random) {
    this.#quadratics = quadratics;
    this.#peer = peer;
    this.#random = random;
  }

  get dimension(): number {
    return this.#quadratics.dimension;
  }

  /** The noise is added to the gradient alone; the loss returned is f_i(x). */
  gradient(parameters: Float32Array, gradient: Float32Array): number {
    const { dimension, optima, curvatures, noise } = this.#quadratics;
    const at = this.#peer * dimension;
    const curvatureAt = curvatures.length > dimension ? at : 0;
    let sum = 0;
    for (let j = 0; j < dimension; j++) {
      const difference = parameters[j] - optima[at + j];
      const slope = curvatures[curvatureAt + j] * difference;
      gradient[j] = slope;
      sum += slope * difference;
    }
    if (noise > 0) {
      const random = this.#random;
      for (let j = 0; j < dimension; j++) gradient[j] += noise * random.normal();
    }
    return sum / 2;
  }
}

/** A random point at distance 1 from the origin. */
function drawCentre(dimension: number, seed: number): Float64Array {
  const random = createRandom(seed, 'quadratic', 'centre');
  const centre = new Float64Array(dimension).map(() => random.normal());
  const length = Math.sqrt(centre.reduce((sum, value) => sum + value * value, 0));
  return centre.map((value) => value / length);
}

function drawOptima(peers: number, centre: Float64Array, heterogeneity: number, seed: number): Float32Array {
  const random = createRandom(seed, 'quadratic', 'optima');
  const optima = new Float32Array(peers * centre.length);
  for (let at = 0; at < optima.length; at += centre.length) {
    for (let j = 0; j < centre.length; j++) optima[at + j] = centre[j] + heterogeneity * random.normal();
  }
  return optima;
}

/** Descending from 1 to 1/conditionNumber. */
function logSpaced(dimension: number, conditionNumber: number): Float32Array {
  const ratio = dimension > 1 ? conditionNumber ** (-1 / (dimension - 1)) : 1;
  return new Float32Array(dimension).map((_, j) => ratio ** j);
}

function spread(peers: number, eigenvalues: Float32Array, width: number, seed: number): Float32Array {
  const random = createRandom(seed, 'quadratic', 'curvatures');
  const curvatures = new Float32Array(peers * eigenvalues.length);
  for (let at = 0; at < curvatures.length; at += eigenvalues.length) {
    for (let j = 0; j < eigenvalues.length; j++) {
      curvatures[at + j] = eigenvalues[j] * (1 + width * (2 * random.uniform() - 1));
    }
  }
  return curvatures;
}

/** The mean of the A_i, and (sum of A_i)^-1 (sum of A_i b_i). */
function minimise({ dimension, optima, curvatures }: Quadratics): {
  meanCurvature: Float64Array;
  optimum: Float32Array;
} {
  const curvatureSum = new Float64Array(dimension);
  const weightedSum = new Float64Array(dimension);
  const own = curvatures.length > dimension;
  for (let at = 0; at < optima.length; at += dimension) {
    const curvatureAt = own ? at : 0;
    for (let j = 0; j < dimension; j++) {
      const curvature = curvatures[curvatureAt + j];
      curvatureSum[j] += curvature;
      weightedSum[j] += curvature * optima[at + j];
    }
  }
  const peers = optima.length / dimension;
  return {
    meanCurvature: curvatureSum.map((sum) => sum / peers),
    optimum: Float32Array.from(weightedSum, (sum, j) => sum / curvatureSum[j]),
  };
}
