/** Gossip bound to updates: exchanges begin when an update has ended, so many on average. */
import { type GossipRate, gossipRateOf } from './gossip-rate.ts';
import type { Schedule, ScheduleContext } from './schedule.ts';
import { type UpdateClock, untilTick } from './update-clock.ts';

export interface AfterUpdatesOptions {
  readonly update: UpdateClock | 'device';
  /** The probability that an exchange follows an update, 0 to 1. */
  readonly probability: GossipRate;
}

/** After each update an exchange, with that probability. Blot et al. 2016 (arXiv 1611.09726), algorithm 3. */
export function afterUpdates({ update, probability }: AfterUpdatesOptions): Schedule {
  return {
    untilUpdate: (context: ScheduleContext) =>
      update === 'device' ? 0 : untilTick(update, context.self, context.random),
    untilGossip: () => Number.POSITIVE_INFINITY,
    afterUpdate: ({ random, roomSize }) =>
      random.uniform() < gossipRateOf(probability, roomSize) ? 0 : null,
  };
}
