/**
 * Synthetic data for regression. Examples are rows of one array: the features, then the target, which stands
 * where the bias has its constant 1, so that rows and parameters are of one length.
 */
import { createRandom, type Random } from '../../util/random/random.ts';

export interface RegressionDataOptions {
  readonly kind: 'linear' | 'logistic';
  readonly peers: number;
  readonly seed: number;
  readonly features: number;
  /** Examples of one peer. */
  readonly samples: number;
  /** Standard deviation of each coordinate of a peer's feature mean. */
  readonly heterogeneity: number;
  /** Standard deviation of the noise on linear targets. */
  readonly targetNoise: number;
}

/**
 * Length of the true weight vector. Logistic labels are drawn with the model's own probability: the longer the
 * weights, the surer the labels. At 7 the best possible accuracy is 0.92, as on spambase.
 */
const WEIGHT_LENGTH = { linear: 1, logistic: 7 } as const;

export interface RegressionData {
  /** All peers' rows: (peers x samples) x (features + 1), peer after peer. */
  readonly train: Float32Array;
  /** Fresh rows, as many of each peer's distribution as of any other's: heldOut x (features + 1). */
  readonly heldOut: Float32Array;
}

/**
 * Features N(m_i, I) with m_i = heterogeneity * N(0, I) for peer i; targets by one linear or logistic model for
 * all. A peer's rows are a function of the seed and of its index, not of how many peers there are.
 * @param heldOut how many held-out rows to draw
 */
export function drawRegressionData(options: RegressionDataOptions, heldOut: number): RegressionData {
  const { peers, seed, features, samples } = options;
  const stride = features + 1;
  const weights = drawWeights(options);
  const mean = new Float64Array(features);

  const train = new Float32Array(peers * samples * stride);
  for (let peer = 0; peer < peers; peer++) {
    drawMean(mean, options, peer);
    const random = createRandom(seed, 'regression', 'examples', peer);
    const end = (peer + 1) * samples * stride;
    for (let at = end - samples * stride; at < end; at += stride) {
      drawRow(train, at, mean, weights, options, random);
    }
  }
  const fresh = new Float32Array(heldOut * stride);
  const random = createRandom(seed, 'regression', 'held out');
  for (let k = 0; k < heldOut; k++) {
    drawMean(mean, options, Math.floor((k * peers) / heldOut));
    drawRow(fresh, k * stride, mean, weights, options, random);
  }
  return { train, heldOut: fresh };
}

/** Weights and bias: a random direction. */
function drawWeights({ kind, seed, features }: RegressionDataOptions): Float64Array {
  const random = createRandom(seed, 'regression', 'weights');
  const weights = new Float64Array(features + 1).map(() => random.normal());
  const length = Math.sqrt(weights.reduce((sum, weight) => sum + weight * weight, 0));
  return weights.map((weight) => (weight * WEIGHT_LENGTH[kind]) / length);
}

function drawMean(mean: Float64Array, { seed, heterogeneity }: RegressionDataOptions, peer: number): void {
  if (heterogeneity === 0) return;
  const random = createRandom(seed, 'regression', 'mean', peer);
  for (let j = 0; j < mean.length; j++) mean[j] = heterogeneity * random.normal();
}

function drawRow(
  rows: Float32Array,
  at: number,
  mean: Float64Array,
  weights: Float64Array,
  { kind, targetNoise }: RegressionDataOptions,
  random: Random,
): void {
  const features = mean.length;
  let value = weights[features];
  for (let j = 0; j < features; j++) {
    const feature = mean[j] + random.normal();
    rows[at + j] = feature;
    value += weights[j] * feature;
  }
  rows[at + features] =
    kind === 'linear'
      ? value + targetNoise * random.normal()
      : Number(random.uniform() * (1 + Math.exp(-value)) < 1);
}
