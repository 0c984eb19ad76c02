import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asyncSgdMethod } from '../methods/async-sgd.ts';
import { dracoMethod } from '../methods/draco.ts';
import type { CommonOptions } from '../methods/method-description.ts';
import { mitraUlukus } from '../methods/mitra-ulukus.ts';
import { quadratic } from '../simulation/learners/quadratic.ts';
import { Simulation, type SimulationOptions } from '../simulation/simulation.ts';
import { adviceFor, type ChangesKind, type DelayAdvice, overtakenAt, pullsFor } from './advice.ts';
import { FASTEST, UNSTABLE } from './delayed-descent.ts';

const room = {
  kind: 'hub',
  stepSize: 0.1,
  curvature: 2,
  peers: 5,
  steps: 1,
  updateRate: 4,
  answerSeconds: 0.1,
} as const;

describe('the pull that suits a lateness', () => {
  it('is 2 and 1 for none, 1 and 1/4 for one, and pi/2 and 1/e by the lateness for many', () => {
    expect(pullsFor(0).limit).toBeCloseTo(2, 12);
    expect(pullsFor(0).fastest).toBe(1);
    expect(pullsFor(1).limit).toBeCloseTo(1, 12);
    expect(pullsFor(1).fastest).toBe(0.25);
    expect(1000.5 * pullsFor(1000).limit).toBeCloseTo(UNSTABLE, 4);
    expect(1000.5 * pullsFor(1000).fastest).toBeCloseTo(FASTEST, 4);
  });

  it('is where the recursion stops decaying', () => {
    for (const overtaken of [0, 1, 2, 5, 20]) {
      const { limit } = pullsFor(overtaken);
      expect(lastOf(overtaken, 0.97 * limit)).toBeLessThan(0.2);
      expect(lastOf(overtaken, 1.03 * limit)).toBeGreaterThan(5);
    }
  });

  it('goes with the lateness that suits a pull', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 100, noNaN: true }), (overtaken) => {
        const { fastest, limit } = pullsFor(overtaken);
        expect(overtakenAt(limit).limit).toBeCloseTo(overtaken, 6);
        expect(Math.abs(overtakenAt(fastest).fastest - overtaken)).toBeLessThan(0.15);
      }),
    );
  });
});

/** The largest |x| at the end of many rounds of x(k + 1) = x(k) - g x(k - D), from 1. */
function lastOf(overtaken: number, g: number): number {
  const x = new Array<number>(overtaken + 1).fill(1);
  for (let k = 0; k < 60 * (2 * overtaken + 1) + 100; k++)
    x.push(x[x.length - 1] - g * x[x.length - 1 - overtaken]);
  return Math.max(...x.slice(-4 * overtaken - 4).map(Math.abs));
}

describe('advice', () => {
  it('to a hub counts the others of a round, whatever the answers take', () => {
    const { limit, fastest } = pullsFor(4);
    const advice = adviceFor(room);
    expect(advice.margin).toBeCloseTo(0.2 / limit, 12);
    expect(advice.stable).toBe(true);
    expect(advice.stepSize.limit).toBeCloseTo(limit / 2, 12);
    expect(advice.stepSize.fastest).toBeCloseTo(fastest / 2, 12);
    expect(adviceFor({ ...room, answerSeconds: null })).toEqual(advice);
    // Another 10 gradients a second, a quarter of a second each.
    expect(adviceFor({ ...room, updatesOfAll: 30 }).margin).toBeCloseTo(0.2 / pullsFor(6.5).limit, 12);
    // Who does not wait for answers is overtaken by more.
    expect(adviceFor({ ...room, answerSeconds: 0.5 }).margin).toBeCloseTo(0.2 / pullsFor(9).limit, 12);
  });

  it('to a hub says how many workers there may be: with one less it is stable, with so many not', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 1.5, noNaN: true }), (stepSize) => {
        const { activePeers } = adviceFor({ ...room, stepSize, curvature: 1 });
        const limit = activePeers?.limit ?? 0;
        expect(adviceFor({ ...room, stepSize, curvature: 1, peers: limit }).margin).toBeGreaterThan(1 - 1e-9);
        if (limit > 1) {
          expect(adviceFor({ ...room, stepSize, curvature: 1, peers: limit - 1 }).stable).toBe(true);
        }
        expect(activePeers?.fastest).toBeLessThan(limit);
      }),
    );
  });

  it('to gossip of models is that of each alone', () => {
    const advice = adviceFor({ ...room, kind: 'gossip', peers: 1000, answerSeconds: 5 });
    expect(advice).toEqual({
      kind: 'gossip',
      curvature: 2,
      margin: 0.1,
      stable: true,
      activePeers: null,
      stepSize: { fastest: 0.5, limit: 1 },
    });
  });

  it('where changes are added is about their way here, not about how many peers there are', () => {
    const added = { ...room, kind: 'added', gossipRate: 4, answerSeconds: 1 } as const;
    const { margin, activePeers } = adviceFor({ ...added, peers: 100 });
    expect(activePeers).toBeNull();
    expect(adviceFor({ ...added, peers: 1000 }).margin).toBeCloseTo(margin, 1);
    // eta h a second is 0.8, and a change is a second on its way.
    expect(margin).toBeCloseTo(0.8 / UNSTABLE, 1);
    expect(adviceFor({ ...added, steps: 3, peers: 100 }).margin).toBeCloseTo(3 * margin, 12);
  });
});

