import { describe, expect, it } from 'vitest';
import { createRandom } from '../../util/random/random.ts';
import { blobs } from './blobs.ts';
import { mlp } from './mlp.ts';

/** Accuracy after passes over peers whose data together is everything. */
function learn(hidden: readonly number[], steps: number): number {
  const data = blobs({ peers: 5, seed: 3, samples: 400 });
  const shards = [Uint32Array.from(data.train.labels.keys())];
  const objective = mlp({ data: { ...data, shards }, units: [20, ...hidden, 10] });
  const parameters = new Float32Array(objective.dimension);
  const gradient = new Float32Array(objective.dimension);
  objective.initialise(parameters, createRandom(1));
  const learner = objective.learner(0, createRandom(2));
  for (let step = 0; step < steps; step++) {
    learner.gradient(parameters, gradient);
    for (let i = 0; i < parameters.length; i++) parameters[i] -= 0.1 * gradient[i];
  }
  return objective.evaluate(parameters).accuracy ?? 0;
}

describe('blobs', () => {
  it('are learned with a hidden layer, and not without', () => {
    expect(learn([64], 1000)).toBeGreaterThan(0.95);
    expect(learn([], 1000)).toBeLessThan(0.65);
  });

  it('shows each peer as many classes as asked, and all examples to one peer each', () => {
    const { train, shards } = blobs({ peers: 7, seed: 3, samples: 11, labelsPerPeer: 3 });
    expect(shards.flatMap((shard) => [...shard])).toEqual([...train.labels.keys()]);
    for (const [peer, shard] of shards.entries()) {
      const seen = new Set([...shard].map((row) => train.labels[row]));
      expect(seen).toEqual(new Set([0, 1, 2].map((k) => (peer * 3 + k) % 10)));
    }
  });

  it('tests all classes alike, as a function of the seed', () => {
    const options = { peers: 1, seed: 3, classes: 4, tests: 40 };
    const { test } = blobs(options);
    for (const label of [0, 1, 2, 3]) expect(test.labels.filter((l) => l === label)).toHaveLength(10);
    expect(blobs(options).test).toEqual(test);
    expect(blobs({ ...options, seed: 4 }).test.features).not.toEqual(test.features);
    expect(() => blobs({ ...options, classes: 257 })).toThrow(RangeError);
  });
});
