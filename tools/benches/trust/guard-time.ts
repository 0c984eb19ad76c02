/** What the guard adds to the work of an update, beside training itself. */
import { admitAll } from '@hearsay/shared/gossip/admission/admission.ts';
import { Guard } from '@hearsay/shared/gossip/guard/guard.ts';
import { pairwiseSwap } from '@hearsay/shared/gossip/mixing/pairwise-swap.ts';
import { isPlausible } from '@hearsay/shared/gossip/plausible.ts';
import { blobs } from '@hearsay/shared/simulation/learners/blobs.ts';
import { mlp } from '@hearsay/shared/simulation/learners/mlp.ts';
import { createRandom } from '@hearsay/shared/util/random/random.ts';

const NEIGHBOURS = 15;
const STEPS = 10;
/** Offers and answers that a peer of a room of 16 is sent in the time of an update. */
const MESSAGES = 2 * 2 * Math.log(NEIGHBOURS + 1);
const ROUNDS = 9;
/** The network of `mnist-mlp`. */
const UNITS = [784, 128, 64, 10];

/** What it takes longer than what is looked at without a guard. Median, as a share of the time of an update's steps, in turns in the same run. */
export function guardShareOfStep(): number {
  const random = createRandom(1, 'guard');
  const data = blobs({ peers: 1, seed: 1, inputs: UNITS[0], classes: 10, samples: 64, labelsPerPeer: 10 });
  const objective = mlp({ data, units: UNITS, batchSize: 32 });
  const learner = objective.learner(0, random);
  const model = new Float32Array(objective.dimension).map(() => random.normal());
  const others = Array.from({ length: NEIGHBOURS }, () =>
    model.map((value) => value + 0.1 * random.normal()),
  );
  const gradient = new Float32Array(objective.dimension);
  const guard = new Guard(
    {
      updates: 1,
      random,
      neighbours: { count: NEIGHBOURS, place: 0, placeOf: () => 0, at: (position) => position },
    },
    {
      admission: admitAll,
      mixing: pairwiseSwap,
      ownStep: { updateLength: 1, longest: 1 },
      follows: () => false,
      leans: () => false,
    },
  );
  const shares = Array.from({ length: ROUNDS }, () => {
    const training = secondsOf(() => {
      for (let step = 0; step < STEPS; step++) learner.gradient(model, gradient);
    });
    const guarding = secondsOf(() => {
      others.forEach((other, from) => {
        guard.weigh(from, null, null, 'offer', other, model);
      });
    });
    const instead = secondsOf(() => {
      for (const other of others) isPlausible(other, model);
    });
    return (((guarding - instead) / NEIGHBOURS) * MESSAGES) / training;
  });
  return shares.sort((a, b) => a - b)[ROUNDS >> 1];
}

function secondsOf(action: () => void): number {
  const before = performance.now();
  action();
  return (performance.now() - before) / 1000;
}
