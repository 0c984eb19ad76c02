/** Whom to talk to. */

import type { Random } from '../../util/random/random.ts';
import type { PeerContext } from '../peer-context.ts';
import type { PeerIndex } from '../peer-index.ts';

/** What a sampler looks at. */
export type SamplerContext = Pick<PeerContext, 'self' | 'random' | 'neighbours'>;

export type IsBusy = (peer: PeerIndex) => boolean;

export interface PeerSampler {
  /**
   * Called when an exchange begins. May be the peer itself.
   * @param isBusy who is not to be sampled now, since an offer to it is under way. Default nobody
   * @returns null where there is nobody, or all are busy
   */
  sample(context: SamplerContext, isBusy?: IsBusy): PeerIndex | null;
  /** All whom `sample` may give, appended. */
  all(context: SamplerContext, into: PeerIndex[]): void;
  /**
   * The mixing weight between this peer and another, where all of a peer's weights and that of itself, which is the
   * rest, make 1: the larger of the two peers' degrees, and itself, counted (Metropolis: Xiao & Boyd 2004,
   * doi 10.1016/j.sysconle.2004.02.022). 0 for who is not a neighbour.
   */
  weight(context: SamplerContext, other: PeerIndex): number;
}

/** Draws one of so many candidates with the same probability, of those that are not busy. @returns null where there is none */
export function drawFree(
  count: number,
  at: (position: number) => PeerIndex,
  random: Random,
  isBusy?: IsBusy,
): PeerIndex | null {
  if (count === 0) return null;
  const first = at(random.integer(count));
  if (isBusy === undefined || !isBusy(first)) return first;
  const free: PeerIndex[] = [];
  for (let position = 0; position < count; position++) {
    const peer = at(position);
    if (!isBusy(peer)) free.push(peer);
  }
  return free.length === 0 ? null : free[random.integer(free.length)];
}
