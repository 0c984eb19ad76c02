import type { GradientUpdate } from '../local-update/gradient.ts';
import type { PeerContext } from '../peer-context.ts';
import type { Mixing } from './mixing.ts';

/** A message's length for a state so long: a gradient or a model, and how many gradients that model contains. */
export const hubGradientMessageLength = (stateLength: number): number => stateLength + 1;

/** The largest count that float32 keeps exactly; it stays there, and then no model is taken for newer than another. */
const MOST_COUNTED = 2 ** 24;

export interface HubGradientOptions {
  readonly update: Pick<GradientUpdate, 'take'>;
  /** Step size. */
  readonly rate: number;
}

/**
 * Gradients go to the hub, who is first in the common order: it takes a step along each as it comes, x <- x - eta g, and
 * answers with what the model has become, which the worker adopts. Asynchronous SGD, as in Yu et al. 2024
 * (arXiv 2406.11159).
 *
 * A hub is elected by nobody's word, so it may be one who has just come. Whoever is answered with an older model than
 * its own keeps it, and lets the hub have it: what was learned outlives the hub.
 */
export function hubGradient(peer: PeerContext, { update, rate }: HubGradientOptions): Mixing {
  let message: Float32Array | null = null;
  let newer: Float32Array | null = null;
  /** Gradients in this peer's model. */
  let count = 0;
  const adopt = (state: Float32Array, vector: Float32Array): void => {
    for (let i = 0; i < state.length; i++) state[i] = vector[i];
    count = vector[state.length];
  };
  return {
    conserves: 'nothing',
    answers: true,
    offer(state) {
      const gradient = update.take();
      if (gradient === null) return null;
      message ??= new Float32Array(hubGradientMessageLength(state.length));
      message.set(gradient);
      message[state.length] = count;
      return message;
    },
    receive(kind, vector, weight, state, reply, from) {
      const theirs = vector[state.length];
      const isCount = Number.isInteger(theirs) && theirs >= 0 && theirs <= MOST_COUNTED;
      if (vector.length !== hubGradientMessageLength(state.length) || !isCount) return false;
      const isHub = peer.neighbours.place === 0;
      if (kind === 'offer') {
        if (!isHub) return false;
        // A gradient at a model that this peer has yet to get is let go.
        if (theirs <= count) {
          for (let i = 0; i < state.length; i++) state[i] -= rate * weight * vector[i];
          count = Math.min(count + 1, MOST_COUNTED);
        }
        reply.set(state);
        reply[state.length] = count;
        return true;
      }
      if (kind === 'notice') {
        if (isHub && theirs > count) adopt(state, vector);
      } else if (theirs >= count) {
        adopt(state, vector);
      } else {
        newer ??= new Float32Array(hubGradientMessageLength(state.length));
        newer.set(state);
        newer[state.length] = count;
        peer.send(from, 'notice', newer);
      }
      return false;
    },
  };
}
