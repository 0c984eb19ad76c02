/** Whether what a neighbour sent can be mixed at all, whatever the method makes of it. */
import { lengthOf } from './vectors/arithmetic.ts';

/** A vector so many times as long as one's own state is no model of the same task. */
const MOST_TIMES = 1000;

/**
 * Whether a vector is finite and not absurdly long beside a state. One message of huge numbers would otherwise undo what
 * a whole room has learned, since averages carry it on.
 * @param state the receiver's
 */
export function isPlausible(vector: Float32Array, state: Float32Array): boolean {
  const most = MOST_TIMES * (1 + lengthOf(state));
  return lengthOf(vector) <= most;
}
