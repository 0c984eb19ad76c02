/**
 * Exchanges as something to look at: a report says how many a peer began with each neighbour since its last one, and each is
 * a pulse from the one to the other some time in the next second. Time is in milliseconds from any origin.
 */

import type { PeerId } from '@hearsay/shared/protocol/signalling.ts';
import type { Report } from '@hearsay/shared/room/report.ts';
import { hashSeed } from '@hearsay/shared/util/random/random.ts';

/** How long a pulse is on its way. */
export const PULSE_MS = 700;
/** Reports come about so often: the exchanges of one are spread over the time until the next. */
export const SPREAD_MS = 1000;
/** Most pulses from a peer to another out of one report, and of all together; what is more is not shown. */
export const MAX_OF_LINK = 4;
export const MAX_PULSES = 400;

export interface Pulse {
  readonly from: PeerId;
  readonly to: PeerId;
  readonly startsAt: number;
}

export interface Pulses {
  /** Looks for what is new in these. */
  take(reports: readonly Report[], now: number): void;
  /** Those that are on their way or will be. */
  alive(now: number): readonly Pulse[];
}

export function createPulses(): Pulses {
  /** The newest report that was seen of each peer in the room. */
  let seen = new Map<PeerId, number>();
  let pulses: Pulse[] = [];

  const forget = (now: number): void => {
    if (pulses.some(({ startsAt }) => startsAt + PULSE_MS <= now)) {
      pulses = pulses.filter(({ startsAt }) => startsAt + PULSE_MS > now);
    }
  };

  return {
    take(reports, now) {
      forget(now);
      for (const report of reports) {
        if ((seen.get(report.id) ?? -1) < report.number) pulses.push(...pulsesOf(report, now));
      }
      seen = new Map(reports.map(({ id, number }) => [id, number]));
      pulses.length = Math.min(pulses.length, MAX_PULSES);
    },
    alive(now) {
      forget(now);
      return pulses;
    },
  };
}

/** Evenly spread, each link with a shift of its own, so that they do not all set out together. */
function pulsesOf({ id, number, neighbours, exchanges }: Report, now: number): Pulse[] {
  return neighbours.flatMap((to, place) => {
    const count = Math.min(MAX_OF_LINK, exchanges[place]);
    const shift = hashSeed(number, `${id} ${to}`) / 2 ** 32;
    return Array.from({ length: count }, (_, k) => ({
      from: id,
      to,
      startsAt: now + (SPREAD_MS * (k + shift)) / count,
    }));
  });
}
