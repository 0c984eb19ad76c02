/** The gossip rate lambda as a function of the room's size n. */
import { logarithm } from '../../util/random/logarithm.ts';

/** A constant, the natural logarithm of the number of peers, or their number itself. */
export type GossipRate = 'ln' | 'n' | number;

/** Exchanges that a peer of a room of n starts, per update or per second. */
export function gossipRateOf(rate: GossipRate, n: number): number {
  if (rate === 'ln') return logarithm(Math.max(n, 1));
  return rate === 'n' ? n : rate;
}
