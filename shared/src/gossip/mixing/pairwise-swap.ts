import type { Mixing } from './mixing.ts';

/**
 * The non-blocking pairwise swap: the receiver moves half-way towards the offer and replies with the opposite
 * of its move, which the sender adds to whatever its state have become. Nobody locks or waits, and the
 * mean is conserved exactly (up to rounding) unless a reply is lost.
 */
export const pairwiseSwap: Mixing = {
  conserves: 'mean',
  answers: true,
  offer: (state) => state,
  receive(kind, vector, weight, state, reply) {
    if (kind === 'reply') {
      for (let i = 0; i < state.length; i++) state[i] += vector[i];
      return false;
    }
    const half = weight / 2;
    for (let i = 0; i < state.length; i++) {
      const move = (vector[i] - state[i]) * half;
      state[i] += move;
      reply[i] = -move;
    }
    return true;
  },
};
