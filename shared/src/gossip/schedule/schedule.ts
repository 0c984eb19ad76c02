/** When to update and when to gossip: two clocks that know nothing of each other. */
import type { MessageKind } from '../environment/environment.ts';
import type { PeerContext } from '../peer-context.ts';

/** What a clock may look at when it is wound. */
export type ScheduleContext = Pick<
  PeerContext,
  'self' | 'random' | 'roomSize' | 'neighbours' | 'updateRate' | 'updates' | 'updateDue' | 'now' | 'ready'
>;

/** One object for all peers of a run, or for the one of a tab. */
export interface Schedule {
  /** Whether gossip is counted per update, so that updates may be held back where exchanges do not keep up. Default: not. */
  readonly countsPerUpdate?: boolean;
  /** Asked at the start, and when an update is finished. @returns seconds until the next one begins */
  untilUpdate(context: ScheduleContext): number;
  /** Asked when the gossip clock rings and, while it stands still, after every update and when the room's size
   * changes. @returns seconds until it rings; Infinity: not as things are now */
  untilGossip(context: ScheduleContext): number;
  /** Told after every update, where a schedule wants to know. @returns seconds until the gossip clock rings, in
   * place of what it was wound to; null to leave it */
  afterUpdate?(context: ScheduleContext): number | null;
  /** Told when a message has been mixed, and with null when the neighbours have changed or messages went to all of
   * them, unless an update is under way. @returns seconds until the next update begins, in place of what was; null to leave it */
  afterMessage?(context: ScheduleContext, kind: MessageKind | null): number | null;
  /** Asked when the gossip clock rings, where not every ring is an exchange. */
  rings?(context: ScheduleContext): boolean;
}
