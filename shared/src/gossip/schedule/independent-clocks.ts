/** Two independent clocks: updates one after the other, gossip as a Poisson process at lambda(n). */
import { type GossipRate, gossipRateOf } from './gossip-rate.ts';
import type { Schedule } from './schedule.ts';

export interface IndependentClocksOptions {
  /** Exchanges per local update. */
  readonly gossip: GossipRate;
}

/**
 * Updates follow each other as fast as the device goes; exchanges are a Poisson process at lambda(n) times
 * the measured update rate. Mitra & Ulukus 2024 (arXiv 2404.19749), section 2, with the update clock's
 * distribution left to the device.
 */
export function independentClocks({ gossip }: IndependentClocksOptions): Schedule {
  return {
    untilUpdate: () => 0,
    untilGossip: ({ random, roomSize, updateRate }) =>
      random.exponential(gossipRateOf(gossip, roomSize) * updateRate),
  };
}
