/** Two independent clocks: updates one after the other, gossip as a Poisson process at lambda(n). */
import { type GossipRate, gossipRateOf } from './gossip-rate.ts';
import type { Schedule } from './schedule.ts';
import { type UpdateClock, untilTick } from './update-clock.ts';

export interface IndependentClocksOptions {
  readonly gossip: GossipRate;
  /** Whether `gossip` counts exchanges per second or per local update. */
  readonly per: 'second' | 'update';
  /** `device`: updates follow each other as fast as the device goes. */
  readonly update: UpdateClock | 'device';
}

/** Mitra & Ulukus 2024 (arXiv 2404.19749), section 2. */
export function independentClocks({ gossip, per, update }: IndependentClocksOptions): Schedule {
  return {
    untilUpdate: update === 'device' ? () => 0 : ({ self, random }) => untilTick(update, self, random),
    untilGossip: ({ self, random, roomSize, updateRate }) => {
      const perUnit = gossipRateOf(gossip, roomSize);
      if (per === 'second') return random.exponential(perUnit);
      return random.exponential(perUnit * (update === 'device' ? updateRate : update.rateOf(self)));
    },
  };
}
