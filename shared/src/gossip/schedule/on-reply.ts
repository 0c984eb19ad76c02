/**
 * Updates that follow answers: what an update led to is sent at once, and the next one begins when the answer is there.
 * How the workers of a hub go round. A worker that is not answered goes on with what it has.
 */
import type { Schedule, ScheduleContext } from './schedule.ts';
import { type UpdateClock, untilTick } from './update-clock.ts';

export interface OnReplyOptions {
  /** How long after an answer the next update begins; `device`: at once. */
  readonly update: UpdateClock | 'device';
  /** Seconds that an answer is waited for. */
  readonly patience: number;
}

export function onReply({ update, patience }: OnReplyOptions): Schedule {
  const untilTurn = (context: ScheduleContext): number =>
    update === 'device' ? 0 : untilTick(update, context.self, context.random);
  return {
    untilUpdate: (context) => untilTurn(context) + (context.updates === 0 ? 0 : patience),
    untilGossip: () => Number.POSITIVE_INFINITY,
    afterUpdate: () => 0,
    afterMessage: (context, kind) => (kind === 'reply' ? untilTurn(context) : null),
  };
}
