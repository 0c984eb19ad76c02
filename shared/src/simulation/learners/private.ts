/** Simulated peers whose gradients are private, as those of tabs are; the noise is seeded here. */
import { PrivacyLedger } from '../../privacy/ledger.ts';
import type { Budget } from '../../privacy/mechanism.ts';
import { withPrivacy } from '../../privacy/private-learner.ts';
import { createRandom } from '../../util/random/random.ts';
import { type Objective, requireThat } from './objective.ts';

export interface PrivateOptions {
  /** Of each peer. */
  readonly budget: Budget;
  /** Of the objective's learners. */
  readonly batchSize: number;
  readonly seed: number;
}

/**
 * The same objective, whose learners keep to a budget each.
 * @throws RangeError, as do its learners, where there is no exact way to clip gradients of single examples
 */
export function privately(objective: Objective, { budget, batchSize, seed }: PrivateOptions): Objective {
  const ledgers: PrivacyLedger[] = [];
  return {
    ...objective,
    learner(peer, random) {
      const ledger = new PrivacyLedger({ budget, batchSize });
      const learner = withPrivacy(objective.learner(peer, random), {
        ledger,
        random: createRandom(seed, 'privacy', ledgers.length),
      });
      requireThat(learner !== null, `${objective.name} has no examples whose gradients could be clipped`);
      ledgers.push(ledger);
      return learner;
    },
    privacy() {
      const all = ledgers.map(({ status }) => status).filter((status) => status !== null);
      if (all.length === 0) return null;
      return all.reduce((most, one) => (one.steps > most.steps ? one : most));
    },
  };
}
