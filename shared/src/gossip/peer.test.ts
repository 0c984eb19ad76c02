import { describe, expect, it } from 'vitest';
import { mitraUlukus } from '../methods/mitra-ulukus.ts';
import type { Objective } from '../simulation/learners/objective.ts';
import { Simulation, type SimulationOptions } from '../simulation/simulation.ts';
import { mean } from '../util/numbers.ts';
import { codecNamed } from './codec/codecs.ts';
import type { Learner } from './learner/learner.ts';
import type { Method } from './method.ts';
import type { GossipRate } from './schedule/gossip-rate.ts';

const DIMENSION = 4;

/** Peer i's own optimum is the vector of all i: what all of them want together is the mean. */
function quadratic(optimum: number): Learner {
  return {
    dimension: DIMENSION,
    gradient(parameters, gradient) {
      let loss = 0;
      for (let i = 0; i < DIMENSION; i++) {
        gradient[i] = parameters[i] - optimum;
        loss += gradient[i] ** 2 / 2;
      }
      return loss;
    },
  };
}

const objective: Objective = {
  name: 'quadratic',
  dimension: DIMENSION,
  peers: 8,
  initialise: () => {},
  learner: quadratic,
  evaluate: () => ({ loss: 0 }),
};

function seedMethod(gossip: GossipRate, exchange: 'swap' | 'push' = 'swap'): Method {
  return mitraUlukus({ gossip, per: 'update', update: 'device', steps: 2, rate: 0.01, exchange });
}

function room(options: Partial<SimulationOptions> = {}): Simulation {
  return new Simulation({
    peers: 8,
    seed: 1,
    method: seedMethod('ln'),
    objective,
    network: { latency: 0.01 },
    stepSeconds: () => 0.05,
    ...options,
  });
}

const firsts = (of: Simulation): number[] => of.peers.map((peer) => peer.model[0]);
const spread = (values: number[]): number => Math.max(...values) - Math.min(...values);

