import { allFinite } from '../codec/float32.ts';
import { type Learner, passedOn } from './learner.ts';

/** A learner whose steps are finite: a gradient that is not counts as none. */
export interface FiniteLearner extends Learner {
  /** Steps that were skipped so. */
  readonly skipped: number;
}

/** One batch that cannot be computed with, or one overflow, must not cost what was learned before. */
export function withFiniteSteps(learner: Learner): FiniteLearner {
  let skipped = 0;
  return {
    ...passedOn(learner),
    memories: learner.memories ?? [],
    get skipped() {
      return skipped;
    },
    gradient(parameters, gradient) {
      const loss = learner.gradient(parameters, gradient);
      if (!allFinite(gradient)) {
        gradient.fill(0);
        skipped += 1;
      }
      return loss;
    },
  };
}
