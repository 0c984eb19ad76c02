/** The gossip rate lambda as a function of the room's size n. */

/** A constant number of exchanges, or the natural logarithm of the number of peers. */
export type GossipRate = 'ln' | number;

/** Exchanges per local update that a peer starts in a room of n peers. */
export function gossipRateOf(rate: GossipRate, n: number): number {
  return rate === 'ln' ? Math.log(Math.max(n, 1)) : rate;
}
