import { distanceOf } from '../vectors/arithmetic.ts';
import type { Combine } from './graph-average.ts';

/**
 * Self-centred clipping: x <- x + sum over j of w_ij clip(x_j - x), where what is further than `radius` is brought to that
 * distance: nobody moves this peer by more than its weight times the radius a round, whatever it sends. He, Karimireddy,
 * Jaggi 2022 (arXiv 2202.01545), equation 5.
 * @param radius Euclidean distance of whole states, above 0; tau in the paper
 */
export function selfCentredClipping(radius: number): Combine {
  let moves = new Float64Array(0);
  return (state, _ownWeight, others) => {
    if (moves.length !== state.length) moves = new Float64Array(state.length);
    moves.fill(0);
    for (const { weight, state: theirs } of others) {
      const share = weight * Math.min(1, radius / distanceOf(state, theirs));
      for (let i = 0; i < state.length; i++) moves[i] += share * (theirs[i] - state[i]);
    }
    for (let i = 0; i < state.length; i++) state[i] += moves[i];
  };
}
