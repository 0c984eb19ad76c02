/** When to update and when to gossip: two clocks that know nothing of each other. */
import type { PeerIndex } from '../peer-index.ts';
import type { Random } from '../random/random.ts';

/** What a clock may look at when it is wound. */
export interface ScheduleContext {
  readonly self: PeerIndex;
  readonly random: Random;
  /** Peers in the room, this one included. */
  readonly roomSize: number;
  /** Local updates per second as measured lately; 0 before the first update is finished. */
  readonly updateRate: number;
}

export interface Schedule {
  /** Asked when an update is finished. @returns seconds until the next one begins */
  untilUpdate(context: ScheduleContext): number;
  /** Asked when the gossip clock rings and, while it stands still, after every update and when the room's size
   * changes. @returns seconds until it rings; Infinity: not as things are now */
  untilGossip(context: ScheduleContext): number;
  /** Told after every update, where a schedule wants to know. @returns seconds until the gossip clock rings, in
   * place of what it was wound to; null to leave it */
  afterUpdate?(context: ScheduleContext): number | null;
  /** Asked when the gossip clock rings, where not every ring is an exchange. */
  rings?(context: ScheduleContext): boolean;
}
