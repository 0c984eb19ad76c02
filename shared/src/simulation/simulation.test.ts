import { describe, expect, it } from 'vitest';
import { type MitraUlukusOptions, mitraUlukus } from '../methods/mitra-ulukus.ts';
import { modelMessageBytes } from '../protocol/model-message.ts';
import { stalenessLaw } from '../theory/staleness-law.ts';
import { createRandom } from '../util/random/random.ts';
import { startChurn } from './churn.ts';
import { nothing } from './learners/objective.ts';
import { quadratic } from './learners/quadratic.ts';
import { consensusDistance, meanParameters, measureLearning, measureStaleness } from './measurements.ts';
import { Simulation, type SimulationOptions } from './simulation.ts';

const methodOf = (options: Partial<MitraUlukusOptions> = {}): ReturnType<typeof mitraUlukus> =>
  mitraUlukus({
    gossip: 'ln',
    per: 'second',
    update: { rateOf: () => 1 },
    steps: 2,
    rate: 0.05,
    exchange: 'swap',
    ...options,
  });

function simulationOf(options: Partial<SimulationOptions> = {}): Simulation {
  const peers = options.peers ?? 12;
  return new Simulation({
    peers,
    seed: 1,
    method: methodOf(),
    objective: quadratic({ peers, seed: 1, dimension: 5, conditionNumber: 10, heterogeneity: 1, noise: 0.1 }),
    ...options,
  });
}

/** Everything that can happen, happens. */
function eventful(seed: number): Simulation {
  const simulation = simulationOf({
    seed,
    network: {
      latency: 0.05,
      jitter: 0.1,
      bandwidth: 5000,
      loss: 0.1,
      partitions: [{ from: 20, until: 30, groups: 3 }],
    },
    stepSeconds: (_, random) => 0.1 * random.uniform(),
  });
  const churn = { arrive: 0.2, leave: 0.005, crash: 0.005, sleep: 0.02, sleepSeconds: 5 };
  startChurn(simulation, churn, createRandom(seed, 'churn'));
  simulation.runUntil(60);
  return simulation;
}

describe('a run', () => {
  it('is the same from the same seed, to the bit, and another from another seed', () => {
    const [a, b, c] = [eventful(1), eventful(1), eventful(2)];
    expect(a.traceHash).toBe(b.traceHash);
    expect(a.peers.map(({ model }) => [...model])).toEqual(b.peers.map(({ model }) => [...model]));
    expect(a.traceHash).not.toBe(c.traceHash);
  });

  it('is the same on every machine', () => {
    // Changes only when what happens in a run is changed on purpose.
    expect(eventful(1).traceHash).toBe('e07a943fbcbd0e1f');
  });

  it('does not depend on how often one stops to look', () => {
    const [a, b] = [simulationOf(), simulationOf()];
    a.runUntil(20);
    for (let time = 0; time <= 20; time += 0.25) {
      b.runUntil(time);
      measureLearning(b, quadraticOf(b), 12);
      consensusDistance(b);
    }
    expect(a.traceHash).toBe(b.traceHash);
  });

  it('lets events happen in order of time, each at its own', () => {
    const simulation = simulationOf({ peers: 1 });
    const seen: [string, number][] = [];
    const note = (name: string) => (): void => {
      seen.push([name, simulation.now]);
    };
    simulation.at(3, note('third'));
    simulation.at(1, () => {
      note('first')();
      simulation.at(0, note('overdue'));
    });
    simulation.at(2, note('second'));
    simulation.at(9, note('never'));
    simulation.runUntil(5);
    expect(seen).toEqual([
      ['first', 1],
      ['overdue', 1],
      ['second', 2],
      ['third', 3],
    ]);
    expect(simulation.now).toBe(5);
  });

  it('counts the bytes of every message, its version vector included', () => {
    const all = simulationOf({ method: methodOf({ exchange: 'push', update: { rateOf: () => 0 } }) });
    all.runUntil(50);
    const sent = all.peers.reduce((sum, { exchanges }) => sum + exchanges, 0);
    expect(sent).toBeGreaterThan(100);
    // Nobody has updated, so version vectors are empty.
    expect(all.bytes).toBe(sent * modelMessageBytes(0, 5 * 4));
    const tracked = simulationOf({ trackedPeers: 4 });
    tracked.runUntil(50);
    const untracked = simulationOf({ trackedPeers: 0 });
    untracked.runUntil(50);
    expect(untracked.peers[0].versions).toBeNull();
    expect(tracked.peers[7].versions?.length).toBe(4);
    expect(tracked.bytes).toBeGreaterThan(untracked.bytes);
    expect(untracked.traceHash).toBe(tracked.traceHash);
  });

  it('counts in a message the peers that are there, and those that left less than a minute ago', () => {
    const simulation = simulationOf({ method: methodOf({ exchange: 'push', gossip: 1 }) });
    /** Mean bytes of the messages of ten seconds. */
    const bytesOfMessages = (from: number): number => {
      simulation.runUntil(from);
      const sent = (): number => simulation.peers.reduce((sum, { exchanges }) => sum + exchanges, 0);
      const before = { sent: sent(), bytes: simulation.bytes };
      simulation.runUntil(from + 10);
      return (simulation.bytes - before.bytes) / (sent() - before.sent);
    };
    const naming = (peers: number): number => modelMessageBytes(peers, 5 * 4);
    expect(bytesOfMessages(30)).toBe(naming(12));
    for (let peer = 0; peer < 8; peer++) simulation.leave(peer);
    expect(bytesOfMessages(80)).toBe(naming(12));
    expect(bytesOfMessages(101)).toBe(naming(4));
    simulation.sleep(8, 100, 5);
    expect(bytesOfMessages(175)).toBe(naming(3));
    simulation.runUntil(215);
    expect(bytesOfMessages(220)).toBe(naming(4));
  });

  it('conserves the mean where the swap does: peers sleep, but nothing is lost', () => {
    const still = simulationOf({ method: methodOf({ update: { rateOf: () => 0 } }) });
    const random = createRandom(3);
    for (const { state } of still.peers) {
      for (let i = 0; i < state.length; i++) state[i] = random.normal();
    }
    const before = meanParameters(still);
    const apart = consensusDistance(still);
    still.sleep(3, 20, 0);
    still.sleep(4, 7, 0);
    still.runUntil(40);
    expect(still.lost).toBe(0);
    expect(consensusDistance(still)).toBeLessThan(1e-5 * apart);
    meanParameters(still).forEach((value, i) => {
      expect(value).toBeCloseTo(before[i], 5);
    });
  });

  it('keeps the halves of a partition from agreeing, until it ends', () => {
    const apart = simulationOf({
      method: methodOf({ update: { rateOf: () => 0 } }),
      network: { partitions: [{ from: 0, until: 30, groups: 2 }] },
    });
    for (const { self, state } of apart.peers) state.fill(self % 2);
    apart.runUntil(30);
    expect(consensusDistance(apart)).toBeCloseTo(Math.sqrt(5) / 2, 5);
    apart.runUntil(60);
    expect(consensusDistance(apart)).toBeLessThan(1e-3);
  });
});

