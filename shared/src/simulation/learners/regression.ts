/**
 * Linear and logistic regression on synthetic data: the learner for large populations, small enough for tens of
 * thousands of peers and quick enough that the gossip around it is what a benchmark measures.
 */
import type { ClippedGradients, Learner } from '../../gossip/learner/learner.ts';
import type { Random } from '../../util/random/random.ts';
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
 * Examples that are worked on at a time: each parameter is then loaded, and each entry of the gradient stored, once for
 * all of them, which makes a batch of ten half as slow again as one by one.
 */
const GROUP = 5;
/** Of the group's examples: where their rows begin, what they are given, and what they are off by. */
const group = new Int32Array(GROUP);
const values = new Float64Array(GROUP);
const errors = new Float64Array(GROUP);

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

  get clipped(): ClippedGradients {
    const { samples } = this.#shared;
    return {
      examples: () => samples,
      sum: (parameters, chosen, clip, sum) => this.#addClipped(parameters, chosen, clip, sum),
    };
  }

  #addClipped(parameters: Float32Array, chosen: Uint32Array, clip: number, sum: Float32Array): void {
    const { rows, stride, samples, logistic } = this.#shared;
    const bias = stride - 1;
    sum.fill(0);
    for (const index of chosen) {
      const at = (this.#peer * samples + index) * stride;
      let value = parameters[bias];
      let square = 1;
      for (let j = 0; j < bias; j++) {
        value += parameters[j] * rows[at + j];
        square += rows[at + j] * rows[at + j];
      }
      const error = (logistic ? sigmoid(value) : value) - rows[at + bias];
      const length = Math.abs(error) * Math.sqrt(square);
      if (!Number.isFinite(length)) continue;
      const weight = length > clip ? (error * clip) / length : error;
      for (let j = 0; j < bias; j++) sum[j] += weight * rows[at + j];
      sum[bias] += weight;
    }
  }

  gradient(parameters: Float32Array, gradient: Float32Array): number {
    const { rows, stride, samples, batchSize, logistic } = this.#shared;
    const bias = stride - 1;
    const start = this.#peer * samples * stride;
    const end = start + samples * stride;
    let next = start + this.#next * stride;
    let loss = 0;
    gradient.fill(0);
    for (let left = batchSize; left > 0; left -= GROUP) {
      for (let k = 0; k < GROUP; k++) {
        if (k >= left) group[k] = group[k - 1];
        else {
          group[k] = next;
          next = next + stride < end ? next + stride : start;
        }
      }
      predict(rows, parameters, bias);
      for (let k = 0; k < GROUP; k++) {
        const value = values[k];
        const target = rows[group[k] + bias];
        const guess = logistic ? sigmoid(value) : value;
        const error = guess - target;
        // What stands in for an example that is missing weighs nothing.
        errors[k] = k < left ? error / batchSize : 0;
        if (k < left) loss += logistic ? logLoss(value, guess, target) : (error * error) / 2;
      }
      addErrors(rows, gradient, bias);
    }
    this.#next = (next - start) / stride;
    return loss / batchSize;
  }
}

/** values[k] = w'x + c of the examples in the group. */
function predict(rows: Float32Array, parameters: Float32Array, bias: number): void {
  const a = group[0];
  const b = group[1];
  const c = group[2];
  const d = group[3];
  const e = group[4];
  let valueA = parameters[bias];
  let valueB = valueA;
  let valueC = valueA;
  let valueD = valueA;
  let valueE = valueA;
  for (let j = 0; j < bias; j++) {
    const weight = parameters[j];
    valueA += weight * rows[a + j];
    valueB += weight * rows[b + j];
    valueC += weight * rows[c + j];
    valueD += weight * rows[d + j];
    valueE += weight * rows[e + j];
  }
  values[0] = valueA;
  values[1] = valueB;
  values[2] = valueC;
  values[3] = valueD;
  values[4] = valueE;
}

/** gradient += the sum of error * (x, 1) over the examples in the group. */
function addErrors(rows: Float32Array, gradient: Float32Array, bias: number): void {
  const a = group[0];
  const b = group[1];
  const c = group[2];
  const d = group[3];
  const e = group[4];
  const errorA = errors[0];
  const errorB = errors[1];
  const errorC = errors[2];
  const errorD = errors[3];
  const errorE = errors[4];
  for (let j = 0; j < bias; j++) {
    gradient[j] +=
      errorA * rows[a + j] +
      errorB * rows[b + j] +
      errorC * rows[c + j] +
      errorD * rows[d + j] +
      errorE * rows[e + j];
  }
  gradient[bias] += errorA + errorB + errorC + errorD + errorE;
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
