import { describe, expect, it } from 'vitest';
import { mitraUlukus } from '../methods/mitra-ulukus.ts';
import { createRandom } from '../util/random/random.ts';
import { type ChurnOptions, startChurn } from './churn.ts';
import { nothing } from './learners/objective.ts';
import { Simulation } from './simulation.ts';

const regular = mitraUlukus({
  gossip: 1,
  per: 'second',
  update: { rateOf: () => 1, constantShare: 1 },
  steps: 1,
  rate: 0.1,
  exchange: 'push',
});

const population = (peers: number): Simulation =>
  new Simulation({ peers, seed: 1, method: regular, objective: nothing(peers) });

function churned(peers: number, churn: ChurnOptions, seconds: number): Simulation {
  const simulation = population(peers);
  startChurn(simulation, churn, createRandom(7));
  simulation.runUntil(seconds);
  return simulation;
}

describe('churn', () => {
  it('lets peers arrive at the rate it is told, and start', () => {
    const { peers, awake, present } = churned(10, { arrive: 2 }, 200);
    expect(Math.abs((peers.length - 10) / 400 - 1)).toBeLessThan(0.15);
    expect([awake.count, present.count]).toEqual([peers.length, peers.length]);
    expect(peers[20].updates).toBeGreaterThan(0);
  });

  it('lets each peer leave at the rate it is told, but never the last', () => {
    const few = churned(400, { leave: 0.01 }, 100);
    expect(Math.abs(few.awake.count / (400 * Math.exp(-1)) - 1)).toBeLessThan(0.15);
    expect(few.present.count).toBe(few.awake.count);
    expect(churned(20, { leave: 1 }, 1000).awake.count).toBe(1);
  });

  it.each([
    [0.05, 5, 0.2],
    // Once, many sleeps at a time put off those to come.
    [1, 10, 10 / 11],
  ])('keeps a share of the peers asleep: %s a second, %s seconds each', (sleep, sleepSeconds, share) => {
    const sleepers = churned(300, { sleep, sleepSeconds, noticeSeconds: 0 }, 100);
    expect(Math.abs(1 - sleepers.awake.count / 300 - share)).toBeLessThan(0.06);
  });
});

describe('a peer that goes', () => {
  it('is nobody’s neighbour once it has left', () => {
    const simulation = population(4);
    simulation.runUntil(10);
    simulation.leave(2);
    expect(simulation.present.has(2)).toBe(false);
    const { updates } = simulation.peers[2];
    simulation.runUntil(30);
    expect(simulation.peers[2].updates).toBe(updates);
    expect(simulation.lost).toBe(0);
  });

  it('is talked to in vain until its crash is noticed', () => {
    const simulation = population(4);
    simulation.crash(2, 10);
    simulation.runUntil(9.9);
    expect(simulation.present.has(2)).toBe(true);
    const { lost } = simulation;
    expect(lost).toBeGreaterThan(0);
    simulation.runUntil(50);
    expect(simulation.present.has(2)).toBe(false);
    expect(simulation.lost - lost).toBeLessThan(5);
  });

  it('does nothing in its sleep, and goes on after it with what it had', () => {
    const simulation = population(4);
    simulation.runUntil(10.5);
    const { updates } = simulation.peers[1];
    simulation.sleep(1, 20, 5);
    simulation.runUntil(30.4);
    expect(simulation.peers[1].updates).toBe(updates);
    expect([simulation.present.has(1), simulation.awake.has(1)]).toEqual([false, false]);
    simulation.runUntil(41);
    expect([simulation.present.has(1), simulation.awake.has(1)]).toEqual([true, true]);
    expect(simulation.peers[1].updates).toBeGreaterThanOrEqual(updates + 10);
  });

  it('wakes although its alarm is due at the very moment its sleep ends', () => {
    // Once an endless loop: the alarm, taken first, was put off to the end of the sleep, which is now.
    const simulation = population(2);
    simulation.runUntil(0.5);
    simulation.sleep(0, 1.5, 5);
    simulation.runUntil(4.5);
    expect(simulation.peers[0].updates).toBeGreaterThanOrEqual(3);
  });
});

it('a lone peer’s gossip clock starts when another arrives', () => {
  const simulation = new Simulation({
    peers: 1,
    seed: 1,
    method: mitraUlukus({
      gossip: 'ln',
      per: 'second',
      update: { rateOf: () => 0 },
      steps: 1,
      rate: 0.1,
      exchange: 'push',
    }),
    objective: nothing(1),
  });
  simulation.runUntil(10);
  simulation.arrive();
  simulation.runUntil(60);
  expect(simulation.peers[0].exchanges).toBeGreaterThan(10);
});
