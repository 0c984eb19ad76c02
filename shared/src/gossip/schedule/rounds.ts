/**
 * Rounds by the clock: everybody updates at regular times and gossips half-way to the next, and mixes what has come by
 * then. Nobody waits: who is late or silent is left out of that round. In a simulation without speed spread the rounds
 * of all peers coincide, which is how papers with synchronous rounds are run here.
 */
import type { Schedule, ScheduleContext } from './schedule.ts';
import type { UpdateClock } from './update-clock.ts';

export interface RoundsOptions {
  /** One update a round. `device`: rounds follow each other as fast as the device goes, and nobody's coincide. */
  readonly update: UpdateClock | 'device';
  /** When in the round a peer's gossip clock rings, 0 to below 1, by its place in the common order. Default half. */
  readonly gossipAt?: (place: number) => number;
}

/** Share of a round by which the clock may be behind one that has begun: no more than numbers are rounded. */
const ROUNDING = 1e-9;

export function rounds({ update, gossipAt = () => 0.5 }: RoundsOptions): Schedule {
  const period = ({ self }: ScheduleContext): number => (update === 'device' ? 0 : 1 / update.rateOf(self));
  return {
    // From round to round by the number of updates, not by adding up periods: so rounds coincide to the bit.
    untilUpdate(context) {
      const seconds = period(context);
      if (seconds === 0) return 0;
      return (Math.floor(context.now / seconds + ROUNDING) + 1) * seconds - context.now;
    },
    untilGossip: () => Number.POSITIVE_INFINITY,
    afterUpdate(context) {
      const seconds = period(context);
      return seconds === Number.POSITIVE_INFINITY ? null : seconds * gossipAt(context.neighbours.place);
    },
  };
}
