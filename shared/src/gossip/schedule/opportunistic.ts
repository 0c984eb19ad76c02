/**
 * The opportunistic schedule that the seed paper compares with: the capacity of all peers together, n * lambda,
 * serves whoever updated last, until anybody updates again. Mitra & Ulukus 2024 (arXiv 2404.19749), section 3.
 *
 * Knowing who updated last anywhere takes no time here. That is not to be had among real tabs: the schedule is
 * for the simulator, where it shows that even so lambda must grow as n.
 */
import { gossipClock, type IndependentClocksOptions, independentClocks } from './independent-clocks.ts';
import type { Schedule, ScheduleContext } from './schedule.ts';

const NOBODY = -1;

/** One schedule for all peers of a run: they share who updated last. */
export function opportunistic(options: IndependentClocksOptions): Schedule {
  const { untilUpdate } = independentClocks(options);
  const gossipsPerSecond = gossipClock(options);
  let last = NOBODY;
  const untilGossip = (context: ScheduleContext): number =>
    context.self === last
      ? context.random.exponential(context.roomSize * gossipsPerSecond(context))
      : Number.POSITIVE_INFINITY;
  return {
    untilUpdate,
    untilGossip,
    afterUpdate(context) {
      last = context.self;
      return untilGossip(context);
    },
    rings: ({ self }) => self === last,
  };
}
