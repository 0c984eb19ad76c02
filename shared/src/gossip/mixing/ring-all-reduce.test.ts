import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ravnestMethod } from '../../methods/ravnest.ts';
import { quadratic } from '../../simulation/learners/quadratic.ts';
import { Simulation, type SimulationOptions } from '../../simulation/simulation.ts';
import { lonePeer, neighbourhoodOf } from '../peer-context.fake.ts';
import type { Mixing } from './mixing.ts';
import { createOutbox } from './outbox.ts';
import { RING_HEADER, ringAllReduce } from './ring-all-reduce.ts';

interface Sent {
  readonly from: number;
  readonly to: number;
  readonly vector: Float32Array;
}

/** Members whose messages wait in a list until a test lets them arrive. */
class Members {
  readonly sent: Sent[] = [];
  readonly states: Float32Array[];
  readonly rules: Mixing[];
  now = 0;
  updates = 0;

  constructor(states: readonly (readonly number[])[], shards = 1) {
    const all = [...states.keys()];
    this.states = states.map((state) => Float32Array.from(state));
    this.rules = all.map((self) => {
      const others = all.filter((other) => other !== self);
      const peer = lonePeer({
        self,
        neighbours: neighbourhoodOf(others, self),
        send: (to, _, vector) => this.sent.push({ from: self, to, vector: vector.slice() }),
      });
      Object.defineProperty(peer, 'now', { get: () => this.now });
      Object.defineProperty(peer, 'updates', { get: () => this.updates });
      return ringAllReduce(peer, { outbox: createOutbox(), shards });
    });
  }

  /** The first begins. @returns whether it did */
  begin(): boolean {
    this.updates += 1;
    const vector = this.rules[0].offer(this.states[0], 1);
    if (vector !== null) this.sent.push({ from: 0, to: 1, vector: vector.slice() });
    return vector !== null;
  }

  receive({ from, to, vector }: Sent): void {
    this.rules[to].receive('offer', vector, 1, this.states[to], new Float32Array(), from);
  }

  /** Everything arrives, in an order of the test's. @returns all that was sent */
  run(pick: (waiting: number) => number = () => 0): Sent[] {
    const done: Sent[] = [];
    while (this.sent.length > 0) {
      const [message] = this.sent.splice(pick(this.sent.length), 1);
      done.push(message);
      this.receive(message);
    }
    return done;
  }
}

