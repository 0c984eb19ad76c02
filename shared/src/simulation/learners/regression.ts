/**
 * Linear and logistic regression on synthetic data: the learner for large populations, small enough for tens of
 * thousands of peers and quick enough that the gossip around it is what a benchmark measures.
 */
import type { Learner } from '../../gossip/learner/learner.ts';
import type { Random } from '../../gossip/random/random.ts';
import { leastSquares } from './least-squares.ts';
import { type Evaluation, type Objective, requireAmounts, requireCounts, requirePeer } from './objective.ts';
import { drawRegressionData, type RegressionData } from './regression-data.ts';

export interface RegressionOptions {
  readonly peers: number;
  readonly seed: number;
  /** Inputs; the dimension is one more, for the bias, which comes last. 57 unless told, as in spambase. */
  readonly features?: number;
  /** Examples of one peer; 20 unless told. */
  readonly samples?: number;
  /** Standard deviation of each coordinate of a peer's feature mean; 0 unless told. */
  readonly heterogeneity?: number;
  /** Examples in one step; 10 unless told. */
  readonly batchSize?: number;
}

export interface LinearRegressionOptions extends RegressionOptions {
  /** Standard deviation of the noise on targets; 0.1 unless told. The targets' own is about 1. */
  readonly targetNoise?: number;
}

/** Logistic evaluations look at no more training examples than this, spread evenly over all peers. */
const MOST_EVALUATED = 2000;
const HELD_OUT = 1000;

/**
 * Squared loss 1/2 (w'x + c - y)^2. `evaluate` gives its mean over all peers' examples, in excess of the least
 * possible: of all, not of some, or an optimum of all would not be at 0. From second moments gathered once, so
 * that an evaluation's time does not grow with the population.
 * @throws RangeError on options out of range
 */
export function linearRegression(options: LinearRegressionOptions): Objective {
  const { objective, train } = prepare('linear', options, options.targetNoise ?? 0.1, 0);
  const { excess } = leastSquares(train, objective.dimension);
  return { ...objective, evaluate: (parameters) => ({ loss: excess(parameters) }) };
}

/**
 * Log-loss (natural logarithm) of P(y = 1) = 1 / (1 + exp(-w'x - c)). `evaluate` gives its mean over at most
 * 2,000 training examples, and the accuracy on 1,000 others.
 * @throws RangeError on options out of range
 */
export function logisticRegression(options: RegressionOptions): Objective {
  const { objective, train, heldOut } = prepare('logistic', options, 0, HELD_OUT);
  const stride = objective.dimension;
  const evaluated = spreadEvenly(train, stride, MOST_EVALUATED);
  return {
    ...objective,
    evaluate: (parameters) => ({
      loss: score(evaluated, stride, parameters).loss,
      accuracy: score(heldOut, stride, parameters).accuracy,
    }),
  };
}

/** All of an objective but its evaluation, and the data to make that of. */
interface Prepared extends RegressionData {
  readonly objective: Omit<Objective, 'evaluate'>;
}

function prepare(
  kind: 'linear' | 'logistic',
  options: RegressionOptions,
  targetNoise: number,
  heldOutCount: number,
): Prepared {
  const { peers, seed, features = 57, samples = 20, heterogeneity = 0, batchSize = 10 } = options;
  requireCounts({ peers, features, samples, batchSize });
  requireAmounts({ heterogeneity, targetNoise });
  const drawing = { kind, peers, seed, features, samples, heterogeneity, targetNoise };
  const { train, heldOut } = drawRegressionData(drawing, heldOutCount);
  const stride = features + 1;
  const shared: Shared = { rows: train, stride, samples, batchSize, logistic: kind === 'logistic' };
  return {
    train,
    heldOut,
    objective: {
      name: kind,
      dimension: stride,
      peers,
      initialise: (parameters) => {
        parameters.fill(0);
      },
      learner(peer, random) {
        requirePeer(peer, peers);
        return new RegressionLearner(shared, peer, random);
      },
    },
  };
}

