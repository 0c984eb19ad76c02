/** Something that reads what comes from outside, and what must hold whatever that is. */
import type { Random } from '@hearsay/shared/util/random/random.ts';

export interface Subject {
  readonly name: string;
  /**
   * Feeds a number of inputs, most of them nearly valid ones, to a new instance of what is tried. The same randomness gives
   * the same inputs. @returns how many @throws where something does not hold, or what is tried throws
   */
  episode(random: Random): number;
}

/** @throws Error with `claim`, which is what must hold, and what was seen instead */
export function must(holds: boolean, claim: string, ...seen: unknown[]): asserts holds {
  if (holds) return;
  const shown = seen.map((value) => String(JSON.stringify(value) ?? value).slice(0, 300)).join(', ');
  throw new Error(`not so: ${claim}${shown === '' ? '' : `: ${shown}`}`);
}

/** Whether all are finite and no larger than that. */
export const isWithin = (vector: Float32Array, most: number): boolean =>
  // False for NaN too.
  vector.every((value) => Math.abs(value) <= most);
