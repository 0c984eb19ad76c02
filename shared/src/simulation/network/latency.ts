/** How long a message is on its way between two simulated peers, as a distribution. */
import type { PeerIndex } from '../../gossip/peer-index.ts';
import { mean } from '../../util/numbers.ts';
import { exponentiate } from '../../util/random/exponentiate.ts';
import { createRandom, type Random } from '../../util/random/random.ts';

/** Seconds, one way: always the same, or drawn. */
export type Latency =
  | number
  | { readonly kind: 'uniform'; readonly from: number; readonly to: number }
  /** An exponential time of that mean, on top of the least. Default of the least 0. */
  | { readonly kind: 'exponential'; readonly mean: number; readonly least?: number }
  /** The logarithm is normal, with `sigma` for its standard deviation. */
  | { readonly kind: 'lognormal'; readonly median: number; readonly sigma: number }
  /** Measured: one of these, all equally likely. At least one. */
  | { readonly kind: 'trace'; readonly seconds: readonly number[] };

/** What latency is drawn for: once for each two peers, the same there and back, or for each message anew. */
export type LatencyPer = 'pair' | 'message';

/** @returns seconds */
export function meanOfLatency(latency: Latency): number {
  if (typeof latency === 'number') return latency;
  switch (latency.kind) {
    case 'uniform':
      return (latency.from + latency.to) / 2;
    case 'exponential':
      return latency.mean + (latency.least ?? 0);
    case 'lognormal':
      return latency.median * exponentiate(latency.sigma ** 2 / 2);
    case 'trace':
      return mean(latency.seconds);
  }
}

/** @returns seconds that the next message is on its way */
export function createLatency(
  latency: Latency,
  per: LatencyPer,
  random: Random,
): (from: PeerIndex, to: PeerIndex) => number {
  if (typeof latency === 'number') return () => latency;
  if (per === 'message') return () => draw(latency, random);
  // From a hash, because to keep one for each two peers would take memory that grows with their square.
  const seed = random.integer(2 ** 32);
  return (from, to) => draw(latency, createRandom(seed, Math.min(from, to), Math.max(from, to)));
}

function draw(latency: Exclude<Latency, number>, random: Random): number {
  switch (latency.kind) {
    case 'uniform':
      return latency.from + (latency.to - latency.from) * random.uniform();
    case 'exponential':
      return (latency.least ?? 0) + (latency.mean > 0 ? random.exponential(1 / latency.mean) : 0);
    case 'lognormal':
      return latency.median * exponentiate(latency.sigma * random.normal());
    case 'trace':
      return latency.seconds[random.integer(latency.seconds.length)];
  }
}
