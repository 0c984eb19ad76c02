/** Makes this process one of those that are on the same Redis. */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { RoomServiceOptions } from '../room-service.ts';
import { type Cluster, createCluster } from './cluster.ts';
import { createRedisBus } from './redis-bus.ts';

export interface RedisSettings {
  /** As in redis://host:6379, rediss:// for TLS. */
  readonly url: string;
  /** Redis cannot be reached, and why; null once it can be again. Rooms that are served here go on meanwhile. */
  readonly onTrouble?: (what: string | null) => void;
}

/** @throws Error where Redis cannot be reached at first */
export function joinCluster(
  { url, onTrouble = () => {} }: RedisSettings,
  options: RoomServiceOptions,
): Promise<Cluster> {
  return createCluster({
    ...options,
    wait: (milliseconds) => wait(milliseconds, undefined, { ref: false }),
    connect: (listener) => createRedisBus(url, randomUUID(), listener, options.now, onTrouble),
  });
}
