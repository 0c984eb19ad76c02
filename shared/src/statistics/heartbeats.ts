/**
 * Who is in the room, as far as a peer hears: everybody counts the seconds, and what is known of each one's count goes from
 * neighbour to neighbour. Whose count has not grown for LIFETIME seconds is gone.
 */

/** Seconds. */
const LIFETIME = 90;
/** Counts that are older are not told any more, or some would go round for ever. */
const TOLD_SECONDS = LIFETIME / 3;
/** Counts that go with one message. */
export const MAX_HEARTBEATS_TOLD = 64;
const MOST_KNOWN = 1024;

export type Heartbeat = [peer: string, count: number];

interface Known {
  count: number;
  /** When it grew, here (seconds). */
  grewAt: number;
}

export interface Heartbeats {
  /** What neighbours say. @param now seconds */
  hear(told: readonly Heartbeat[], now: number): void;
  isAlive(peer: string, now: number): boolean;
  /** The own count, and those of others from the one at `cursor` on, and the cursor of those after them. */
  some(cursor: number, now: number): { heartbeats: Heartbeat[]; next: number };
}

export function createHeartbeats(self: string): Heartbeats {
  const known = new Map<string, Known>();
  let startedAt: number | null = null;

  return {
    hear(told, now) {
      for (const [peer, count] of told) {
        if (peer === self) continue;
        const of = known.get(peer);
        if (of !== undefined && count <= of.count) continue;
        // Those that grew last are the last ones.
        known.delete(peer);
        known.set(peer, { count, grewAt: now });
        if (known.size > MOST_KNOWN) known.delete(known.keys().next().value ?? peer);
      }
    },
    isAlive(peer, now) {
      const of = known.get(peer);
      return of !== undefined && now < of.grewAt + LIFETIME;
    },
    some(cursor, now) {
      startedAt ??= now;
      const fresh = [...known].filter(([, { grewAt }]) => now < grewAt + TOLD_SECONDS);
      const count = Math.min(MAX_HEARTBEATS_TOLD - 1, fresh.length);
      const others = Array.from({ length: count }, (_, i): Heartbeat => {
        const [peer, of] = fresh[(cursor + i) % fresh.length];
        return [peer, of.count];
      });
      return {
        heartbeats: [[self, Math.floor(now - startedAt)], ...others],
        next: fresh.length === 0 ? 0 : (cursor + count) % fresh.length,
      };
    },
  };
}
