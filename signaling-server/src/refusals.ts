/** What was not served, by reason: the reasons that are told, and those for which there is nobody to tell. */
import { REFUSAL_REASONS as TOLD_REASONS } from '@hearsay/shared/protocol/signalling.ts';

/**
 * `oversize`: a message longer than what is read at all. `flood`: a socket went on sending after being told that it was too
 * fast. `other-name`: asked for by a name that is not the server's. `too-many-connects`: an address opened sockets again and
 * again. `not-reading`: what was sent to a socket piled up.
 */
const UNTOLD_REASONS = [
  'oversize',
  'flood',
  'other-name',
  'too-many-connects',
  'too-many-connections',
  'not-reading',
] as const;

export const REFUSAL_REASONS = [...TOLD_REASONS, ...UNTOLD_REASONS] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

export type RefusalCounts = Partial<Record<RefusalReason, number>>;

export interface Refusals {
  count(reason: RefusalReason): void;
  /** Since the start; a copy. */
  counts(): RefusalCounts;
}

/** @param onRefused is told of each */
export function createRefusals(onRefused: (reason: RefusalReason) => void): Refusals {
  const counts: RefusalCounts = {};
  return {
    count(reason) {
      counts[reason] = (counts[reason] ?? 0) + 1;
      onRefused(reason);
    },
    counts: () => ({ ...counts }),
  };
}
