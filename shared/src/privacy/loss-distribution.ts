/**
 * The accountant of privacy loss distributions: what the loss log(P/Q) of all releases together is distributed like, on a grid,
 * by Fourier transform. Tighter than the Renyi accountant, and an upper bound as well:
 *
 * - One step is rounded to the grid such that its trade-off only gets worse ("connect the dots": V. Doroshenko, B. Ghazi,
 *   P. Kamath, R. Kumar, P. Manurangsi 2022, arXiv 2207.04380). Rounded pairs dominate, and pairs that dominate compose
 *   (Y. Zhu, J. Dong, Y. Wang 2022, arXiv 2106.08567).
 * - What of the sum lies above the grid is bounded by Chernoff's bound, and counted as lost. What wraps around from below adds.
 * - The distribution is tilted by exp(t l) before it is transformed (Esscher 1932), so that rounding errors of the transform are
 *   small against delta itself, not against 1.
 *
 * Numerical composition as in S. Gopi, Y. T. Lee, L. Wutschitz 2021, arXiv 2106.02848, and A. Koskela et al. 2020, arXiv 1906.03049.
 */
import { fourier } from './fourier.ts';
import { between, tailsOf, upperTail } from './gaussian-tails.ts';
import type { Releases } from './mechanism.ts';
import { renyiEpsilon } from './renyi.ts';

/** Most points of the grid: two vectors of that many numbers. */
const MOST_POINTS = 2 ** 18;
const LEAST_POINTS = 2 ** 10;
/** Standard deviations of the tilted sum on each side of epsilon that the grid has. */
const DEVIATIONS = 12;
/** What rounding to the grid may add to epsilon, as a share of it: aimed at, not relied upon. */
const ROUNDING = 5e-4;
/** Losses of a step that are so improbable (against delta, for all steps) count as lost. */
const IGNORED = 1e-7;
/** Relative error of the transforms, generously. */
const FLOAT_ERROR = 1e-8;
/** How near bisection comes to epsilon, and what is added for it. */
const PRECISION = 1e-5;

/** Whether the example more is in the data that the loss is taken of, or in the other. */
type Direction = 'removed' | 'added';

/** One step's loss on the grid: of masses[i], the loss is (first + i) h. */
interface StepLoss {
  readonly first: number;
  readonly masses: Float64Array;
  /** The share whose loss counts as infinite. */
  readonly lost: number;
}

/** Epsilon of all these releases together, at delta: an upper bound; Infinity where the grid cannot hold them. */
export function lossEpsilon(releases: readonly Releases[], delta: number): number {
  const all = releases.filter(({ steps }) => steps > 0);
  if (all.length === 0) return 0;
  const guess = renyiEpsilon(all, delta);
  if (!Number.isFinite(guess.epsilon)) return guess.epsilon;
  if (guess.epsilon === 0) return 0;
  const removed = epsilonOfDirection(all, delta, 'removed', guess);
  return Math.max(removed, epsilonOfDirection(all, delta, 'added', guess));
}

function epsilonOfDirection(
  all: readonly Releases[],
  delta: number,
  direction: Direction,
  { epsilon: most, order }: { readonly epsilon: number; readonly order: number },
): number {
  const tilt = order - 1;
  const steps = all.reduce((sum, part) => sum + part.steps, 0);
  const h = Math.sqrt((8 * ROUNDING * most) / (Math.max(1, tilt) * steps));
  const sum = sumOf(all, h, tilt, (delta * IGNORED) / steps, direction);
  if (sum === null) return Number.POSITIVE_INFINITY;
  if (deltaAt(sum, 0) <= delta) return 0;
  let [low, high] = [0, most];
  if (deltaAt(sum, high) > delta) return Number.POSITIVE_INFINITY;
  while (high - low > PRECISION * high) {
    const middle = (low + high) / 2;
    if (deltaAt(sum, middle) > delta) low = middle;
    else high = middle;
  }
  return high;
}

/** The distribution of a sum of losses, tilted: the share at the loss (first + i) h is tilted[i] exp(log - tilt loss). */
interface LossSum {
  readonly first: number;
  readonly h: number;
  readonly tilt: number;
  readonly log: number;
  readonly tilted: Float64Array;
  /** Delta that is owed whatever epsilon. */
  readonly lost: number;
}

