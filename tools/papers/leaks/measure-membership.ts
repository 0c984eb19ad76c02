/** Whether the loss of a peer's model tells which of some examples the peer learned from. */

import type { Learner } from '@hearsay/shared/gossip/learner/learner.ts';
import { guessByLoss, type MembershipGuesses } from '@hearsay/shared/leaks/membership.ts';
import { PrivacyLedger } from '@hearsay/shared/privacy/ledger.ts';
import type { Budget } from '@hearsay/shared/privacy/mechanism.ts';
import { withPrivacy } from '@hearsay/shared/privacy/private-learner.ts';
import { createDenseNetwork } from '@hearsay/shared/simulation/learners/dense-network.ts';
import { digitInputs, digits } from '@hearsay/shared/simulation/learners/digits.ts';
import type { ClassificationData, Examples } from '@hearsay/shared/simulation/learners/examples.ts';
import { mlp } from '@hearsay/shared/simulation/learners/mlp.ts';
import { createRandom } from '@hearsay/shared/util/random/random.ts';
import { measurement } from '../../experiments/measurement.ts';
import { readMnist } from '../../experiments/mnist.ts';

export interface MembershipInput {
  /** That a peer has, on average: each of twice as many is one of its own or not, by a coin. */
  readonly examples: number;
  /** Null for none. */
  readonly budget: Budget | null;
  /** Over the peer's examples; a budget says for itself how many there are. */
  readonly passes: number;
  readonly seeds: readonly number[];
}

export interface MembershipResult extends MembershipGuesses {
  /** Of the model, on test digits. */
  readonly accuracy: number;
}

const POOL = 2;
const UNITS = [digitInputs(POOL), 32, 10];
const BATCH = 32;
const RATE = 0.1;

/** Of one seed: the mean over both sides of the coins, so that digits which are easier than others do not count. */
export default measurement(
  async (input: MembershipInput, onProgress): Promise<readonly MembershipResult[]> => {
    const { train, test } = await readMnist();
    const { seeds, examples } = input;
    return seeds.map((seed, i) => {
      onProgress(i / seeds.length);
      const options = {
        peers: 1,
        partition: { kind: 'iid' },
        samples: 2 * examples,
        seed,
        pool: POOL,
      } as const;
      const data = digits({ train, test, ...options });
      const random = createRandom(seed, 'coins');
      const coins = Array.from(data.shards[0], () => random.uniform() < 0.5);
      const sides = [true, false].map((side) =>
        guessed(
          data,
          data.shards[0].filter((_, k) => coins[k] === side),
          data.shards[0].filter((_, k) => coins[k] !== side),
          input,
          seed,
        ),
      );
      const over = (figure: (one: MembershipResult) => number): number =>
        (figure(sides[0]) + figure(sides[1])) / 2;
      return {
        advantage: over((one) => one.advantage),
        auc: over((one) => one.auc),
        accuracy: over((one) => one.accuracy),
      };
    });
  },
);

function guessed(
  data: ClassificationData,
  members: Uint32Array,
  others: Uint32Array,
  { examples, budget, passes }: MembershipInput,
  seed: number,
): MembershipResult {
  const objective = mlp({ data: { ...data, shards: [members] }, units: UNITS, batchSize: BATCH });
  const plain = objective.learner(0, createRandom(seed, 'batches'));
  const learner = budget === null ? plain : privateOf(plain, budget, examples, seed);
  const steps =
    budget === null ? Math.ceil((passes * members.length) / Math.min(BATCH, members.length)) : null;
  const model = new Float32Array(objective.dimension);
  objective.initialise(model, createRandom(seed, 'initial'));
  const gradient = new Float32Array(model.length);
  for (let step = 0; steps === null ? learner.hasExamples?.() : step < steps; step++) {
    learner.gradient(model, gradient);
    for (let i = 0; i < model.length; i++) model[i] -= RATE * gradient[i];
  }
  const lossOf = lossesBy(model, data.train);
  return {
    ...guessByLoss(Array.from(members, lossOf), Array.from(others, lossOf)),
    accuracy: objective.evaluate(model).accuracy ?? Number.NaN,
  };
}

/** Planned for the number of examples that everybody may know, not for how the coins fell. */
function privateOf(learner: Learner, budget: Budget, examples: number, seed: number): Learner {
  const ledger = new PrivacyLedger({ budget, batchSize: BATCH });
  ledger.setExamples(examples);
  const made = withPrivacy(learner, { ledger, random: createRandom(seed, 'privacy') });
  if (made === null) throw new RangeError('there is no exact way to clip');
  return made;
}

function lossesBy(model: Float32Array, { features, labels }: Examples): (row: number) => number {
  const network = createDenseNetwork(UNITS, 'relu', 1);
  const [inputs] = UNITS;
  return (row) =>
    network.evaluate(model, {
      features: features.subarray(row * inputs, (row + 1) * inputs),
      labels: labels.subarray(row, row + 1),
    }).loss;
}
