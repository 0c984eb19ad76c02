/** Local steps whose result is sent, not the model that came of them. */
import type { Learner } from '../learner/learner.ts';
import type { LocalUpdate } from './local-update.ts';
import type { SgdOptions } from './sgd.ts';

/** The sum of what finished updates found and nobody was sent yet: one vector, however long nothing is sent. */
export interface DeltaSum {
  /** Adds a change of the parameters. */
  add(change: Float32Array): void;
  /** Moves the sum into `into`. @returns whether there was any; if not, `into` is as it was */
  take(into: Float32Array): boolean;
}

/** @param dimension length of a change */
export function createDeltaSum(dimension: number): DeltaSum {
  const sum = new Float32Array(dimension);
  let empty = true;
  return {
    add(change) {
      for (let i = 0; i < dimension; i++) sum[i] += change[i];
      empty = false;
    },
    take(into) {
      if (empty) return false;
      into.set(sum);
      sum.fill(0);
      empty = true;
      return true;
    },
  };
}

export interface DeltaOptions extends SgdOptions {
  /** Gets the difference between end and start of each finished update. */
  readonly gathered: DeltaSum;
  /** The share of its own steps that a peer takes itself, above 0 to 1; asked for each step. At 1 there is nobody else,
   * and nothing goes to the sum. */
  readonly ownShare: () => number;
}

/**
 * SGD on a working copy: each update begins from the parameters as they then are, and what its steps made of the
 * copy is the delta. The parameters themselves take their share of each step at once. Jeong & Kountouris 2024 (arXiv
 * 2406.13533). Memory: three vectors of the learner's dimension.
 */
export function deltaSgd(learner: Learner, { steps, rate, gathered, ownShare }: DeltaOptions): LocalUpdate {
  const { dimension } = learner;
  const gradient = new Float32Array(dimension);
  const copy = new Float32Array(dimension);
  const delta = new Float32Array(dimension);
  let done = 0;
  return {
    steps,
    begin(parameters) {
      if (done === 0) {
        for (let i = 0; i < dimension; i++) copy[i] = parameters[i];
        delta.fill(0);
      }
      learner.gradient(copy, gradient);
    },
    end(parameters) {
      const share = ownShare();
      for (let i = 0; i < dimension; i++) {
        const step = -rate * gradient[i];
        copy[i] += step;
        delta[i] += step;
        parameters[i] += share * step;
      }
      done += 1;
      if (done < steps) return;
      done = 0;
      if (share < 1) gathered.add(delta);
    },
  };
}