/** @param ignored share of a step's losses that may count as lost @returns null where they are too many points */
function sumOf(
  all: readonly Releases[],
  h: number,
  tilt: number,
  ignored: number,
  direction: Direction,
): LossSum | null {
  const parts: { readonly step: StepLoss; readonly steps: number }[] = [];
  for (const part of all) {
    const step = lossOfStep(part, h, ignored, direction);
    if (step === null) return null;
    parts.push({ step, steps: part.steps });
  }
  let [log, mean, variance, longest, lost] = [0, 0, 0, 0, 0];
  for (const { step, steps } of parts) {
    const moments = tiltedMoments(step, h, tilt);
    log += steps * moments.log;
    mean += steps * moments.mean;
    variance += steps * moments.variance;
    longest = Math.max(longest, step.masses.length);
    lost += steps * step.lost;
  }
  const wide = (2 * DEVIATIONS * Math.sqrt(variance)) / h;
  let points = LEAST_POINTS;
  while (points < wide || points < longest) points *= 2;
  if (points > MOST_POINTS) return null;
  const first = Math.round(mean / h) - points / 2;
  const tilted = convolved(parts, h, tilt, points, first);
  const above = logChernoff(parts, h, tilt, (first + points) * h);
  return { first, h, tilt, log, tilted, lost: lost + Math.exp(above) };
}

/** The hockey-stick divergence: the sum of (1 - exp(epsilon - loss)) over all losses above epsilon. */
function deltaAt({ first, h, tilt, log, tilted, lost }: LossSum, epsilon: number): number {
  let sum = 0;
  for (let i = Math.max(0, Math.ceil(epsilon / h) - first); i < tilted.length; i++) {
    const loss = (first + i) * h;
    // Where all of it lies below the grid, that has nothing to say of this epsilon.
    if (loss > epsilon)
      sum += Math.max(0, tilted[i]) * Math.exp(log - tilt * loss) * -Math.expm1(epsilon - loss);
  }
  const belowGrid = epsilon < first * h ? 1 : 0;
  return sum + lost + belowGrid + FLOAT_ERROR * Math.exp(log - tilt * epsilon);
}

/** Of a step's tilted loss: the logarithm of what the tilt makes of 1, mean and variance. */
function tiltedMoments(
  step: StepLoss,
  h: number,
  tilt: number,
): { log: number; mean: number; variance: number } {
  const { first, masses } = step;
  let [total, mean, square] = [0, 0, 0];
  // Against the highest, so that nothing overflows.
  const highest = Math.max(0, tilt * (first + masses.length - 1) * h);
  for (let i = 0; i < masses.length; i++) {
    const loss = (first + i) * h;
    const weight = masses[i] * Math.exp(tilt * loss - highest);
    total += weight;
    mean += weight * loss;
    square += weight * loss * loss;
  }
  mean /= total;
  return { log: Math.log(total) + highest, mean, variance: Math.max(0, square / total - mean * mean) };
}

/** Tilted losses, each as often as there are steps, on a circle of so many points that begins at `first`. */
function convolved(
  parts: readonly { readonly step: StepLoss; readonly steps: number }[],
  h: number,
  tilt: number,
  points: number,
  first: number,
): Float64Array {
  const real = new Float64Array(points).fill(1);
  const imaginary = new Float64Array(points);
  for (const { step, steps } of parts) {
    const re = new Float64Array(points);
    const im = new Float64Array(points);
    const { log } = tiltedMoments(step, h, tilt);
    step.masses.forEach((mass, i) => {
      const at = (((step.first + i) % points) + points) % points;
      re[at] += mass * Math.exp(tilt * (step.first + i) * h - log);
    });
    fourier(re, im);
    for (let f = 0; f < points; f++) {
      const length = Math.hypot(re[f], im[f]) ** steps;
      const angle = Math.atan2(im[f], re[f]) * steps;
      const [a, b] = [length * Math.cos(angle), length * Math.sin(angle)];
      [real[f], imaginary[f]] = [real[f] * a - imaginary[f] * b, real[f] * b + imaginary[f] * a];
    }
  }
  fourier(real, imaginary, true);
  const turned = ((first % points) + points) % points;
  return Float64Array.from(real, (_, i) => real[(i + turned) % points]);
}

