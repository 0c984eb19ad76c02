/** Two independent clocks: updates one after the other, gossip as a Poisson process at lambda(n). */
import { type GossipRate, gossipRateOf } from './gossip-rate.ts';
import type { Schedule, ScheduleContext } from './schedule.ts';
import { type UpdateClock, untilTick } from './update-clock.ts';

export interface IndependentClocksOptions {
  readonly gossip: GossipRate;
  /** Whether `gossip` counts exchanges per second or per local update. */
  readonly per: 'second' | 'update';
  /** `device`: updates follow each other as fast as the device goes. */
  readonly update: UpdateClock | 'device';
}

/** Mitra & Ulukus 2024 (arXiv 2404.19749), section 2. */
export function independentClocks(options: IndependentClocksOptions): Schedule {
  const { update } = options;
  const gossipsPerSecond = gossipClock(options);
  return {
    countsPerUpdate: options.per === 'update',
    untilUpdate: update === 'device' ? () => 0 : ({ self, random }) => untilTick(update, self, random),
    untilGossip: (context) => context.random.exponential(gossipsPerSecond(context)),
  };
}

/** @returns the rate of a peer's gossip clock as things are, per second */
export function gossipClock({
  gossip,
  per,
  update,
}: IndependentClocksOptions): (context: ScheduleContext) => number {
  // The logarithm is not worked out anew at each ring of each clock.
  let size = 0;
  let rate = 0;
  const perUnit = (roomSize: number): number => {
    if (roomSize !== size) {
      size = roomSize;
      rate = gossipRateOf(gossip, roomSize);
    }
    return rate;
  };
  if (per === 'second') return ({ roomSize }) => perUnit(roomSize);
  if (update === 'device') return ({ roomSize, updateRate }) => perUnit(roomSize) * updateRate;
  return ({ self, roomSize }) => perUnit(roomSize) * update.rateOf(self);
}
