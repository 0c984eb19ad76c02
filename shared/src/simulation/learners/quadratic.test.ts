import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../util/random/random.ts';
import { gradientError } from './finite-differences.ts';
import { type QuadraticObjective, type QuadraticOptions, quadratic } from './quadratic.ts';

const optionsArbitrary: fc.Arbitrary<QuadraticOptions> = fc.record({
  peers: fc.integer({ min: 1, max: 20 }),
  seed: fc.nat(),
  dimension: fc.integer({ min: 1, max: 8 }),
  conditionNumber: fc.double({ min: 1, max: 100, noNaN: true }),
  heterogeneity: fc.double({ min: 0, max: 5, noNaN: true }),
  curvatureSpread: fc.double({ min: 0, max: 0.9, noNaN: true }),
});

function randomPoint(dimension: number, seed: number): Float32Array {
  const random = createRandom(seed, 'point');
  return new Float32Array(dimension).map(() => random.normal());
}

/** Loss and gradient of the mean of all peers' functions. */
function meanOfPeers(objective: QuadraticObjective, point: Float32Array): { loss: number; slope: number[] } {
  const gradient = new Float32Array(objective.dimension);
  const slope = new Array<number>(objective.dimension).fill(0);
  let loss = 0;
  for (let peer = 0; peer < objective.peers; peer++) {
    loss += objective.learner(peer, createRandom(1)).gradient(point, gradient) / objective.peers;
    gradient.forEach((value, j) => {
      slope[j] += value / objective.peers;
    });
  }
  return { loss, slope };
}

describe('quadratic', () => {
  it('has its optimum where the mean of all gradients is 0', () => {
    fc.assert(
      fc.property(optionsArbitrary, (options) => {
        const objective = quadratic(options);
        const { slope } = meanOfPeers(objective, objective.optimum);
        for (const value of slope) expect(Math.abs(value)).toBeLessThan(1e-5);
        expect(objective.evaluate(objective.optimum).loss).toBe(0);
      }),
    );
  });

  it('evaluates to the mean loss of its peers, less that at the optimum', () => {
    fc.assert(
      fc.property(optionsArbitrary, (options) => {
        const objective = quadratic(options);
        const point = randomPoint(objective.dimension, options.seed);
        const excess = meanOfPeers(objective, point).loss - meanOfPeers(objective, objective.optimum).loss;
        expect(objective.evaluate(point).loss).toBeCloseTo(excess, 4);
      }),
    );
  });

  it('gives gradients of its losses', () => {
    const objective = quadratic({
      peers: 3,
      seed: 4,
      dimension: 6,
      conditionNumber: 10,
      curvatureSpread: 0.5,
    });
    const learner = objective.learner(2, createRandom(1));
    expect(gradientError(learner, randomPoint(6, 1), 0.01)).toBeLessThan(1e-3);
  });

  it('has log-spaced eigenvalues from 1 to 1/conditionNumber', () => {
    const objective = quadratic({ peers: 1, seed: 4, dimension: 3, conditionNumber: 100 });
    const gradient = new Float32Array(3);
    const point = objective.optimum.map((value) => value + 1);
    objective.learner(0, createRandom(1)).gradient(point, gradient);
    [1, 0.1, 0.01].forEach((eigenvalue, j) => {
      expect(gradient[j]).toBeCloseTo(eigenvalue, 5);
    });
  });

  it('begins at distance 1 from the centre', () => {
    const objective = quadratic({ peers: 2, seed: 4, dimension: 5, heterogeneity: 0 });
    const parameters = new Float32Array(5).fill(7);
    objective.initialise(parameters, createRandom(1));
    expect(objective.evaluate(parameters).loss).toBeCloseTo(1 / 2, 6);
  });

  it('adds noise of the deviation asked for, and none to the loss', () => {
    const dimension = 20_000;
    const exact = quadratic({ peers: 1, seed: 4, dimension });
    const noisy = quadratic({ peers: 1, seed: 4, dimension, noise: 0.5 });
    const [a, b] = [new Float32Array(dimension), new Float32Array(dimension)];
    const point = new Float32Array(dimension);
    const loss = exact.learner(0, createRandom(1)).gradient(point, a);
    expect(noisy.learner(0, createRandom(1)).gradient(point, b)).toBe(loss);
    const squares = b.reduce((sum, value, j) => sum + (value - a[j]) ** 2, 0);
    expect(Math.sqrt(squares / dimension)).toBeCloseTo(0.5, 1);
  });

  it('is a function of the seed, and a peer of its index', () => {
    const options = { seed: 4, dimension: 5, curvatureSpread: 0.5 };
    const slopeOf = (peers: number, seed: number): Float32Array => {
      const gradient = new Float32Array(5);
      quadratic({ ...options, peers, seed })
        .learner(1, createRandom(1))
        .gradient(new Float32Array(5), gradient);
      return gradient;
    };
    expect(slopeOf(2, 4)).toEqual(slopeOf(9, 4));
    expect(slopeOf(2, 4)).not.toEqual(slopeOf(2, 5));
  });

  it('refuses what it cannot make', () => {
    const options = { peers: 2, seed: 4, dimension: 5 };
    expect(() => quadratic({ ...options, peers: 0 })).toThrow(RangeError);
    expect(() => quadratic({ ...options, conditionNumber: 0.5 })).toThrow(RangeError);
    expect(() => quadratic({ ...options, curvatureSpread: 1 })).toThrow(RangeError);
    expect(() => quadratic(options).learner(2, createRandom(1))).toThrow(RangeError);
  });
});