/** What all learners share, so that a learner is three words. */
interface Shared {
  readonly rows: Float32Array;
  readonly stride: number;
  readonly samples: number;
  readonly batchSize: number;
  readonly logistic: boolean;
}

/**
 * Takes its examples in turn, from a random one on and round again: quicker than drawing them, each batch as
 * likely as any, and over samples / gcd(samples, batchSize) batches every example counts alike.
 */
class RegressionLearner implements Learner {
  readonly #shared: Shared;
  readonly #peer: number;
  #next: number;

  constructor(shared: Shared, peer: number, random: Random) {
    this.#shared = shared;
    this.#peer = peer;
    this.#next = random.integer(shared.samples);
  }

  get dimension(): number {
    return this.#shared.stride;
  }

  gradient(parameters: Float32Array, gradient: Float32Array): number {
    const { rows, stride, samples, batchSize, logistic } = this.#shared;
    const bias = stride - 1;
    const start = this.#peer * samples * stride;
    const end = start + samples * stride;
    let next = start + this.#next * stride;
    let loss = 0;
    gradient.fill(0);
    // Two examples at a time: each parameter is loaded, and each entry of the gradient stored, half as often. An
    // odd batch ends in a pair whose second example weighs nothing.
    for (let k = 0; k < batchSize; k += 2) {
      const a = next;
      next = next + stride < end ? next + stride : start;
      const b = next;
      let valueA = parameters[bias];
      let valueB = valueA;
      for (let j = 0; j < bias; j++) {
        const weight = parameters[j];
        valueA += weight * rows[a + j];
        valueB += weight * rows[b + j];
      }
      const targetA = rows[a + bias];
      const targetB = rows[b + bias];
      const guessA = logistic ? sigmoid(valueA) : valueA;
      const guessB = logistic ? sigmoid(valueB) : valueB;
      let errorA = guessA - targetA;
      let errorB = guessB - targetB;
      loss += logistic ? logLoss(valueA, guessA, targetA) : (errorA * errorA) / 2;
      errorA /= batchSize;
      if (k + 1 < batchSize) {
        loss += logistic ? logLoss(valueB, guessB, targetB) : (errorB * errorB) / 2;
        errorB /= batchSize;
        next = next + stride < end ? next + stride : start;
      } else {
        errorB = 0;
      }
      for (let j = 0; j < bias; j++) gradient[j] += errorA * rows[a + j] + errorB * rows[b + j];
      gradient[bias] += errorA + errorB;
    }
    this.#next = (next - start) / stride;
    return loss / batchSize;
  }
}

/** 1 / (1 + exp(-z)), without overflow. */
function sigmoid(z: number): number {
  const small = Math.exp(-Math.abs(z));
  return (z >= 0 ? 1 : small) / (1 + small);
}

/**
 * ln(1 + exp(z)) - target * z, without overflow.
 * @param probability sigmoid(z)
 * @param target 0 or 1
 */
function logLoss(z: number, probability: number, target: number): number {
  return Math.max(z, 0) - target * z - Math.log(Math.max(probability, 1 - probability));
}

function score(rows: Float32Array, stride: number, parameters: Float32Array): Required<Evaluation> {
  const bias = stride - 1;
  let loss = 0;
  let right = 0;
  for (let at = 0; at < rows.length; at += stride) {
    let value = parameters[bias];
    for (let j = 0; j < bias; j++) value += parameters[j] * rows[at + j];
    const target = rows[at + bias];
    loss += logLoss(value, sigmoid(value), target);
    if (value > 0 === target > 0) right += 1;
  }
  const count = rows.length / stride;
  return { loss: loss / count, accuracy: right / count };
}

/** At most so many rows, at equal distances. */
function spreadEvenly(rows: Float32Array, stride: number, most: number): Float32Array {
  const available = rows.length / stride;
  const count = Math.min(most, available);
  const chosen = new Float32Array(count * stride);
  for (let k = 0; k < count; k++) {
    const at = Math.floor((k * available) / count) * stride;
    chosen.set(rows.subarray(at, at + stride), k * stride);
  }
  return chosen;
}
