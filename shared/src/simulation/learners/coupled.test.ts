import { describe, expect, it } from 'vitest';
import { learnerSuite } from '../../gossip/learner/learner.suite.ts';
import { createRandom } from '../../util/random/random.ts';
import { coupledQuadratic } from './coupled.ts';

const DECISIONS = 3;
const options = { peers: 5, seed: 2, decisions: DECISIONS, unknowns: 2 };

learnerSuite('coupled', {
  create: (seed) => coupledQuadratic({ ...options, noise: 0.1 }).learner(seed % 5, createRandom(seed)),
  initial: (dimension) => new Float32Array(dimension),
  rate: 0.05,
  steps: 200,
});

/** The mean of all peers' gradients. */
function slopeAt(parameters: Float32Array): number[] {
  const objective = coupledQuadratic(options);
  const gradient = new Float32Array(objective.dimension);
  const slope = new Array<number>(objective.dimension).fill(0);
  for (let peer = 0; peer < objective.peers; peer++) {
    objective.learner(peer, createRandom(1)).gradient(parameters, gradient);
    gradient.forEach((value, j) => {
      slope[j] += value / objective.peers;
    });
  }
  return slope;
}

describe('coupled quadratics', () => {
  it('have their optimum where all gradients are 0 on average', () => {
    const { optimum, evaluate } = coupledQuadratic(options);
    for (const value of slopeAt(optimum)) expect(Math.abs(value)).toBeLessThan(1e-5);
    expect(evaluate(optimum).loss).toBe(0);
  });

  it('have a decision that depends on the parameter, but not the other way round', () => {
    const { optimum } = coupledQuadratic(options);
    const elsewhere = optimum.map((value, j) => (j < DECISIONS ? value : value + 1));
    const moved = slopeAt(elsewhere).slice(0, DECISIONS);
    expect(Math.max(...moved.map(Math.abs))).toBeGreaterThan(0.1);
    const decided = optimum.map((value, j) => (j < DECISIONS ? value + 1 : value));
    for (const value of slopeAt(decided).slice(DECISIONS)) expect(Math.abs(value)).toBeLessThan(1e-5);
  });

  it('evaluate the squared distance of the decision alone', () => {
    const { optimum, evaluate } = coupledQuadratic(options);
    const moved = optimum.map((value) => value + 2);
    expect(evaluate(moved).loss).toBeCloseTo(4 * DECISIONS, 4);
  });

  it('add noise of the deviation asked for, and none to the loss', () => {
    const many = { ...options, decisions: 2000 };
    const gradients = [0, 0.5].map((noise) => {
      const objective = coupledQuadratic({ ...many, noise });
      const gradient = new Float32Array(objective.dimension);
      const loss = objective
        .learner(1, createRandom(3))
        .gradient(new Float32Array(objective.dimension), gradient);
      return { gradient, loss };
    });
    const [exact, noisy] = gradients;
    expect(noisy.loss).toBe(exact.loss);
    const squares = noisy.gradient.reduce((sum, value, j) => sum + (value - exact.gradient[j]) ** 2, 0);
    expect(Math.sqrt(squares / exact.gradient.length)).toBeCloseTo(0.5, 1);
  });

  it('refuse what cannot be made', () => {
    expect(() => coupledQuadratic({ ...options, unknowns: 0 })).toThrow(RangeError);
    expect(() => coupledQuadratic({ ...options, noise: -1 })).toThrow(RangeError);
    expect(() => coupledQuadratic({ ...options, curvatureSpread: 1 })).toThrow(RangeError);
    expect(() => coupledQuadratic(options).learner(5, createRandom(1))).toThrow(RangeError);
  });
});
