/** Heartbeats come every second, so a link that is silent for long is broken, whatever WebRTC says. Times are in milliseconds. */
import type { Neighbour } from './neighbour-table.ts';

/** For how long a link may be silent. */
const SILENCE_MS = 15_000;
/** The same for a neighbour that the server has said is gone. */
const SILENCE_AFTER_LEAVING_MS = 3000;

/** Both may have been loading, with nothing to say: silence counts from the first heartbeat on. Without a link it is infinite. */
export function silenceOf({ standing }: Neighbour, now: number): number {
  if (standing.attempt === null) return Number.POSITIVE_INFINITY;
  if (standing.state !== 'connected' || standing.heartbeatsSince === null) return 0;
  return Math.min(standing.attempt.link.silentMs(), now - standing.heartbeatsSince);
}

/** Whether it has been silent for too long. Where it was said to be gone and is heard of since, it has only lost the server. */
export function isBroken(neighbour: Neighbour, now: number): boolean {
  const { standing } = neighbour;
  if (standing.state !== 'connected') return false;
  const { leftAt } = standing;
  const most = leftAt === null ? SILENCE_MS : SILENCE_AFTER_LEAVING_MS;
  if (silenceOf(neighbour, now) > most) return true;
  if (leftAt !== null && now - leftAt > most) standing.leftAt = null;
  return false;
}
