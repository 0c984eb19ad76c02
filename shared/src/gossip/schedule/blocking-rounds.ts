/**
 * Rounds in which everybody waits for everybody: an update, an exchange with all, and no other update before the
 * mixing rule has heard from all who are there. How synchronous systems work; here to be compared with. A peer that
 * dies stops all others until they notice that it has gone.
 */
import type { Schedule, ScheduleContext } from './schedule.ts';
import { type UpdateClock, untilTick } from './update-clock.ts';

/** @param update how long an update takes at least, from one tick to the next */
export function blockingRounds({ update }: { readonly update: UpdateClock | 'device' }): Schedule {
  const untilTurn = (context: ScheduleContext): number =>
    update === 'device' ? 0 : untilTick(update, context.self, context.random);
  return {
    untilUpdate: (context) => (context.ready ? untilTurn(context) : Number.POSITIVE_INFINITY),
    untilGossip: () => Number.POSITIVE_INFINITY,
    afterUpdate: () => 0,
    afterMessage: (context) =>
      context.ready && context.updateDue === Number.POSITIVE_INFINITY ? untilTurn(context) : null,
  };
}
