/**
 * Every neighbour once, in a random order, before any comes again. On the complete graph it is as good as `uniform`. On a
 * graph of degree d it is better: of d draws with replacement a share of 1/e finds nobody new, and rumours spread as if
 * the degree were d - 1, not d - 2. B. Doerr, T. Friedrich, T. Sauerwald: Quasirandom Rumor Spreading, SODA 2008, whose
 * lists are the same.
 */

import type { Random } from '../../util/random/random.ts';
import type { PeerIndex } from '../peer-index.ts';
import type { IsBusy, PeerSampler } from './peer-sampler.ts';
import { uniformSampler } from './uniform.ts';

export function inTurnSampler(): PeerSampler {
  /** Of each peer, whom it has not had in this round, at most its neighbours. */
  const rounds: PeerIndex[][] = [];
  return {
    ...uniformSampler,
    sample({ self, neighbours, random }, isBusy) {
      rounds[self] ??= [];
      const round = rounds[self];
      // It may have gone since the round began.
      const isThere = (peer: PeerIndex): boolean => neighbours.placeOf(peer) >= 0;
      const found = takeFree(round, random, isThere, isBusy);
      if (found !== null) return found;
      // Who is left of the round is busy: the next begins, and they are part of it.
      const left = new Set(round);
      for (let position = 0; position < neighbours.count; position++) {
        const peer = neighbours.at(position);
        if (!left.has(peer)) round.push(peer);
      }
      return takeFree(round, random, isThere, isBusy);
    },
  };
}

/** Takes a random peer out of a round, of those that are there and not busy. Who is not there any more is taken out too. */
function takeFree(
  round: PeerIndex[],
  random: Random,
  isThere: (peer: PeerIndex) => boolean,
  isBusy?: IsBusy,
): PeerIndex | null {
  /** Those from here on are busy. */
  let end = round.length;
  while (end > 0) {
    const place = random.integer(end);
    const peer = round[place];
    const isFree = !isBusy?.(peer);
    end -= 1;
    round[place] = round[end];
    round[end] = peer;
    if (!isFree) continue;
    round[end] = round[round.length - 1];
    round.pop();
    if (isThere(peer)) return peer;
  }
  return null;
}
