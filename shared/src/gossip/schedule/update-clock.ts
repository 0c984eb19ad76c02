/**
 * The update clock of a peer: a constant c (seconds) plus an exponential time of rate mu, from one tick to the
 * next. Mitra & Ulukus 2024 (arXiv 2404.19749), section 2.
 */

import type { Random } from '../../util/random/random.ts';
import type { PeerIndex } from '../peer-index.ts';

export interface UpdateClock {
  /** Mean updates per second of a peer: 1 / (c + 1/mu). */
  readonly rateOf: (peer: PeerIndex) => number;
  /** The constant's share of the mean time between two updates, 0 (Poisson) to 1 (regular). Default 0. */
  readonly constantShare?: number;
}

/** @returns seconds until the next tick; Infinity at rate 0 */
export function untilTick(clock: UpdateClock, peer: PeerIndex, random: Random): number {
  const { constantShare = 0 } = clock;
  const rate = clock.rateOf(peer);
  if (rate === 0) return Number.POSITIVE_INFINITY;
  const constant = constantShare / rate;
  return constantShare < 1 ? constant + random.exponential(rate / (1 - constantShare)) : constant;
}