describe('Peer', () => {
  it('learns what no peer could learn alone', () => {
    const gossiping = room();
    gossiping.runUntil(200);
    for (const value of firsts(gossiping)) expect(Math.abs(value - 3.5)).toBeLessThan(0.3);

    const alone = room({ method: seedMethod(0) });
    alone.runUntil(200);
    firsts(alone).forEach((value, i) => {
      expect(value).toBeCloseTo(i, 1);
    });
  });

  it('replays a run from its seed, and another from another seed', () => {
    const run = (seed: number): number[] => {
      const one = room({ seed });
      one.runUntil(20);
      return firsts(one);
    };
    expect(run(5)).toEqual(run(5));
    expect(run(5)).not.toEqual(run(6));
  });

  it('starts ln n exchanges an update however long answers take, and paces updates where they take too long', () => {
    const perUpdate = (latency: number, exchange: 'swap' | 'push', pace = 1): number => {
      const one = room({ network: { latency }, method: seedMethod('ln', exchange) });
      one.runUntil(400);
      const rate = mean(one.peers.map(({ updates }) => updates / 400));
      expect(Math.abs(rate / (10 * pace) - 1)).toBeLessThan(0.1);
      expect(Math.abs(mean(one.peers.map((peer) => peer.pace)) / pace - 1)).toBeLessThan(0.15);
      return mean(one.peers.map(({ exchanges, updates }) => exchanges / updates)) / Math.log(8);
    };
    expect(Math.abs(perUpdate(0, 'swap') - 1)).toBeLessThan(0.1);
    expect(Math.abs(perUpdate(1, 'push') - 1)).toBeLessThan(0.1);
    expect(Math.abs(perUpdate(0.01, 'swap') - 1)).toBeLessThan(0.1);
    expect(Math.abs(perUpdate(0.1, 'swap') - 1)).toBeLessThan(0.1);
    // With an answer a second, seven neighbours carry seven exchanges a second, of the 21 that ten updates ask for.
    expect(Math.abs(perUpdate(0.5, 'swap', 7 / (10 * Math.log(8))) - 1)).toBeLessThan(0.1);
  });

  it('says how long answers take: there and back again', () => {
    const secondsWith = (exchange: 'swap' | 'push'): (number | null)[] => {
      const one = room({ network: { latency: 0.05 }, method: seedMethod('ln', exchange) });
      expect(one.peers.map(({ answerSeconds }) => answerSeconds)).toEqual(one.peers.map(() => null));
      one.runUntil(100);
      return one.peers.map(({ answerSeconds }) => answerSeconds);
    };
    for (const seconds of secondsWith('swap')) expect(seconds).toBeCloseTo(0.1, 6);
    for (const seconds of secondsWith('push')) expect(seconds).toBeNull();
  });

  it('lets an update that was held back begin as answers come, not after a second', () => {
    const ROUND_TRIP = 0.2;
    const one = room({ peers: 2, network: { latency: ROUND_TRIP / 2 }, stepSeconds: () => 0.01 });
    const [peer] = one.peers;
    let longest = 0;
    for (let began = 0, updates = 0; one.now < 60; ) {
      one.runUntil(one.now + 0.01);
      if (peer.updates > updates) [began, updates] = [one.now, peer.updates];
      longest = Math.max(longest, one.now - began);
    }
    expect(longest).toBeGreaterThan(ROUND_TRIP / 2);
    // The longest that an update is held back where nobody answers.
    expect(longest).toBeLessThan(1);
  });

  it('stays stable when answers take many updates', () => {
    const one = room({ network: { latency: 0.5 } });
    one.runUntil(300);
    for (const value of firsts(one)) expect(Math.abs(value - 3.5)).toBeLessThan(2);
  });

  it('comes to rest in consensus when all pause, with the mean of before', () => {
    const one = room();
    one.runUntil(50);
    for (const peer of one.peers) peer.pause();
    const before = mean(firsts(one));
    const updates = one.peers.map((peer) => peer.updates);
    one.runUntil(70);
    expect(spread(firsts(one))).toBeLessThan(1e-3);
    expect(mean(firsts(one))).toBeCloseTo(before, 1);
    expect(one.peers.map((peer) => peer.updates)).toEqual(updates);
    const exchanges = (): number[] => one.peers.map((peer) => peer.exchanges);
    const settled = exchanges();
    one.runUntil(150);
    expect(exchanges()).toEqual(settled);
  });

  it('goes on after a pause', () => {
    const one = room();
    one.runUntil(10);
    for (const peer of one.peers) peer.pause();
    one.runUntil(20);
    const before = one.peers[0].updates;
    for (const peer of one.peers) peer.start();
    one.runUntil(30);
    expect(one.peers[0].updates).toBeGreaterThan(before + 50);
  });

  it('knows of every other peer’s updates, directly or through others', () => {
    const one = room();
    one.runUntil(100);
    const made = one.peers.map((peer) => peer.updates);
    for (const peer of one.peers) {
      made.forEach((count, i) => {
        expect(peer.versions?.get(i)).toBeLessThanOrEqual(count);
        expect(peer.versions?.get(i)).toBeGreaterThan(count - 40);
      });
    }
  });

  it('keeps on learning when a fifth of all messages are lost', () => {
    const one = room({ network: { latency: 0.01, loss: 0.2 } });
    one.runUntil(300);
    // Lost replies make the mean wander a little.
    for (const value of firsts(one)) expect(Math.abs(value - 3.5)).toBeLessThan(0.5);
    expect(spread(firsts(one))).toBeLessThan(1);
  });

  it('does nothing more once stopped', () => {
    const one = room();
    one.runUntil(10);
    one.peers[3].stop();
    const before = one.peers[3].model.slice();
    one.runUntil(20);
    expect(one.peers[3].model).toEqual(before);
    expect(one.peers[0].updates).toBeGreaterThan(150);
  });

  it.each(['float32', 'float16', 'top-k:0.5:int8', 'top-k:0.5:int4'])(
    'two peers whose offers cross come together, and do not change places: %s',
    (codec) => {
      const two = new Simulation({
        peers: 2,
        seed: 5,
        method: mitraUlukus({
          gossip: 12,
          per: 'second',
          update: { rateOf: () => 1e-9 },
          steps: 1,
          rate: 0,
          exchange: 'swap',
          codec: codecNamed(codec),
        }),
        objective: {
          ...objective,
          dimension: 200,
          initialise: (parameters, random) => parameters.set(parameters.map(() => random.normal())),
          learner: () => ({ dimension: 200, gradient: () => 0 }),
        },
        distinctInitialisation: true,
        network: { latency: 0.1 },
      });
      const distance = (): number =>
        Math.hypot(...two.peers[0].model.map((value, i) => value - two.peers[1].model[i]));
      const before = distance();
      two.runUntil(120);
      expect(distance()).toBeLessThan(before / 1000);
    },
  );
});
