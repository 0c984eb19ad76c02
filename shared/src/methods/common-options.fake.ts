/** Options for tests that are about something else. */
import type { Method } from '../gossip/method.ts';
import type { CommonOptions } from './method-description.ts';
import { mitraUlukus } from './mitra-ulukus.ts';

/** An update a second, by a random clock, and an exchange a second where the method leaves that open. */
export function commonOptions(changes: Partial<CommonOptions> = {}): CommonOptions {
  return {
    gossip: 1,
    per: 'second',
    update: { rateOf: () => 1 },
    steps: 1,
    rate: 0.05,
    exchange: 'push',
    seed: 1,
    ...changes,
  };
}

/** Peers that do nothing of themselves: their clocks stand still. */
export const idleMethod: Method = mitraUlukus(commonOptions({ gossip: 0, update: { rateOf: () => 0 } }));
