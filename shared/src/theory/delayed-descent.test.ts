import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asyncSgdMethod } from '../methods/async-sgd.ts';
import type { Objective } from '../simulation/learners/objective.ts';
import { Simulation } from '../simulation/simulation.ts';
import {
  adviseStepSize,
  adviseWorkers,
  damping,
  delayOf,
  isStable,
  rightmostRoot,
  rightmostRootOfExponentialDelays,
} from './delayed-descent.ts';

const amount = fc.double({ min: 1e-3, max: 50, noNaN: true });

describe('the rightmost root', () => {
  it('solves s + a e^(-s tau) = 0', () => {
    fc.assert(
      fc.property(amount, amount, (a, tau) => {
        const { re, im } = rightmostRoot(a, tau);
        const size = a * Math.exp(-re * tau);
        const scale = 1e-7 * (1 + a);
        expect(Math.abs(re + size * Math.cos(im * tau))).toBeLessThan(scale);
        expect(Math.abs(im - size * Math.sin(im * tau))).toBeLessThan(scale);
      }),
    );
  });

  it('is -a without delay, and nearly so with little', () => {
    expect(rightmostRoot(3, 0)).toEqual({ re: -3, im: 0 });
    expect(rightmostRoot(3, 1e-9).re).toBeCloseTo(-3, 6);
    expect(rightmostRootOfExponentialDelays(3, 0)).toEqual({ re: -3, im: 0 });
    expect(rightmostRootOfExponentialDelays(3, 1e-9).re).toBeCloseTo(-3, 6);
    expect(rightmostRoot(0, 5).re).toBeCloseTo(0, 12);
  });

  it('is furthest left at a tau = 1/e, and e times as far as without delay', () => {
    const around = [0.2, 0.3, 0.35, 1 / Math.E, 0.4, 0.5].map((late) => damping(late / 2, 2));
    const perPull = around.map((value, k) => value / ([0.2, 0.3, 0.35, 1 / Math.E, 0.4, 0.5][k] / 2));
    expect(Math.max(...perPull)).toBeCloseTo(Math.E, 6);
    expect(perPull.indexOf(Math.max(...perPull))).toBe(3);
  });

  it('is right of 0 from a tau = pi / 2, and never where delays are exponential', () => {
    fc.assert(
      fc.property(amount, amount, (a, tau) => {
        expect(damping(a, tau) > 0).toBe(isStable(a, tau));
        const { re, im } = rightmostRootOfExponentialDelays(a, tau);
        expect(re).toBeLessThan(0);
        // tau s^2 + s + a = 0
        expect(Math.abs(tau * (re * re - im * im) + re + a)).toBeLessThan(1e-6 * (1 + a));
      }),
    );
  });
});

describe('advice', () => {
  it('is 1/e and pi/2, as workers', () => {
    expect(adviseWorkers({ stepSize: 0.1, curvature: 0.5 })).toEqual({ fastest: 8, limit: 33 });
    expect(adviseWorkers({ stepSize: 10, curvature: 10 })).toEqual({ fastest: 1, limit: 2 });
  });

  it('is 1/e and pi/2, as step sizes', () => {
    const { fastest, limit } = adviseStepSize({ curvature: 2, gradientsPerSecond: 20 }, 0.5);
    const lateAt = (stepSize: number): number => stepSize * 2 * 20 * 0.5;
    expect(lateAt(fastest)).toBeCloseTo(1 / Math.E, 12);
    expect(lateAt(limit)).toBeCloseTo(Math.PI / 2, 12);
    expect(adviseStepSize({ curvature: 2, gradientsPerSecond: 20 }, 0).limit).toBe(Number.POSITIVE_INFINITY);
  });

  it('says of workers what it says of their delay', () => {
    const { pull, delay } = delayOf({ workers: 21, stepSize: 0.1, curvature: 0.5, updateSeconds: 3 });
    expect(pull * delay).toBeCloseTo(0.05 * 20, 12);
  });
});

/** x^2 / 2 from 1. */
const parabola = (peers: number): Objective => ({
  name: 'parabola',
  dimension: 1,
  peers,
  initialise: (parameters) => parameters.fill(1),
  learner: () => ({
    dimension: 1,
    gradient: (parameters, gradient) => {
      gradient[0] = parameters[0];
      return 0;
    },
  }),
  evaluate: ([x]) => ({ loss: x ** 2 / 2 }),
});

/** Over the second half of so many seconds. */
function simulatedDamping(workers: number, stepSize: number, seconds: number): number {
  const begun = new Set<number>();
  const simulation = new Simulation({
    peers: workers,
    seed: 1,
    objective: parabola(workers),
    trackedPeers: 0,
    method: asyncSgdMethod.create(
      { gossip: 1, per: 'second', update: 'device', steps: 1, rate: stepSize, exchange: 'push', seed: 1 },
      { patience: 100 },
    ),
    stepSeconds(peer, random) {
      const time = begun.has(peer) ? 0.9 + random.exponential(10) : random.uniform();
      begun.add(peer);
      return time;
    },
  });
  const largestUntil = (time: number): number => {
    let largest = 0;
    // Half of the slowest swing there is, and more.
    for (let at = time - 3; at <= time; at += 0.02) {
      simulation.runUntil(at);
      largest = Math.max(largest, Math.abs(simulation.peers[0].model[0]));
    }
    return largest;
  };
  const middle = largestUntil(seconds / 2);
  return Math.log(middle / largestUntil(seconds)) / (seconds / 2);
}

it.each([
  [0.2, 60],
  [0.8, 60],
  [1.2, 60],
  [2, 40],
])('a simulated hub with 51 workers does as predicted at a tau = %f', (late, seconds) => {
  const stepSize = late / 50;
  const { pull, delay } = delayOf({ workers: 51, stepSize, curvature: 1, updateSeconds: 1 });
  const predicted = damping(pull, delay);
  // Of the pull, not of the damping, which may be 0.
  expect(Math.abs(simulatedDamping(51, stepSize, seconds) - predicted) / pull).toBeLessThan(0.05);
});
