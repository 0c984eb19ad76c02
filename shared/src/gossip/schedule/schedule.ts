/** When to update and when to gossip: two clocks that know nothing of each other. */
import type { Random } from '../random/random.ts';

/** What a clock may look at when it is wound. */
export interface ScheduleContext {
  readonly random: Random;
  /** Peers in the room, this one included. */
  readonly roomSize: number;
  /** Local updates per second as measured lately; 0 before the first update is finished. */
  readonly updateRate: number;
}

export interface Schedule {
  /** Seconds from the end of one update to the beginning of the next. */
  untilUpdate(context: ScheduleContext): number;
  /** Seconds from one ring of the gossip clock to the next; Infinity: not as things are now. Asked again
   * when the room's size changes and after every update. */
  untilGossip(context: ScheduleContext): number;
}
