/**
 * What delay does to gradient descent, by a stochastic delay differential equation: Yu, Chen & Poor 2024, arXiv
 * 2406.11159. Gradients that are computed on a model as it was some time ago pull one mode of it, of curvature h,
 * towards its optimum: dX = -a X(t - tau) dt + noise, so that X goes as e^(s t) with s + a e^(-s tau) = 0.
 *
 * Pure functions, of numbers that a simulation sets and that a room can measure.
 */
import { type Complex, lambertW } from './lambert-w.ts';

/** a tau at which the slowest mode of X decays fastest: beyond, it swings. */
export const FASTEST = 1 / Math.E;
/** a tau from which X does not decay any more. */
export const UNSTABLE = Math.PI / 2;

export interface Pull {
  /** eta. */
  readonly stepSize: number;
  /** h: of the mode looked at. The largest one of the loss for what must be safe. */
  readonly curvature: number;
  /** Gradients that are applied per second, all workers together. */
  readonly gradientsPerSecond: number;
}

/** a: the share of the distance to the optimum that is pulled back per second, eta h times the gradients per second. */
function pullOf({ stepSize, curvature, gradientsPerSecond }: Pull): number {
  return stepSize * curvature * gradientsPerSecond;
}

/**
 * The solution s (1/s) of s + a e^(-s tau) = 0 with the largest real part: W(-a tau) / tau.
 * @param pull a, in 1/s, from 0
 * @param delay tau, in seconds, from 0: from when the model is read until the gradient is applied
 */
export function rightmostRoot(pull: number, delay: number): Complex {
  // Without delay s = -a. Divided by so small a number, the Lambert W would be rounding error.
  if (pull * delay < 1e-12) return { re: -pull, im: 0 };
  const { re, im } = lambertW(-pull * delay);
  return { re: re / delay, im: im / delay };
}

/** How fast the distance to the optimum shrinks in the end, as e^(-damping t), in 1/s; the excess loss shrinks twice as
 * fast. Below 0 it grows. Parameters as of `rightmostRoot`. */
export function damping(pull: number, delay: number): number {
  return -rightmostRoot(pull, delay).re;
}

/** Whether a tau is below pi / 2. Parameters as of `rightmostRoot`. */
export function isStable(pull: number, delay: number): boolean {
  return pull * delay < UNSTABLE;
}

/**
 * The same where delays are exponentially distributed about their mean: tau s^2 + s + a = 0, since the mean of e^(-s delay)
 * is 1 / (1 + s tau). Its solutions have negative real parts whatever the delay: there is a slow-down and no edge.
 * @param meanDelay in seconds; the others as of `rightmostRoot`
 */
export function rightmostRootOfExponentialDelays(pull: number, meanDelay: number): Complex {
  if (pull * meanDelay < 1e-12) return { re: -pull, im: 0 };
  const discriminant = 1 - 4 * pull * meanDelay;
  const root = Math.sqrt(Math.abs(discriminant)) / (2 * meanDelay);
  // For small delays -1 + sqrt(1 - 4 a tau) would cancel.
  if (discriminant >= 0) return { re: (-2 * pull) / (1 + Math.sqrt(discriminant)), im: 0 };
  return { re: -1 / (2 * meanDelay), im: root };
}

/** What a hub with M equal workers comes to: M gradients in the time of one, each M - 1 others late. */
export interface Workers {
  readonly workers: number;
  /** eta. */
  readonly stepSize: number;
  /** h. */
  readonly curvature: number;
  /** From when a worker reads the model until its gradient is applied. */
  readonly updateSeconds: number;
}

/** a and tau, where a tau = eta h (M - 1). */
export function delayOf({ workers, stepSize, curvature, updateSeconds }: Workers): {
  readonly pull: number;
  readonly delay: number;
} {
  return {
    pull: pullOf({ stepSize, curvature, gradientsPerSecond: workers / updateSeconds }),
    delay: (updateSeconds * (workers - 1)) / workers,
  };
}

/** What is best, and what is too much. */
export interface Advice {
  readonly fastest: number;
  /** Stable below. */
  readonly limit: number;
}

/** How many workers, whole ones, are to be active at that step size. At least one always is. */
export function adviseWorkers({ stepSize, curvature }: Pick<Pull, 'stepSize' | 'curvature'>): Advice {
  const share = stepSize * curvature;
  return { fastest: Math.round(1 + FASTEST / share), limit: Math.ceil(1 + UNSTABLE / share) };
}

/** Which step size suits a room in which gradients come so often and so late. @param delay mean, in seconds */
export function adviseStepSize(
  { curvature, gradientsPerSecond }: Omit<Pull, 'stepSize'>,
  delay: number,
): Advice {
  const late = curvature * gradientsPerSecond * delay;
  return { fastest: FASTEST / late, limit: UNSTABLE / late };
}
