import type { Mixing } from './mixing.ts';

/** Least and most that a peer's weight becomes. Each push that is lost takes weight with it: without a least, all weights
 * would shrink to nothing, beside which a newcomer's 1 is everything. */
export const LEAST_WEIGHT = 1 / 16;
export const MOST_WEIGHT = 2 ** 20;

/**
 * The weighted one-way average of GoSGD: a peer's state is its model and behind it its weight alpha, at first 1. Who sends
 * halves its weight and sends it along; who receives takes the mean of the two models by their weights, and adds theirs to
 * its own. The mean of all models by weight is conserved, but only as long as no message is lost or comes twice: so
 * nothing is promised. Blot et al. 2016 (arXiv 1611.09726).
 */
export const weightedPush: Mixing = {
  conserves: 'nothing',
  answers: false,
  offersModel: true,
  offer(state) {
    const last = state.length - 1;
    state[last] = Math.max(LEAST_WEIGHT, state[last] / 2);
    return state;
  },
  receive(kind, vector, weight, state) {
    const last = state.length - 1;
    const theirs = vector[last];
    // Also where it is no number.
    if (kind !== 'offer' || !(theirs > 0 && theirs <= MOST_WEIGHT)) return false;
    const total = state[last] + weight * theirs;
    const share = (weight * theirs) / total;
    for (let i = 0; i < last; i++) state[i] += (vector[i] - state[i]) * share;
    state[last] = Math.min(MOST_WEIGHT, total);
    return false;
  },
};
