import { moveTowards } from '../vectors/arithmetic.ts';
import type { Mixing } from './mixing.ts';

/**
 * The one-way average: the receiver moves half-way towards the offer, the sender learns nothing. Half the
 * bytes of a swap; the mean over the peers drifts, by a random walk.
 */
export const pushAverage: Mixing = {
  conserves: 'nothing',
  answers: false,
  offersState: true,
  offersModel: true,
  offer: (state) => state,
  receive(kind, vector, weight, state) {
    // A reply answers a swap: another rule's message, so not for this peer.
    if (kind === 'reply') return false;
    moveTowards(state, vector, weight / 2, null);
    return false;
  },
};
