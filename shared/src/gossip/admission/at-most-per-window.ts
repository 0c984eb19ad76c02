import type { PeerContext } from '../peer-context.ts';
import { type Admission, admitAll } from './admission.ts';

export interface AtMostPerWindowOptions {
  /** Offers that are taken in a window, from 0; Infinity for all. */
  readonly most: number;
  /** Length of a window, above 0. */
  readonly seconds: number;
}

/**
 * Takes the first offers of each window of time and drops the rest; other kinds of messages are not counted. Windows follow
 * each other without a gap, and begin at a random moment of each peer's own: so a sender that is dropped by one
 * peer is taken by another. Jeong & Kountouris 2024 (arXiv 2406.13533), Psi.
 * @param rule what it refuses does not count
 */
export function atMostPerWindow(
  peer: Pick<PeerContext, 'now' | 'random'>,
  { most, seconds }: AtMostPerWindowOptions,
  rule: Admission = admitAll,
): Admission {
  const phase = peer.random.uniform();
  let window = Number.NEGATIVE_INFINITY;
  let taken = 0;
  return {
    weigh(from, theirs, own, kind, message, state, known) {
      if (kind !== 'offer') return rule.weigh(from, theirs, own, kind, message, state, known);
      const current = Math.floor(peer.now / seconds + phase);
      if (current !== window) {
        window = current;
        taken = 0;
      }
      if (taken >= most) return 0;
      const weight = rule.weigh(from, theirs, own, kind, message, state, known);
      if (weight > 0) taken += 1;
      return weight;
    },
  };
}
