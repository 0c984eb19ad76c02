/** Runs subjects through episodes, each a function of the seed, the subject's name and its number alone. */
import { createRandom } from '@hearsay/shared/util/random/random.ts';
import type { Subject } from './subject.ts';

export interface FuzzOptions {
  readonly seed: number;
  /** At least so many for each subject. */
  readonly inputs: number;
  /** The first episode. */
  readonly from: number;
  /** Told now and then how many inputs a subject has had. */
  readonly onProgress?: (inputs: number) => void;
}

export interface Failure {
  readonly subject: string;
  readonly episode: number;
  readonly error: unknown;
}

/** @returns how many inputs there were, and what went wrong first */
export function fuzzSubject(
  { name, episode }: Subject,
  { seed, inputs, from, onProgress = () => {} }: FuzzOptions,
): { inputs: number; failure: Failure | null } {
  let done = 0;
  for (let number = from; done < inputs; number++) {
    try {
      done += episode(createRandom(seed, 'fuzz', name, number));
    } catch (error) {
      return { inputs: done, failure: { subject: name, episode: number, error } };
    }
    onProgress(done);
  }
  return { inputs: done, failure: null };
}
