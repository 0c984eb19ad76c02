import { describe, expect, it } from 'vitest';
import { learnerSuite } from '../../gossip/learner/learner.suite.ts';
import { localOnlyMethod } from '../../methods/local-only.ts';
import { createRandom } from '../../util/random/random.ts';
import { runExperiment } from '../experiment.ts';
import { blobs } from './blobs.ts';
import { mlp } from './mlp.ts';
import { privately } from './private.ts';
import { quadratic } from './quadratic.ts';
import { logisticRegression } from './regression.ts';

const data = blobs({ peers: 2, seed: 4, inputs: 6, classes: 3, samples: 400, labelsPerPeer: 3 });
const objective = mlp({ data, units: [6, 3], batchSize: 40 });
const options = { budget: { epsilon: 3, delta: 1e-5 }, batchSize: 40, seed: 1 };

learnerSuite('private softmax regression', {
  create: (seed) => privately(objective, { ...options, seed }).learner(0, createRandom(seed)),
  initial: (dimension) => new Float32Array(dimension),
  // The loss is not told.
  rate: 0.1,
  steps: 0,
});

describe('simulated peers with a budget', () => {
  it('learn until it is used up, and say what it has come to', () => {
    const regression = logisticRegression({ peers: 2, seed: 4, features: 8, samples: 400, batchSize: 40 });
    const of = privately(regression, options);
    const method = localOnlyMethod.create(
      {
        gossip: 0,
        per: 'second',
        update: { rateOf: () => 1 },
        steps: 10,
        rate: 0.5,
        exchange: 'push',
        seed: 1,
      },
      {},
    );
    const run = (duration: number) =>
      runExperiment({
        ...{ peers: 2, seed: 1, method, network: {}, stepSeconds: () => 0, duration },
        ...{ objective: of, trackedPeers: 0, evaluatedPeers: 2, evaluations: 1 },
      });
    const { privacy, accuracy, updates } = run(150);
    expect(privacy).toMatchObject({ ended: true, target: 3 });
    expect(privacy?.steps).toBe(privacy?.planned);
    expect(privacy?.epsilon).toBeLessThanOrEqual(3);
    expect(updates).toBeLessThanOrEqual(2 * Math.ceil((privacy?.planned ?? 0) / 10));
    expect(accuracy?.worst).toBeGreaterThan(0.8);
  });

  it('are none where there are no examples', () => {
    const none = quadratic({
      peers: 1,
      seed: 1,
      dimension: 3,
      conditionNumber: 2,
      heterogeneity: 1,
      noise: 0,
    });
    expect(() => privately(none, options).learner(0, createRandom(1))).toThrow(RangeError);
  });
});
