import type { Mixing } from './mixing.ts';

/**
 * The non-blocking pairwise swap: the receiver moves half-way towards the offer and replies with the opposite
 * of its move, which the sender adds to whatever its parameters have become. Nobody locks or waits, and the
 * mean is conserved exactly (up to rounding) unless a reply is lost.
 */
export const pairwiseSwap: Mixing = {
  conserves: 'mean',
  answers: true,
  offer: (parameters) => parameters,
  receive(kind, vector, weight, parameters, reply) {
    if (kind === 'reply') {
      for (let i = 0; i < parameters.length; i++) parameters[i] += vector[i];
      return false;
    }
    const half = weight / 2;
    for (let i = 0; i < parameters.length; i++) {
      const move = (vector[i] - parameters[i]) * half;
      parameters[i] += move;
      reply[i] = -move;
    }
    return true;
  },
};
