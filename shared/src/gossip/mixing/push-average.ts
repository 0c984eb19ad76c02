import type { Mixing } from './mixing.ts';

/**
 * The one-way average: the receiver moves half-way towards the offer, the sender learns nothing. Half the
 * bytes of a swap; the mean over the peers drifts, by a random walk.
 */
export const pushAverage: Mixing = {
  conserves: 'nothing',
  answers: false,
  offer: (state) => state,
  receive(kind, vector, weight, state) {
    // A reply answers a swap: another rule's message, so not for this peer.
    if (kind === 'reply') return false;
    const half = weight / 2;
    for (let i = 0; i < state.length; i++) state[i] += (vector[i] - state[i]) * half;
    return false;
  },
};
