import { add, addShare, moveTowards } from '../vectors/arithmetic.ts';
import type { Mixing } from './mixing.ts';

/**
 * The non-blocking pairwise swap: the receiver moves half-way towards the offer and replies with the opposite
 * of its move, which the sender adds to whatever its state have become. Nobody locks or waits, and the
 * mean is conserved exactly (up to rounding) unless a reply is lost.
 */
export const pairwiseSwap: Mixing = {
  conserves: 'mean',
  answers: true,
  offersState: true,
  offersModel: true,
  offer: (state) => state,
  receive(kind, vector, weight, state, reply) {
    if (kind === 'reply') {
      if (weight === 1) add(state, vector);
      else addShare(state, vector, weight);
      return false;
    }
    moveTowards(state, vector, weight / 2, reply);
    return true;
  },
};