describe('ring all-reduce', () => {
  it('gives everybody the mean, in whatever order messages arrive, for any sizes', () => {
    const cases = fc.tuple(
      fc.integer({ min: 2, max: 7 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 3 }),
      fc.infiniteStream(fc.nat()),
    );
    fc.assert(
      fc.property(cases, ([count, length, shards, order]) => {
        const states = Array.from({ length: count }, (_, k) =>
          Array.from({ length }, (_, i) => (k * 7 + i * 3) % 11),
        );
        const members = new Members(states, shards);
        members.begin();
        const sent = members.run((waiting) => (order.next().value ?? 0) % waiting);
        expect(sent.length).toBe(shards * count * 2 * (count - 1));
        const parameters = sent.reduce((sum, { vector }) => sum + vector.length - RING_HEADER, 0);
        expect(parameters).toBe(2 * (count - 1) * length);
        for (const state of members.states) {
          state.forEach((value, i) => {
            const mean = states.reduce((sum, one) => sum + one[i], 0) / count;
            expect(value).toBeCloseTo(mean, 4);
          });
        }
      }),
    );
  });

  it('sends from each 2 (C - 1) / C of the state', () => {
    const members = new Members(Array.from({ length: 4 }, () => new Array(12).fill(1)));
    members.begin();
    const sent = members.run();
    for (let self = 0; self < 4; self++) {
      const mine = sent.filter(({ from }) => from === self);
      expect(mine.reduce((sum, { vector }) => sum + vector.length - RING_HEADER, 0)).toBe(18);
    }
  });

  it('keeps what was learned while the chunks were under way', () => {
    const members = new Members([
      [0, 0, 0],
      [3, 3, 3],
      [6, 6, 6],
    ]);
    members.begin();
    for (let message = members.sent.shift(); message !== undefined; message = members.sent.shift()) {
      members.receive(message);
      members.states[1][0] += 1;
    }
    expect(members.states[1][0]).toBeGreaterThan(10);
    expect([...members.states[0]]).toEqual([3, 3, 3]);
    expect([...members.states[1]].slice(1)).toEqual([3, 3]);
  });

  it('takes every chunk once, and none that is odd', () => {
    const members = new Members([
      [0, 0, 0, 0],
      [4, 4, 4, 4],
    ]);
    members.begin();
    const first = members.sent[0];
    const odd = [
      { ...first, from: 5 },
      { ...first, vector: first.vector.slice(0, 3) },
      { ...first, vector: first.vector.slice(0, -1) },
      ...[0, 1, 2, 3, 4].flatMap((at) =>
        [-1, 0.5, 99, 2 ** 31].map((value) => ({
          ...first,
          vector: first.vector.map((v, i) => (i === at ? value : v)),
        })),
      ),
    ].filter(({ vector }) => vector[0] !== 99 && vector[0] !== 2 ** 31);
    for (const message of odd) members.receive(message);
    expect(members.sent.length).toBe(1);
    const sent: Sent[] = [];
    while (members.sent.length > 0) {
      const [message] = members.sent.splice(0, 1);
      sent.push(message);
      members.receive(message);
      members.receive(message);
    }
    for (const message of sent) members.receive(message);
    expect(members.states.map((state) => [...state])).toEqual([
      [2, 2, 2, 2],
      [2, 2, 2, 2],
    ]);
    expect(members.sent).toEqual([]);
  });

  it('gives up a round that does not come around, and forgets its late chunks', () => {
    const members = new Members([
      [0, 0],
      [4, 4],
    ]);
    expect(members.begin()).toBe(true);
    const lost = members.sent.splice(0);
    expect(members.begin()).toBe(false);
    members.now = 100;
    expect(members.begin()).toBe(true);
    members.run();
    expect(members.states.map((state) => [...state])).toEqual([
      [2, 2],
      [2, 2],
    ]);
    // The other never saw the first round: it answers, and the answer is of a round that is over.
    for (const message of lost) members.receive(message);
    members.run();
    expect([...members.states[0]]).toEqual([2, 2]);
  });

  it('begins at the first alone, and not by itself', () => {
    const members = new Members([[0], [1]]);
    expect(members.rules[1].offer(members.states[1], 0)).toBeNull();
    const alone = ringAllReduce(lonePeer(), { outbox: createOutbox() });
    expect(alone.offer(new Float32Array(1), 0)).toBeNull();
  });
});

function simulationOf(peers: number, changes: Partial<SimulationOptions> = {}): Simulation {
  return new Simulation({
    peers,
    seed: 1,
    method: ravnestMethod.create(
      {
        gossip: 1,
        per: 'update',
        update: { rateOf: () => 1, constantShare: 1 },
        steps: 1,
        rate: 0.05,
        exchange: 'push',
        seed: 1,
      },
      { stages: 2, delay: 0, every: 1 },
    ),
    objective: quadratic({ peers, seed: 1, dimension: 6 }),
    network: { latency: 0.01 },
    trackedPeers: 0,
    ...changes,
  });
}

const spread = (simulation: Simulation): number => {
  const values = simulation.peers
    .filter(({ self }) => simulation.awake.has(self))
    .map(({ model }) => model[0]);
  return Math.max(...values) - Math.min(...values);
};

describe('a ring of peers', () => {
  it.each([0, 3])('goes on updating when member %i closes, and averages without it', (closing) => {
    const simulation = simulationOf(6);
    simulation.runUntil(10.9);
    expect(spread(simulation)).toBeLessThan(1e-5);
    simulation.crash(closing, 5);
    simulation.runUntil(15.5);
    // Nobody knows yet: no averaging, but updates.
    expect(spread(simulation)).toBeGreaterThan(1e-2);
    const staying = simulation.peers.filter(({ self }) => self !== closing);
    expect(staying.map(({ updates }) => updates)).toEqual([15, 15, 15, 15, 15]);
    simulation.runUntil(40.9);
    expect(spread(simulation)).toBeLessThan(1e-5);
    expect(staying.map(({ updates }) => updates)).toEqual([40, 40, 40, 40, 40]);
  });

  it('averages with who joins', () => {
    const simulation = simulationOf(4);
    simulation.runUntil(5.5);
    simulation.arrive();
    simulation.runUntil(30.9);
    expect(simulation.peers.length).toBe(5);
    expect(spread(simulation)).toBeLessThan(0.2);
  });
});
