/**
 * What the mean staleness is on the complete graph with Poisson clocks. Mitra & Ulukus 2024 (arXiv 2404.19749).
 *
 * An update is missing from when it is made until the other has heard of it, T seconds later, so by Little's law the mean
 * staleness is r E[T], with r updates per second. Whoever knows of an update tells others of it at the rate mu: by its
 * offers, and in a swap by its answers too, as many again.
 *
 * Where messages take no time, counting in reverse who had heard of the update gives E[T] exactly: H_(n-1) / mu with
 * relaying, (n - 1) / mu without; the opportunistic scheme to first order in 1/n.
 *
 * Where each is on its way for L seconds, what is not relayed comes L later. With relaying, T is the length of the shortest
 * of all ways over others: first passage percolation on the complete graph, each link L plus an exponential time. News
 * spreads as a branching process that grows as e^(alpha t), where mu e^(-alpha L) = alpha. So does, in reverse, the number of
 * those from whom it could still come, and T is over when the two meet. By t, e^(alpha t) W / (1 + alpha L) know on the one
 * side, W a random number of mean 1; P(T > t) is the mean of exp(-W W' e^(alpha t) / (n (1 + alpha L))). Those who have not
 * heard are u(t) = E[exp(-W e^(alpha t))], which solves u' = -mu u(t) (1 - u(t - L)); M, the mean of the time distributed so,
 * gives E[ln W]. For large n therefore
 *
 *     E[T] = A(n) = (H_(n-1) + ln(1 + alpha L)) / alpha + 2 M,
 *
 * the form that Bhamidi, van der Hofstad & Hooghiemstra 2017 (doi 10.1214/16-AOP1120) show for links of any distribution:
 * the logarithms of two such limits, and a Gumbel variable. Adding (2 / n) (L + 1 / mu - A(2)) makes it exact for two peers,
 * and at L = 0 for any number. Between, it is within 2 % of simulated percolation for mu L to 30; at mu L = 60, within 6 %
 * for four peers and 2 % from eight on.
 *
 * Where L is drawn for each message, e^(-alpha L), L e^(-alpha L) and u(t - L) are replaced by their means: news finds the quick
 * ways, and staleness is less than at the mean of L.
 */
import type { MitraUlukusOptions } from '../methods/mitra-ulukus.ts';
import { mean } from '../util/numbers.ts';
import { lambertW } from './lambert-w.ts';

export interface StalenessLawOptions {
  readonly variant: NonNullable<MitraUlukusOptions['variant']>;
  /** A swap informs both sides, so its rate counts twice. */
  readonly exchange: MitraUlukusOptions['exchange'];
  readonly peers: number;
  /** Exchanges a peer starts per second. */
  readonly gossipRate: number;
  /** Updates of a peer per second. */
  readonly updateRate: number;
  /** Seconds that a message is on its way, an answer as long again: always the same, or some, equally likely. Default 0. */
  readonly latency?: number | readonly number[] | undefined;
}

/** Of the integration of the front, in 1 / alpha: its step, and its level at the beginning. */
const STEP = 0.04;
const BEGINNING = 1e-5;
/** -ln of the level of the front at its end. */
const END = 20;
const MOST_ITERATIONS = 60;

/** @returns the mean over all pairs and over time, in updates; Infinity where nobody gossips */
export function stalenessLaw({
  variant,
  exchange,
  peers,
  gossipRate,
  updateRate,
  latency = 0,
}: StalenessLawOptions): number {
  const rate = exchange === 'swap' ? 2 * gossipRate : gossipRate;
  const delays = typeof latency === 'number' ? [latency] : latency;
  switch (variant) {
    case 'relay':
      return rate > 0 && peers > 1 && mean(delays) > 0
        ? updateRate * percolationTime(peers, rate, delays)
        : (updateRate * harmonic(peers - 1)) / rate;
    case 'no-relay':
      return (updateRate * (peers - 1)) / rate + updateRate * mean(delays);
    case 'opportunistic':
      return (peers * updateRate) / rate + updateRate * mean(delays);
  }
}

/** E[T] in seconds. @param rate mu, above 0 @param delays L, equally likely, their mean above 0 */
function percolationTime(peers: number, rate: number, delays: readonly number[]): number {
  const growth = growthRate(rate, delays);
  const front = frontMean(rate, growth, delays);
  const meeting = Math.log1p(rate * mean(delays.map((delay) => delay * Math.exp(-growth * delay))));
  const ofMany = (n: number): number => (harmonic(n - 1) + meeting) / growth + 2 * front;
  return ofMany(peers) + (2 / peers) * (mean(delays) + 1 / rate - ofMany(2));
}

/** alpha: what solves mu E[e^(-alpha L)] = alpha. */
function growthRate(rate: number, delays: readonly number[]): number {
  const usual = mean(delays);
  // Where delays are equal this is the solution; else it is below, from where Newton's iteration climbs to it.
  let growth = lambertW(rate * usual).re / usual;
  for (let iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
    const left = delays.map((delay) => Math.exp(-growth * delay));
    const slope = rate * mean(left.map((share, k) => share * delays[k])) + 1;
    const step = (rate * mean(left) - growth) / slope;
    growth += step;
    if (Math.abs(step) <= 1e-12 * growth) break;
  }
  return growth;
}

/**
 * Mean (seconds) of the front u' = -mu u(t) E[1 - u(t - L)] with 1 - u ~ e^(alpha t) for t to -Infinity: the integral of
 * t d(1 - u). 0 without delays, where the front is the logistic function. A thousand steps or so.
 */
function frontMean(rate: number, growth: number, delays: readonly number[]): number {
  const step = STEP / growth;
  const began = Math.log(BEGINNING) / growth;
  /** The integral of 1 - u up to each step. */
  const area = [BEGINNING / growth];
  /** The same at some other time, in steps; before the beginning by its law, beyond the newest step by its level. */
  const areaAt = (at: number, newest: number): number => {
    if (at <= 0) return area[0] * Math.exp(growth * step * at);
    const last = area.length - 1;
    if (at >= last) return area[last] + (at - last) * step * newest;
    const before = Math.floor(at);
    return area[before] + (at - before) * (area[before + 1] - area[before]);
  };
  /** -ln u at the next step: mu times the mean of what had been informed a delay ago, summed up. */
  const exponentWith = (newest: number): number => {
    let sum = 0;
    for (const delay of delays) sum += areaAt(area.length - delay / step, newest);
    return (rate * sum) / delays.length;
  };
  let time = began - BEGINNING / growth;
  let informed = BEGINNING;
  for (let exponent = 0; exponent < END; ) {
    const guess = 1 - Math.exp(-exponentWith(informed));
    exponent = exponentWith((informed + guess) / 2);
    const next = 1 - Math.exp(-exponent);
    area.push(area[area.length - 1] + (step * (informed + next)) / 2);
    time += step * (1 - (informed + next) / 2);
    informed = next;
  }
  return time;
}

/** 1 + 1/2 + ... + 1/k */
export function harmonic(k: number): number {
  let sum = 0;
  for (let i = k; i >= 1; i--) sum += 1 / i;
  return sum;
}
