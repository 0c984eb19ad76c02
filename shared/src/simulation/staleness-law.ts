/**
 * What the mean staleness is on the complete graph with Poisson clocks, exactly, by counting in reverse time who had
 * heard of an update. Mitra & Ulukus 2024 (arXiv 2404.19749); the opportunistic one to first order in 1/n.
 */
import type { MitraUlukusOptions } from '../methods/mitra-ulukus.ts';

export interface StalenessLawOptions {
  readonly variant: NonNullable<MitraUlukusOptions['variant']>;
  /** A swap informs both sides, so its rate counts twice. */
  readonly exchange: MitraUlukusOptions['exchange'];
  readonly peers: number;
  /** Exchanges a peer starts per second. */
  readonly gossipRate: number;
  /** Updates of a peer per second. */
  readonly updateRate: number;
}

/** @returns the mean over all pairs and over time, in updates; Infinity where nobody gossips */
export function stalenessLaw({
  variant,
  exchange,
  peers,
  gossipRate,
  updateRate,
}: StalenessLawOptions): number {
  const rate = exchange === 'swap' ? 2 * gossipRate : gossipRate;
  switch (variant) {
    case 'relay':
      return (updateRate * harmonic(peers - 1)) / rate;
    case 'no-relay':
      return (updateRate * (peers - 1)) / rate;
    case 'opportunistic':
      return (peers * updateRate) / rate;
  }
}

/** 1 + 1/2 + ... + 1/k */
export function harmonic(k: number): number {
  let sum = 0;
  for (let i = k; i >= 1; i--) sum += 1 / i;
  return sum;
}
