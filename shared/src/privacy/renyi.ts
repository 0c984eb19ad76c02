/**
 * The accountant of Renyi differential privacy: I. Mironov, K. Talwar, L. Zhang: Rényi Differential Privacy of the Sampled
 * Gaussian Mechanism, 2019, arXiv 1908.10530. Its epsilon is an upper bound, which is known in closed form.
 */
import { logErfc } from './gaussian-tails.ts';
import type { Releases } from './mechanism.ts';

/** Orders that are tried: the finer, the lower epsilon can get, and each is valid by itself. */
const ORDERS: readonly number[] = [
  ...range(1.02, 2, 0.02),
  ...range(2, 11, 0.1),
  ...range(11, 64, 1),
  ...[72, 80, 96, 112, 128, 160, 192, 256, 384, 512, 768, 1024, 2048],
];

/** The fractional series is cut off where its terms, as logarithms, are below this. */
const LEAST_TERM = -36;
const MOST_TERMS = 20_000;

function range(from: number, to: number, step: number): number[] {
  return Array.from({ length: Math.round((to - from) / step) }, (_, i) => from + i * step);
}

/** Mechanisms whose divergences are remembered, the newest: whoever plans asks again and again. */
const MOST_CURVES = 8;
const curves = new Map<string, Float64Array>();

/** Divergences of one step, of all orders. */
function curveOf({ sampling, noise }: Releases): Float64Array {
  const key = `${sampling} ${noise}`;
  const known = curves.get(key);
  if (known !== undefined) return known;
  const curve = Float64Array.from(ORDERS, (order) => renyiOfStep(order, { sampling, noise }));
  for (const oldest of curves.keys()) {
    if (curves.size < MOST_CURVES) break;
    curves.delete(oldest);
  }
  curves.set(key, curve);
  return curve;
}

/**
 * The Renyi divergence of one step on neighbouring data, the larger of both directions (theorem 5 there).
 * @param order above 1
 * @returns nats; Infinity where it cannot be computed
 */
export function renyiOfStep(order: number, { sampling, noise }: Omit<Releases, 'steps'>): number {
  if (sampling === 1) return order / (2 * noise * noise);
  const logA = Number.isInteger(order)
    ? logMomentWhole(order, sampling, noise)
    : logMomentFractional(order, sampling, noise);
  return Number.isNaN(logA) ? Number.POSITIVE_INFINITY : Math.max(0, logA) / (order - 1);
}

/** Section 3.3: A = sum over k of C(order, k) (1 - q)^(order - k) q^k exp((k^2 - k) / (2 sigma^2)). */
function logMomentWhole(order: number, q: number, sigma: number): number {
  let logBinomial = 0;
  let sum = Number.NEGATIVE_INFINITY;
  for (let k = 0; k <= order; k++) {
    if (k > 0) logBinomial += Math.log((order - k + 1) / k);
    const exponent = (k * k - k) / (2 * sigma * sigma);
    sum = logAdd(sum, logBinomial + (order - k) * Math.log1p(-q) + k * Math.log(q) + exponent);
  }
  return sum;
}

/**
 * Section 3.3: the integral is split at z, where both parts of the mixture are as likely, and each half is a series that
 * converges. Its terms have either sign, as the binomial coefficients of a fraction have.
 */
function logMomentFractional(order: number, q: number, sigma: number): number {
  const z = sigma * sigma * Math.log(1 / q - 1) + 0.5;
  const [logQ, logRest, logHalf] = [Math.log(q), Math.log1p(-q), Math.log(0.5)];
  const double = 2 * sigma * sigma;
  let logBinomial = 0;
  let sign = 1;
  let positive = Number.NEGATIVE_INFINITY;
  let negative = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < MOST_TERMS; i++) {
    const j = order - i;
    const below = logHalf + logErfc((i - z) / (Math.SQRT2 * sigma)) + (i * i - i) / double;
    const above = logHalf + logErfc((z - j) / (Math.SQRT2 * sigma)) + (j * j - j) / double;
    const term = logAdd(
      logBinomial + i * logQ + j * logRest + below,
      logBinomial + j * logQ + i * logRest + above,
    );
    if (sign > 0) positive = logAdd(positive, term);
    else negative = logAdd(negative, term);
    if (i > order && term < LEAST_TERM) return positive + Math.log1p(-Math.exp(negative - positive));
    logBinomial += Math.log(Math.abs(j) / (i + 1));
    if (j < 0) sign = -sign;
  }
  return Number.NaN;
}

function logAdd(a: number, b: number): number {
  const [low, high] = a < b ? [a, b] : [b, a];
  return low === Number.NEGATIVE_INFINITY ? high : high + Math.log1p(Math.exp(low - high));
}

export interface RenyiBound {
  readonly epsilon: number;
  /** At which it is. */
  readonly order: number;
}

/**
 * Epsilon of all these releases together, at delta. Divergences of one order add up; what they say of (epsilon, delta) is
 * proposition 12 of C. Canonne, G. Kamath, T. Steinke: The Discrete Gaussian for Differential Privacy, 2020, arXiv 2004.00010, as
 * in B. Balle et al. 2020, arXiv 1905.09982.
 */
export function renyiEpsilon(releases: readonly Releases[], delta: number): RenyiBound {
  const all = releases.filter(({ steps }) => steps > 0);
  if (all.length === 0) return { epsilon: 0, order: ORDERS[0] };
  let best: RenyiBound = { epsilon: Number.POSITIVE_INFINITY, order: ORDERS[0] };
  const parts = all.map((part) => ({ steps: part.steps, curve: curveOf(part) }));
  for (const [i, order] of ORDERS.entries()) {
    const divergence = parts.reduce((sum, { steps, curve }) => sum + steps * curve[i], 0);
    const epsilon = divergence + Math.log1p(-1 / order) - (Math.log(delta) + Math.log(order)) / (order - 1);
    if (epsilon < best.epsilon) best = { epsilon: Math.max(0, epsilon), order };
  }
  return best;
}