const COMMON: CommonOptions = {
  gossip: 1,
  per: 'update',
  update: 'device',
  steps: 1,
  rate: 1,
  exchange: 'push',
  seed: 1,
};
const PEERS = 8;
const LATENCY = 0.5;

/** Quadratics of curvature 1 in one dimension, all with the same optimum, at distance 1. */
function simulate(
  method: SimulationOptions['method'],
  stepSeconds?: SimulationOptions['stepSeconds'],
  latency = LATENCY,
): Simulation {
  return new Simulation({
    peers: PEERS,
    seed: 1,
    objective: quadratic({ peers: PEERS, seed: 1, dimension: 1, heterogeneity: 0 }),
    method,
    network: { latency },
    ...(stepSeconds && { stepSeconds }),
  });
}

/** The largest distance from the optimum, of all models, in so many seconds until then. */
function furthest(simulation: Simulation, seconds: number, until: number): number {
  const { optimum } = quadratic({ peers: PEERS, seed: 1, dimension: 1, heterogeneity: 0 });
  let largest = 0;
  for (let at = until - seconds; at <= until; at += 0.1) {
    simulation.runUntil(at);
    for (const { model } of simulation.peers) largest = Math.max(largest, Math.abs(model[0] - optimum[0]));
  }
  return largest;
}

/** What is said in a simulated room, by the measurements of one of its peers. */
function adviceIn(simulation: Simulation, kind: ChangesKind, stepSize: number): DelayAdvice {
  const { updates, answerSeconds, exchanges } = simulation.peers[1];
  return adviceFor({
    kind,
    stepSize,
    curvature: 1,
    peers: PEERS,
    steps: 1,
    updateRate: updates / simulation.now,
    gossipRate: exchanges / simulation.now / (kind === 'added' ? PEERS - 1 : 1),
    answerSeconds: answerSeconds ?? 2 * LATENCY,
  });
}

describe('a simulated room', () => {
  // Answers are on their way for a tenth of a round, and for half of it; the hub itself has no way to go.
  it.each([0.05, 0.5])('with a hub is stable as far as is said, with a latency of %f seconds', (latency) => {
    const hub = (stepSize: number): Simulation =>
      simulate(
        asyncSgdMethod.create({ ...COMMON, rate: stepSize }, { patience: 100 }),
        (_, random) => 0.98 + 0.04 * random.uniform(),
        latency,
      );
    const { stepSize } = adviceIn(run(hub(0.01), 30), 'hub', 0.01);
    const growthAt = (size: number): number => {
      const simulation = hub(size);
      const before = furthest(simulation, 20, 80);
      return furthest(simulation, 20, 200) / before;
    };
    expect(growthAt(0.87 * stepSize.limit)).toBeLessThan(0.5);
    expect(growthAt(1.15 * stepSize.limit)).toBeGreaterThan(1.5);
  });

  it('with models that are averaged is stable as long as a step alone is, however late they are', () => {
    const gossip = (stepSize: number): Simulation =>
      simulate(
        mitraUlukus({
          ...COMMON,
          rate: stepSize,
          exchange: 'swap',
          gossip: 'ln',
          update: { rateOf: () => 4 },
        }),
      );
    const { stepSize } = adviceIn(run(gossip(0.01), 30), 'gossip', 0.01);
    expect(furthest(gossip(0.95 * stepSize.limit), 1, 60)).toBeLessThan(1e-3);
    // Averages of models that swing out of step are nearer: it may be stable further than is said.
    expect(furthest(gossip(1.5 * stepSize.limit), 1, 60)).toBeGreaterThan(1e3);
  });

  it('where changes are added is stable as far as is said, and not much further', () => {
    const draco = (stepSize: number): Simulation =>
      simulate(
        dracoMethod.create(
          { ...COMMON, rate: stepSize, gossip: 4 },
          { psi: 0, windowSeconds: 1, unificationSeconds: 0, delayLimit: 0, star: 0 },
        ),
        (_, random) => 0.24 + 0.02 * random.uniform(),
      );
    const { stepSize } = adviceIn(run(draco(0.01), 30), 'added', 0.01);
    expect(furthest(draco(0.95 * stepSize.limit), 10, 40)).toBeLessThan(0.01);
    // A peer's own share is not late, and waiting times vary.
    expect(furthest(draco(1.7 * stepSize.limit), 10, 40)).toBeGreaterThan(10);
  });
});

function run(simulation: Simulation, seconds: number): Simulation {
  simulation.runUntil(seconds);
  return simulation;
}
