import { expect, it } from 'vitest';
import { createMethod } from '../../methods/create-method.ts';
import { quadratic } from '../../simulation/learners/quadratic.ts';
import type { NetworkOptions } from '../../simulation/network.ts';
import { Simulation } from '../../simulation/simulation.ts';
import { lonePeer } from '../peer-context.fake.ts';
import { afterUpdates } from './after-updates.ts';
import { rounds } from './rounds.ts';

const PEERS = 6;
const objective = quadratic({ peers: PEERS, seed: 1, dimension: 4 });

function simulationOf(
  method: string,
  rateOf: (peer: number) => number,
  network: NetworkOptions = {},
): Simulation {
  const common = {
    gossip: 1,
    per: 'second',
    update: { rateOf, constantShare: 1 },
    exchange: 'push',
  } as const;
  return new Simulation({
    peers: PEERS,
    seed: 1,
    method: createMethod(method, { ...common, steps: 1, rate: 0.1, seed: 1 }),
    objective,
    network,
  });
}
const modelsOf = (simulation: Simulation): number[][] => simulation.peers.map(({ model }) => [...model]);
const updatesOf = (simulation: Simulation): number[] => simulation.peers.map(({ updates }) => updates);

it('rounds coincide to the bit, also when the period is no binary fraction', () => {
  const simulation = simulationOf('d-psgd', () => 0.3);
  for (let round = 1; round <= 300; round++) {
    simulation.runUntil((round + 0.75) / 0.3);
    expect(new Set(updatesOf(simulation))).toEqual(new Set([round]));
  }
});

it('rounds by the clock wait for nobody', () => {
  const simulation = simulationOf('d-psgd', (peer) => (peer === 0 ? 0.1 : 1));
  simulation.runUntil(100.75);
  const [slow, ...others] = updatesOf(simulation);
  expect(slow).toBe(10);
  expect(others).toEqual(new Array(PEERS - 1).fill(100));
});

it('blocking rounds go at the pace of the slowest, and stand still while one is gone unnoticed', () => {
  const simulation = simulationOf('synchronous-all-to-all', (peer) => (peer === 0 ? 0.1 : 1));
  simulation.runUntil(105);
  expect(Math.max(...updatesOf(simulation))).toBeLessThanOrEqual(11);
  simulation.crash(3, 50);
  simulation.runUntil(120);
  const before = updatesOf(simulation);
  simulation.runUntil(154);
  expect(updatesOf(simulation)).toEqual(before);
  simulation.runUntil(300);
  expect(simulation.peers[1].updates).toBeGreaterThan(before[1] + 10);
});

it('one step a blocking round is gradient descent on the pooled data', () => {
  const simulation = simulationOf('synchronous-all-to-all', () => 1);
  const gradient = new Float32Array(4);
  const expected = new Float32Array(4);
  objective.initialise(expected, simulation.random);
  for (let round = 1; round <= 20; round++) {
    // All have updated, and sent; what they sent counts when the next round begins.
    simulation.runUntil(round + 0.5);
    const mean = [0, 1, 2, 3].map(
      (i) => modelsOf(simulation).reduce((sum, model) => sum + model[i], 0) / PEERS,
    );
    const step = new Float32Array(4);
    for (let peer = 0; peer < PEERS; peer++) {
      objective.learner(peer, simulation.random).gradient(expected, gradient);
      for (let i = 0; i < 4; i++) step[i] += gradient[i] / PEERS;
    }
    for (let i = 0; i < 4; i++) expected[i] -= 0.1 * step[i];
    mean.forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i], 4);
    });
  }
});

it.each(Array.from({ length: 12 }, (_, k) => [30 + 0.1 * k]))(
  'a newcomer falls in with blocking rounds, whatever is under way when it comes: after %s s',
  (seconds) => {
    const simulation = simulationOf('synchronous-all-to-all', () => 1, { latency: 0.3 });
    simulation.runUntil(seconds);
    const before = simulation.peers[0].updates;
    simulation.arrive();
    simulation.runUntil(seconds + 30);
    expect(simulation.peers[PEERS].updates).toBeGreaterThan(15);
    expect(simulation.peers[0].updates).toBeGreaterThan(before + 15);
  },
);

it('an average over a graph of all is the mean, and a silent neighbour’s weight stays at home', () => {
  const simulation = new Simulation({
    peers: 3,
    seed: 1,
    method: createMethod(
      'd-psgd',
      {
        gossip: 1,
        per: 'second',
        update: { rateOf: () => 1 },
        steps: 1,
        rate: 1e-30,
        exchange: 'push',
        seed: 1,
      },
      { degree: 2 },
    ),
    objective: quadratic({ peers: 3, seed: 1, dimension: 1 }),
  });
  simulation.runUntil(0.5);
  simulation.peers.forEach(({ state }, k) => {
    state[0] = [0, 3, 9][k];
  });
  simulation.runUntil(2.2);
  expect(modelsOf(simulation).flat()).toEqual([4, 4, 4].map((value) => expect.closeTo(value, 5)));
  simulation.peers[0].state[0] = 10;
  simulation.crash(2, 100);
  simulation.runUntil(3.2);
  // 1/3 each: 10 and 4 make 8 and 6, as if the third had said the same.
  expect(modelsOf(simulation).flat().slice(0, 2)).toEqual([expect.closeTo(8, 5), expect.closeTo(6, 5)]);
});

it('rounds and exchanges after updates know no negative times, and no rate no end', () => {
  const still = { rateOf: () => 0 };
  expect(rounds({ update: still }).untilUpdate(lonePeer({ now: 3 }))).toBe(Number.POSITIVE_INFINITY);
  expect(rounds({ update: { rateOf: () => 2 } }).untilUpdate(lonePeer({ now: 3.2 }))).toBeCloseTo(0.3, 12);
  expect(rounds({ update: 'device' }).untilUpdate(lonePeer())).toBe(0);
  const never = afterUpdates({ update: still, probability: 0 });
  expect(never.afterUpdate?.(lonePeer())).toBeNull();
  expect(never.untilUpdate(lonePeer())).toBe(Number.POSITIVE_INFINITY);
  expect(afterUpdates({ update: still, probability: 1 }).afterUpdate?.(lonePeer())).toBe(0);
});
