import { describe, expect, it } from 'vitest';
import type { Learner } from '../../gossip/learner/learner.ts';
import { createRandom } from '../../util/random/random.ts';
import { gradientError } from './finite-differences.ts';
import type { Objective } from './objective.ts';
import { linearRegression, logisticRegression, type RegressionOptions } from './regression.ts';

const kinds = [
  ['linear', linearRegression],
  ['logistic', logisticRegression],
] as const;

const small: RegressionOptions = { peers: 3, seed: 5, features: 6, samples: 15, heterogeneity: 0.5 };

function randomPoint(dimension: number): Float32Array {
  const random = createRandom(9, 'point');
  return new Float32Array(dimension).map(() => random.normal());
}

function learnerOf(objective: Objective, peer: number): Learner {
  return objective.learner(peer, createRandom(3, peer));
}

/** Passes over all peers with one set of parameters. */
function descend(objective: Objective, passes: number, rate: number): Float32Array {
  const parameters = new Float32Array(objective.dimension);
  const gradient = new Float32Array(objective.dimension);
  objective.initialise(parameters, createRandom(1));
  const learners = Array.from({ length: objective.peers }, (_, peer) => learnerOf(objective, peer));
  for (let pass = 0; pass < passes; pass++) {
    for (const learner of learners) {
      learner.gradient(parameters, gradient);
      for (let j = 0; j < parameters.length; j++) parameters[j] -= (rate / (1 + pass / 5)) * gradient[j];
    }
  }
  return parameters;
}

describe.each(kinds)('%s regression', (_, create) => {
  it('gives gradients of its losses', () => {
    // 15 examples: an odd batch.
    const learner = learnerOf(create({ ...small, batchSize: 15 }), 1);
    expect(gradientError(learner, randomPoint(7), 1e-3)).toBeLessThan(1e-3);
  });

  it.each([1, 2, 4, 5, 40])('batches of %i average to all of the peer’s examples', (batchSize) => {
    const point = randomPoint(7);
    const whole = new Float32Array(7);
    const loss = learnerOf(create({ ...small, batchSize: 15 }), 2).gradient(point, whole);
    const learner = learnerOf(create({ ...small, batchSize }), 2);
    const gradient = new Float32Array(7);
    const mean = new Float64Array(7);
    let meanLoss = 0;
    for (let k = 0; k < 15; k++) {
      meanLoss += learner.gradient(point, gradient) / 15;
      gradient.forEach((value, j) => {
        mean[j] += value / 15;
      });
    }
    expect(meanLoss).toBeCloseTo(loss, 5);
    mean.forEach((value, j) => {
      expect(value).toBeCloseTo(whole[j], 5);
    });
  });

  it('is a function of the seed, and a peer of its index', () => {
    const slopeOf = (peers: number, seed: number): Float32Array => {
      const gradient = new Float32Array(7);
      learnerOf(create({ ...small, peers, seed, batchSize: 15 }), 1).gradient(randomPoint(7), gradient);
      return gradient;
    };
    expect(slopeOf(2, 4)).toEqual(slopeOf(9, 4));
    expect(slopeOf(2, 4)).not.toEqual(slopeOf(2, 5));
  });

  it('refuses what it cannot make', () => {
    expect(() => create({ ...small, batchSize: 0 })).toThrow(RangeError);
    expect(() => create({ ...small, heterogeneity: Number.NaN })).toThrow(RangeError);
    expect(() => learnerOf(create(small), 3)).toThrow(RangeError);
  });
});

describe('linear regression', () => {
  it('evaluates to the mean loss less the least there is', () => {
    const objective = linearRegression({ ...small, batchSize: 15 });
    const gradient = new Float32Array(7);
    const meanLoss = (point: Float32Array): number =>
      [0, 1, 2].reduce((sum, peer) => sum + learnerOf(objective, peer).gradient(point, gradient) / 3, 0);
    const point = randomPoint(7);
    const trained = descend(objective, 2000, 0.1);
    const { loss } = objective.evaluate(trained);
    expect(loss).toBeLessThan(1e-4);
    expect(objective.evaluate(point).loss - loss).toBeCloseTo(meanLoss(point) - meanLoss(trained), 5);
  });

  it('has 0 at the optimum of everybody’s data, also where that is a great deal', () => {
    const objective = linearRegression({ peers: 500, seed: 5, features: 3 });
    expect(objective.evaluate(descend(objective, 300, 0.02)).loss).toBeLessThan(2e-6);
  });

  it('is learned', () => {
    const objective = linearRegression({ peers: 50, seed: 5, heterogeneity: 0.3 });
    expect(objective.evaluate(new Float32Array(58)).loss).toBeGreaterThan(0.3);
    expect(objective.evaluate(descend(objective, 40, 0.02)).loss).toBeLessThan(0.005);
  });

  it('has an optimum even with fewer examples than unknowns', () => {
    const objective = linearRegression({ peers: 1, seed: 5, features: 30, samples: 10 });
    const { loss } = objective.evaluate(new Float32Array(31));
    const gradient = new Float32Array(31);
    // All targets can be met, so that the excess is the whole loss.
    const mean = [0, 1].reduce(
      (sum) => sum + learnerOf(objective, 0).gradient(new Float32Array(31), gradient) / 2,
      0,
    );
    expect(loss).toBeCloseTo(mean, 5);
  });
});

describe('logistic regression', () => {
  it('is learned', () => {
    const objective = logisticRegression({ peers: 100, seed: 5, heterogeneity: 0.3 });
    const untrained = objective.evaluate(new Float32Array(58));
    expect(untrained.loss).toBeCloseTo(Math.LN2, 5);
    const { loss, accuracy } = objective.evaluate(descend(objective, 40, 0.5));
    expect(loss).toBeLessThan(0.3);
    expect(accuracy).toBeGreaterThan(0.87);
  });

  it('stays finite however sure it is', () => {
    const objective = logisticRegression(small);
    const point = new Float32Array(7).fill(1e6);
    const gradient = new Float32Array(7);
    expect(learnerOf(objective, 0).gradient(point, gradient)).toBeGreaterThan(0);
    expect(gradient.every(Number.isFinite)).toBe(true);
    expect(objective.evaluate(point).loss).toBeLessThan(Number.POSITIVE_INFINITY);
  });
});
