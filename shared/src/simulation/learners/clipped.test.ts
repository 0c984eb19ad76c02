import { clippedSuite } from '../../gossip/learner/clipped.suite.ts';
import { createRandom } from '../../util/random/random.ts';
import { blobs } from './blobs.ts';
import { mlp } from './mlp.ts';
import type { Objective } from './objective.ts';
import { linearRegression, logisticRegression } from './regression.ts';

const SAMPLES = 45;

const drawn = (dimension: number): Float32Array => {
  const random = createRandom(5, 'parameters');
  return Float32Array.from({ length: dimension }, () => 0.3 * random.normal());
};

/** Of the objective with one example a batch: that example's gradient comes when its turn comes. */
function oneByOne(objective: Objective, indexOf: (turn: number) => number): Map<number, Float32Array> {
  const learner = objective.learner(0, { ...createRandom(1), integer: () => 0 });
  const found = new Map<number, Float32Array>();
  for (let turn = 0; turn < SAMPLES; turn++) {
    const gradient = new Float32Array(objective.dimension);
    learner.gradient(drawn(objective.dimension), gradient);
    found.set(indexOf(turn), gradient);
  }
  return found;
}

const required = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('not there');
  return value;
};

for (const [name, create] of [
  ['linear regression', linearRegression],
  ['logistic regression', logisticRegression],
] as const) {
  const options = { peers: 2, seed: 4, features: 7, samples: SAMPLES };
  const gradients = oneByOne(create({ ...options, batchSize: 1 }), (turn) => turn);
  clippedSuite(name, {
    create: () => create(options).learner(0, createRandom(1)),
    parameters: drawn,
    ofExample: (index) => required(gradients.get(index)),
  });
}

for (const [name, hidden, activation] of [
  ['softmax regression', [], 'relu'],
  ['a network with ReLU', [9, 6], 'relu'],
  ['a network with tanh', [5], 'tanh'],
] as const) {
  const data = blobs({ peers: 2, seed: 4, inputs: 6, classes: 4, samples: SAMPLES, labelsPerPeer: 4 });
  const units = [6, ...hidden, 4];
  clippedSuite(name, {
    create: () => mlp({ data, units, activation, batchSize: 16 }).learner(0, createRandom(1)),
    parameters: drawn,
    ofExample(index, parameters) {
      const single = { ...data, shards: [data.shards[0].slice(index, index + 1)] };
      const learner = mlp({ data: single, units, activation, batchSize: 1 }).learner(0, createRandom(1));
      const gradient = new Float32Array(learner.dimension);
      learner.gradient(parameters, gradient);
      return gradient;
    },
  });
}