/** The logarithm of a bound on how much of the sum is at or above a loss: the least over some tilts of E exp(t L) / exp(t loss). */
function logChernoff(
  parts: readonly { readonly step: StepLoss; readonly steps: number }[],
  h: number,
  tilt: number,
  loss: number,
): number {
  let least = 0;
  for (const factor of [1, 1.25, 1.5, 2, 2.5, 3, 4, 6]) {
    const t = tilt * factor + (factor - 1);
    const log = parts.reduce((sum, { step, steps }) => sum + steps * tiltedMoments(step, h, t).log, 0);
    least = Math.min(least, log - t * loss);
  }
  return least;
}

/** log of (1 - q) + q exp((2 x - 1) / (2 sigma^2)), the ratio of the two densities, which grows with x. */
function logRatio(x: number, q: number, sigma: number): number {
  const z = (2 * x - 1) / (2 * sigma * sigma);
  return z > 0 ? z + Math.log(q + (1 - q) * Math.exp(-z)) : Math.log1p(q * Math.expm1(z));
}

/** Where it is that. */
function whereRatio(log: number, q: number, sigma: number): number {
  const above = (Math.expm1(log) + q) / q;
  return above > 0 ? sigma * sigma * Math.log(above) + 0.5 : Number.NEGATIVE_INFINITY;
}

/** How much of both distributions is between two places. */
function massesBetween(q: number, sigma: number) {
  const at = (x: number) => ({ plain: tailsOf(x / sigma), moved: tailsOf((x - 1) / sigma) });
  type Place = ReturnType<typeof at>;
  return {
    at,
    plain: (a: Place, b: Place): number => between(a.plain, b.plain),
    mixed: (a: Place, b: Place): number =>
      (1 - q) * between(a.plain, b.plain) + q * between(a.moved, b.moved),
  };
}

/**
 * One step of the sampled Gaussian, rounded to the grid: the share of each loss between two points goes to both, such that
 * the masses under P and under Q stay what they are. P is (1 - q) N(0, sigma^2) + q N(1, sigma^2) and Q is N(0, sigma^2) where
 * the example was removed, and the other way round where it was added.
 */
function lossOfStep(
  { sampling: q, noise: sigma }: Releases,
  h: number,
  ignored: number,
  direction: Direction,
): StepLoss | null {
  const side = sigmasFor(ignored) * sigma;
  const [from, to] = [-side, 1 + side];
  const lowest = Math.floor(logRatio(from, q, sigma) / h);
  const highest = Math.ceil(logRatio(to, q, sigma) / h);
  const count = highest - lowest + 1;
  if (count > MOST_POINTS) return null;
  const masses = new Float64Array(count);
  const { at, plain, mixed } = massesBetween(q, sigma);
  const [bottom, top] = [at(Number.NEGATIVE_INFINITY), at(Number.POSITIVE_INFINITY)];
  const removed = direction === 'removed';
  // All below goes to the lowest loss, where that is a loss of the one who removes; else it is what is lost.
  let x = removed ? Number.NEGATIVE_INFINITY : from;
  let a = at(x);
  for (let i = 0; i + 1 < count; i++) {
    const [low, high] = [Math.exp((lowest + i) * h), Math.exp((lowest + i + 1) * h)];
    x = i + 2 === count ? to : Math.min(to, Math.max(x, whereRatio((lowest + i + 1) * h, q, sigma)));
    const b = at(x);
    const [m, p] = [mixed(a, b), plain(a, b)];
    // Of m under the mixture and p under the other: lower low + upper high = m, and lower + upper = p.
    const upper = Math.min(p, Math.max(0, (m - low * p) / (high - low)));
    masses[i] += (p - upper) * (removed ? low : 1);
    masses[i + 1] += upper * (removed ? high : 1);
    a = b;
  }
  if (removed) return { first: lowest, masses, lost: mixed(a, top) };
  // The loss is the ratio the other way round: what has the highest ratios has the lowest losses.
  masses[count - 1] += plain(a, top);
  return { first: -highest, masses: masses.reverse(), lost: plain(bottom, at(from)) };
}

/** How many standard deviations above the mean less than such a share is. */
function sigmasFor(share: number): number {
  let sigmas = 1;
  while (upperTail(sigmas) > share) sigmas += 0.25;
  return sigmas;
}
