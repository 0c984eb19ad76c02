/** Simulated links: when a message that is sent now arrives, if it does. */
import type { PeerIndex } from '../gossip/peer-index.ts';
import type { Random } from '../gossip/random/random.ts';
import { type AvailabilityOptions, createAvailability } from './availability.ts';

/** Longest a message waits for its sender's uplink (seconds); one that would wait longer is lost. */
export const MAX_UPLINK_SECONDS = 30;

/** Returned for a message that never arrives. */
export const LOST = Number.POSITIVE_INFINITY;

/** While it lasts, peers whose index differs modulo `groups` cannot reach each other. */
export interface PartitionOfNetwork {
  readonly from: number;
  readonly until: number;
  readonly groups: number;
}

export interface NetworkOptions {
  /** Seconds on the way, at least. */
  readonly latency?: number;
  /** Mean of an exponential time (seconds) on top of the latency. */
  readonly jitter?: number;
  /** Bytes a second that a peer can send; messages go out one behind the other. Default unlimited. */
  readonly bandwidth?: number;
  /** Probability that a message is lost, 0 to 1. */
  readonly loss?: number;
  readonly partitions?: readonly PartitionOfNetwork[];
  /** Peers that are out of reach now and then. Default none. */
  readonly availability?: AvailabilityOptions;
}

export interface Network {
  /** Whether messages cost no time and none is lost. */
  readonly ideal: boolean;
  /** Called for each message. @returns seconds until it arrives, or `LOST` */
  delay(from: PeerIndex, to: PeerIndex, bytes: number, now: number): number;
}

export function createNetwork(options: NetworkOptions, random: Random): Network {
  const { latency = 0, jitter = 0, bandwidth = 0, loss = 0, partitions = [], availability } = options;
  /** Until when a peer's uplink is taken. */
  const busyUntil: number[] = [];
  const isCut = (from: PeerIndex, to: PeerIndex, now: number): boolean =>
    partitions.some((cut) => now >= cut.from && now < cut.until && from % cut.groups !== to % cut.groups);
  const reaches = availability ? createAvailability(availability, random.integer(2 ** 32)) : null;
  const isPlain = partitions.length === 0 && reaches === null;
  return {
    ideal: latency === 0 && jitter === 0 && bandwidth === 0 && loss === 0 && isPlain,
    delay(from, to, bytes, now) {
      let wait = 0;
      if (bandwidth > 0) {
        wait = Math.max(0, (busyUntil[from] ?? 0) - now) + bytes / bandwidth;
        if (wait > MAX_UPLINK_SECONDS) return LOST;
        busyUntil[from] = now + wait;
      }
      if (isCut(from, to, now)) return LOST;
      if (reaches !== null && !reaches(from, to, now)) return LOST;
      if (loss > 0 && random.uniform() < loss) return LOST;
      return wait + latency + (jitter > 0 ? random.exponential(1 / jitter) : 0);
    },
  };
}