const quadraticOf = (simulation: Simulation): ReturnType<typeof quadratic> =>
  quadratic({
    peers: simulation.peers.length,
    seed: 1,
    dimension: 5,
    conditionNumber: 10,
    heterogeneity: 1,
    noise: 0.1,
  });

describe('what is measured', () => {
  it('is the distance from the mean, as root mean square', () => {
    const simulation = simulationOf({ peers: 2 });
    simulation.peers[0].state.fill(1);
    simulation.peers[1].state.fill(3);
    expect([...meanParameters(simulation)]).toEqual([2, 2, 2, 2, 2]);
    expect(consensusDistance(simulation)).toBeCloseTo(Math.sqrt(5), 12);
  });

  it('is the mean and the worst loss of the peers that are there', () => {
    const simulation = simulationOf({ peers: 3 });
    const losses = [1, 5, 30];
    simulation.peers.forEach(({ state }, i) => {
      state[0] = losses[i];
    });
    const objective = { ...nothing(3), evaluate: ([loss]: Float32Array) => ({ loss, accuracy: 1 / loss }) };
    expect(measureLearning(simulation, objective, 9)).toEqual({
      loss: { mean: 12, worst: 30 },
      accuracy: { mean: expect.closeTo((1 + 0.2 + 1 / 30) / 3), worst: expect.closeTo(1 / 30) },
    });
    simulation.leave(2);
    expect(measureLearning(simulation, objective, 9).loss).toEqual({ mean: 3, worst: 5 });
    simulation.peers[0].state[0] = Number.NaN;
    expect(measureLearning(simulation, objective, 9).loss.worst).toBe(Number.POSITIVE_INFINITY);
  });

  it('is what of the others’ updates is missing, over all pairs or over a sample', () => {
    const method = methodOf({ gossip: 0, update: { rateOf: () => 1, constantShare: 1 } });
    const of = (trackedPeers: number): ReturnType<typeof measureStaleness> => {
      const simulation = simulationOf({ peers: 4, method, trackedPeers });
      simulation.runUntil(7.5);
      return measureStaleness(simulation, trackedPeers);
    };
    expect(of(4)).toEqual({ sum: 7 * 12, pairs: 12, max: 7 });
    expect(of(2)).toEqual({ sum: 7 * 6, pairs: 6, max: 7 });
    expect(of(0)).toEqual({ sum: 0, pairs: 0, max: 0 });
  });

  it.each([
    ['relay', 'push', 1],
    ['relay', 'swap', 'ln'],
    ['no-relay', 'push', 3],
    ['opportunistic', 'push', 2],
  ] as const)('agrees with the law: %s, %s, gossip rate %s', (variant, exchange, gossip) => {
    const peers = 24;
    const simulation = simulationOf({
      peers,
      method: methodOf({ gossip, exchange, variant }),
      objective: nothing(peers),
    });
    const total = { sum: 0, pairs: 0 };
    for (let time = 100; time <= 2500; time += 0.5) {
      simulation.runUntil(time);
      const { sum, pairs } = measureStaleness(simulation, peers);
      total.sum += sum;
      total.pairs += pairs;
    }
    const gossipRate = gossip === 'ln' ? Math.log(peers) : gossip;
    const law = stalenessLaw({ variant, exchange, peers, gossipRate, updateRate: 1 });
    // The opportunistic law is of first order in 1/n.
    const tolerance = variant === 'opportunistic' ? 0.15 : 0.04;
    expect(Math.abs(total.sum / total.pairs / law - 1)).toBeLessThan(tolerance);
  });
});
