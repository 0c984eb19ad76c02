/** What a budget comes to, for a peer with so many examples. */
import { planNoise } from './accountant.ts';
import type { Budget } from './mechanism.ts';

/** C: longer gradients of an example are scaled down to it. */
const CLIP = 1;
/**
 * How often each example takes part, on average, until the budget is used up. The more steps, the more noise in each: what they
 * come to together is about the same, so this is a matter of how long to train.
 */
const PLANNED_PASSES = 40;
/** An expected batch is one in so many examples, unless that of the task is larger. */
const BATCHES_IN_PASS = 50;

export interface PrivacyPlan {
  readonly budget: Budget;
  readonly clip: number;
  /** Probability with which an example takes part in a step: the expected batch over the examples. */
  readonly sampling: number;
  /** See `Releases`. */
  readonly noise: number;
  /** How many there are until the budget is used up. */
  readonly steps: number;
}

/** Plans that are remembered, the newest: peers of a simulation have the same. */
const MOST_PLANS = 16;
const plans = new Map<string, PrivacyPlan | null>();

/**
 * Takes a second or so for what was not asked lately.
 * @param examples of the peer, at least 1 @param batchSize of the task
 * @returns null where no noise keeps to the budget
 */
export function planOf(budget: Budget, examples: number, batchSize: number): PrivacyPlan | null {
  const key = [budget.epsilon, budget.delta, examples, batchSize].join(' ');
  const known = plans.get(key);
  if (known !== undefined) return known;
  for (const oldest of plans.keys()) {
    if (plans.size < MOST_PLANS) break;
    plans.delete(oldest);
  }
  const plan = makePlan(budget, examples, batchSize);
  plans.set(key, plan);
  return plan;
}

function makePlan(budget: Budget, examples: number, batchSize: number): PrivacyPlan | null {
  const batch = Math.min(examples, Math.max(batchSize, Math.round(examples / BATCHES_IN_PASS)));
  const sampling = batch / examples;
  const steps = Math.max(1, Math.round(PLANNED_PASSES / sampling));
  const noise = planNoise({ ...budget, sampling, steps });
  return noise === null ? null : { budget, clip: CLIP, sampling, noise, steps };
}
