/**
 * Which command a peer that knows none yet follows. A signature does not say when it was made, so a member may show a newcomer what
 * the host wished in the same room a month ago. A command that is new by the clock is followed at once; an older one only if more
 * than half of the neighbours that have said so follow it, or a newer one: in a room where it holds all of them do.
 *
 * What it cannot do: tell an old command of the last day, or one that most neighbours tell, from a true one. Nobody but the host could.
 */
import type { PeerId } from '../protocol/signalling.ts';
import type { Command } from './command.ts';

/** A command that is older by the own clock is not followed at once. Clocks that differ by hours do no harm. */
const FRESH_MS = 24 * 3600 * 1000;
/** So long from its first neighbour on a peer hears what others follow, before it counts them. */
const HEARING_MS = 5000;

export interface FirstCommand {
  /** Whether to wait with it. @param date milliseconds since 1970 */
  isOld(command: Command, date: number): boolean;
  /** @returns false where that neighbour's was this one before */
  hold(from: PeerId, command: Command): boolean;
  /** That neighbour follows the command of this number; 0 for none. */
  follows(from: PeerId, number: number): void;
  setNeighbours(connected: readonly PeerId[], now: number): void;
  /** Holds one, and has not heard long enough: then it says nothing that could be taken for what it follows. */
  isHearing(now: number): boolean;
  /** The newest that is to be followed; null for none, so far. */
  decide(now: number): Command | null;
  /** There is no need for any of it any more. */
  clear(): void;
}

export function createFirstCommand(): FirstCommand {
  /** At most one of each neighbour. */
  const held = new Map<PeerId, Command>();
  const followed = new Map<PeerId, number>();
  let since = Number.POSITIVE_INFINITY;
  const isHearing = (now: number): boolean => held.size > 0 && now - since < HEARING_MS;
  return {
    isOld: ({ number }, date) => number < date - FRESH_MS,
    hold(from, command) {
      const before = held.get(from);
      held.set(from, command);
      followed.set(from, command.number);
      return before?.signature !== command.signature;
    },
    follows: (from, number) => void followed.set(from, number),
    setNeighbours(connected, now) {
      if (connected.length > 0) since = Math.min(since, now);
      for (const ofNeighbours of [held, followed]) {
        for (const id of ofNeighbours.keys()) if (!connected.includes(id)) ofNeighbours.delete(id);
      }
    },
    isHearing,
    decide(now) {
      if (isHearing(now)) return null;
      const numbers = [...followed.values()];
      const newestFirst = [...held.values()].sort((a, b) => b.number - a.number);
      const isFollowed = ({ number }: Command): boolean =>
        2 * numbers.filter((other) => other >= number).length > numbers.length;
      return newestFirst.find(isFollowed) ?? null;
    },
    clear() {
      held.clear();
      followed.clear();
    },
  };
}
