/** Simulated links: when a message that is sent now arrives, if it does. */
import type { PeerIndex } from '../gossip/peer-index.ts';
import type { Random } from '../util/random/random.ts';
import { type AvailabilityOptions, createAvailability } from './availability.ts';
import { type Bandwidth, createQueues, LOST } from './network/bandwidth.ts';
import { createLatency, type Latency, type LatencyPer, meanOfLatency } from './network/latency.ts';
import { createLinkOrder } from './network/link-order.ts';

export { type Bandwidth, LOST, MAX_UPLINK_SECONDS } from './network/bandwidth.ts';
export type { Latency, LatencyPer } from './network/latency.ts';

/** While it lasts, peers whose index differs modulo `groups` cannot reach each other. */
export interface PartitionOfNetwork {
  readonly from: number;
  readonly until: number;
  readonly groups: number;
}

export interface SlowLinks {
  /** The last of so many peers, and of the next so many, is slow. */
  readonly oneIn: number;
  /** What everything to a slow peer and from one takes more, between two of them twice. */
  readonly seconds: number;
}

export interface NetworkOptions {
  /** Seconds on the way, at least. */
  readonly latency?: Latency;
  /** What the latency is drawn for, if it is drawn. Default each pair of peers. */
  readonly latencyPer?: LatencyPer;
  /** Mean of an exponential time (seconds) on top of the latency, for each message anew. */
  readonly jitter?: number;
  /** Bytes a second, of which messages wait one behind the other. Default unlimited. */
  readonly bandwidth?: Bandwidth;
  /** Peers whom all reaches late. Default none. */
  readonly slowLinks?: SlowLinks;
  /** Probability that a message is lost, 0 to 1. */
  readonly loss?: number;
  readonly partitions?: readonly PartitionOfNetwork[];
  /** Peers that are out of reach now and then. Default none. */
  readonly availability?: AvailabilityOptions;
}

export interface Network {
  /** Whether messages cost no time and none is lost. */
  readonly ideal: boolean;
  /**
   * Called for each message. One never overtakes an earlier one of the same sender to the same receiver.
   * @returns seconds until its last byte reaches the receiver, or its downlink where there is one; or `LOST`
   */
  delay(from: PeerIndex, to: PeerIndex, bytes: number, now: number): number;
  /**
   * Called for each message when that time has come. @returns seconds until the receiver has it, or `LOST`. Null where
   * downlinks are not limited.
   */
  readonly downlink: ((to: PeerIndex, bytes: number, now: number) => number) | null;
}

/**
 * Seconds that a message is on its way, in the mean over all pairs of peers. Without what depends on how much travels: the
 * time its bytes take, its wait for others in a queue, and for earlier ones of its link.
 */
export function meanLatency({ latency = 0, jitter = 0, slowLinks }: NetworkOptions): number {
  return meanOfLatency(latency) + jitter + (slowLinks ? (2 * slowLinks.seconds) / slowLinks.oneIn : 0);
}

/** Whether messages cost no time and none is lost. */
export function isIdeal(options: NetworkOptions): boolean {
  const { bandwidth = 0, loss = 0, partitions = [], availability } = options;
  const isPlain = loss === 0 && partitions.length === 0 && availability === undefined;
  return isPlain && meanLatency(options) === 0 && createQueues(bandwidth).unlimited;
}

export function createNetwork(options: NetworkOptions, random: Random): Network {
  const { jitter = 0, bandwidth = 0, slowLinks, loss = 0, partitions = [], availability } = options;
  const isCut = (from: PeerIndex, to: PeerIndex, now: number): boolean =>
    partitions.some((cut) => now >= cut.from && now < cut.until && from % cut.groups !== to % cut.groups);
  const reaches = availability ? createAvailability(availability, random.integer(2 ** 32)) : null;
  const latencyOf = createLatency(options.latency ?? 0, options.latencyPer ?? 'pair', random);
  const queues = createQueues(bandwidth);
  const order = createLinkOrder();
  const lateness = (peer: PeerIndex): number =>
    slowLinks !== undefined && peer % slowLinks.oneIn === slowLinks.oneIn - 1 ? slowLinks.seconds : 0;
  return {
    ideal: isIdeal(options),
    delay(from, to, bytes, now) {
      const wait = queues.leave(from, bytes, now);
      if (wait === LOST || isCut(from, to, now)) return LOST;
      if (reaches !== null && !reaches(from, to, now)) return LOST;
      if (loss > 0 && random.uniform() < loss) return LOST;
      const latency = latencyOf(from, to) + lateness(from) + lateness(to);
      const onTheWay = wait + latency + (jitter > 0 ? random.exponential(1 / jitter) : 0);
      return order.keep(from, to, onTheWay, now);
    },
    downlink: queues.comeIn,
  };
}
