/**
 * Every neighbour once, in a random order, before any comes again. On the complete graph it is as good as `uniform`. On a
 * graph of degree d it is better: of d draws with replacement a share of 1/e finds nobody new, and rumours spread as if
 * the degree were d - 1, not d - 2. B. Doerr, T. Friedrich, T. Sauerwald: Quasirandom Rumor Spreading, SODA 2008, whose
 * lists are the same.
 */
import type { PeerIndex } from '../peer-index.ts';
import type { PeerSampler } from './peer-sampler.ts';
import { uniformSampler } from './uniform.ts';

export function inTurnSampler(): PeerSampler {
  /** Of each peer, whom it has not had in this round, at most its neighbours. */
  const rounds: PeerIndex[][] = [];
  return {
    ...uniformSampler,
    sample({ self, neighbours, random }) {
      rounds[self] ??= [];
      const round = rounds[self];
      for (;;) {
        if (round.length === 0) {
          for (let position = 0; position < neighbours.count; position++) round.push(neighbours.at(position));
        }
        if (round.length === 0) return null;
        const place = random.integer(round.length);
        const peer = round[place];
        round[place] = round[round.length - 1];
        round.pop();
        // It may have gone since the round began.
        if (neighbours.placeOf(peer) >= 0) return peer;
      }
    },
  };
}
