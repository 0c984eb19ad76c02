/** Queues of simulated messages: for the uplink of their sender, the downlink of their receiver, or a medium that all share. */
import type { PeerIndex } from '../../gossip/peer-index.ts';
import { justAfter } from './link-order.ts';

/** Longest a message waits for an uplink, a downlink or the medium (seconds); one that would wait longer is lost. */
export const MAX_UPLINK_SECONDS = 30;

/** Returned for a message that never arrives. */
export const LOST = Number.POSITIVE_INFINITY;

/** Bytes a second; 0 is unlimited. A number: what a peer can send, while it receives any amount. */
export type Bandwidth =
  | number
  | { readonly up: number; readonly down: number }
  /** One medium for all, such as the radio of a classroom: a message takes it once. */
  | { readonly shared: number };

export interface Queues {
  /** Whether bytes take no time. */
  readonly unlimited: boolean;
  /** Called for each message, when it is sent. @returns seconds until its last byte has left, or `LOST` */
  leave(from: PeerIndex, bytes: number, now: number): number;
  /**
   * Called for each message, when its last byte reaches the receiver's downlink. @returns seconds that it still takes, or
   * `LOST`. Null where nobody's downlink is limited.
   */
  readonly comeIn: ((to: PeerIndex, bytes: number, now: number) => number) | null;
}

export function createQueues(bandwidth: Bandwidth): Queues {
  if (typeof bandwidth === 'number') return queuesOf(bandwidth, 0, false);
  if ('shared' in bandwidth) return queuesOf(bandwidth.shared, 0, true);
  return queuesOf(bandwidth.up, bandwidth.down, false);
}

function queuesOf(up: number, down: number, isShared: boolean): Queues {
  /** Until when a peer's uplink is taken, or the medium. */
  const busyUntil: number[] = [];
  return {
    unlimited: up === 0 && down === 0,
    leave(from, bytes, now) {
      if (up === 0) return 0;
      const queue = isShared ? 0 : from;
      const wait = Math.max(0, (busyUntil[queue] ?? 0) - now) + bytes / up;
      if (wait > MAX_UPLINK_SECONDS) return LOST;
      busyUntil[queue] = now + wait;
      return wait;
    },
    comeIn: down > 0 ? createDownlinks(up, down) : null,
  };
}

/**
 * Messages travel in frames, so one comes in while it still leaves its sender: alone and at equal bandwidths, it takes the
 * downlink no time of its own.
 */
function createDownlinks(up: number, down: number): (to: PeerIndex, bytes: number, now: number) => number {
  /** Until when a peer's downlink is taken. */
  const busyUntil: number[] = [];
  /** When the last message was through. */
  const lastThrough: number[] = [];
  return (to, bytes, now) => {
    const firstByte = up > 0 ? now - bytes / up : now;
    const busy = Math.max(busyUntil[to] ?? 0, firstByte) + bytes / down;
    if (busy - now > MAX_UPLINK_SECONDS) return LOST;
    busyUntil[to] = busy;
    const wait = Math.max(now, busy, justAfter(lastThrough[to] ?? 0)) - now;
    lastThrough[to] = now + wait;
    return wait;
  };
}
