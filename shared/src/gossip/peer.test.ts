import { describe, expect, it } from 'vitest';
import { mitraUlukus } from '../methods/mitra-ulukus.ts';
import { VirtualRoom, type VirtualRoomOptions } from '../simulation/virtual-room.ts';
import type { Learner } from './learner/learner.ts';

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

const swap = mitraUlukus({ gossip: 'ln', steps: 2, rate: 0.01, exchange: 'swap' });

function room(options: Partial<VirtualRoomOptions> = {}): VirtualRoom {
  return new VirtualRoom({
    peers: 8,
    seed: 1,
    method: swap,
    learner: quadratic,
    initial: () => new Float32Array(DIMENSION),
    latency: 0.01,
    stepSeconds: 0.05,
    ...options,
  });
}

const firsts = (of: VirtualRoom): number[] => of.peers.map((peer) => peer.parameters[0]);
const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const spread = (values: number[]): number => Math.max(...values) - Math.min(...values);

describe('Peer', () => {
  it('learns what no peer could learn alone', () => {
    const gossiping = room();
    gossiping.start();
    gossiping.runUntil(200);
    for (const value of firsts(gossiping)) expect(Math.abs(value - 3.5)).toBeLessThan(0.3);

    const alone = room({ method: mitraUlukus({ gossip: 0, steps: 2, rate: 0.01, exchange: 'swap' }) });
    alone.start();
    alone.runUntil(200);
    firsts(alone).forEach((value, i) => {
      expect(value).toBeCloseTo(i, 1);
    });
  });

  it('replays a run from its seed, and another from another seed', () => {
    const run = (seed: number): number[] => {
      const one = room({ seed });
      one.start();
      one.runUntil(20);
      return firsts(one);
    };
    expect(run(5)).toEqual(run(5));
    expect(run(5)).not.toEqual(run(6));
  });

  it('starts ln n exchanges an update, and fewer only where answers are slow', () => {
    const perUpdate = (latency: number, exchange: 'swap' | 'push'): number => {
      const method = mitraUlukus({ gossip: 'ln', steps: 2, rate: 0.01, exchange });
      const one = room({ latency, method });
      one.start();
      one.runUntil(400);
      const rates = one.peers.map((peer) => peer.statistics());
      expect(mean(rates.map((rate) => rate.updateRate))).toBeCloseTo(10, 0);
      return mean(rates.map((rate) => rate.gossipRate / rate.updateRate)) / Math.log(8);
    };
    expect(Math.abs(perUpdate(0, 'swap') - 1)).toBeLessThan(0.1);
    expect(Math.abs(perUpdate(1, 'push') - 1)).toBeLessThan(0.1);
    expect(Math.abs(perUpdate(0.01, 'swap') - 1)).toBeLessThan(0.1);
    // With an answer a second, no more than an exchange a second.
    expect(Math.abs(perUpdate(0.5, 'swap') * 10 * Math.log(8) - 1)).toBeLessThan(0.1);
  });

  it('stays stable when answers take many updates', () => {
    const one = room({ latency: 0.5 });
    one.start();
    one.runUntil(300);
    for (const value of firsts(one)) expect(Math.abs(value - 3.5)).toBeLessThan(2);
  });

  it('comes to rest in consensus when all pause, with the mean of before', () => {
    const one = room();
    one.start();
    one.runUntil(50);
    for (const peer of one.peers) peer.pause();
    const before = mean(firsts(one));
    const updates = one.peers.map((peer) => peer.statistics().updates);
    one.runUntil(70);
    expect(spread(firsts(one))).toBeLessThan(1e-3);
    expect(mean(firsts(one))).toBeCloseTo(before, 1);
    expect(one.peers.map((peer) => peer.statistics().updates)).toEqual(updates);
    const rates = (): number[] => one.peers.map((peer) => peer.statistics().gossipRate);
    expect(Math.min(...rates())).toBeGreaterThan(0);
    one.runUntil(150);
    expect(Math.max(...rates())).toBe(0);
  });

  it('goes on after a pause', () => {
    const one = room();
    one.start();
    one.runUntil(10);
    for (const peer of one.peers) peer.pause();
    one.runUntil(20);
    const before = one.peers[0].statistics().updates;
    for (const peer of one.peers) peer.start();
    one.runUntil(30);
    expect(one.peers[0].statistics().updates).toBeGreaterThan(before + 50);
  });

  it('knows of every other peer’s updates, directly or through others', () => {
    const one = room();
    one.start();
    one.runUntil(100);
    const made = one.peers.map((peer) => peer.statistics().updates);
    for (const peer of one.peers) {
      made.forEach((count, i) => {
        expect(peer.versions.get(i)).toBeLessThanOrEqual(count);
        expect(peer.versions.get(i)).toBeGreaterThan(count - 40);
      });
    }
  });

  it('keeps on learning when a fifth of all messages are lost', () => {
    const one = room({ loss: 0.2 });
    one.start();
    one.runUntil(300);
    // Lost replies make the mean wander, but it stays among what the peers want, and they stay together.
    for (const value of firsts(one)) expect(Math.abs(value - 3.5)).toBeLessThan(2);
    expect(spread(firsts(one))).toBeLessThan(4);
  });

  it('does nothing more once stopped', () => {
    const one = room();
    one.start();
    one.runUntil(10);
    one.peers[3].stop();
    const before = one.peers[3].parameters.slice();
    one.runUntil(20);
    expect(one.peers[3].parameters).toEqual(before);
    expect(one.peers[0].statistics().updates).toBeGreaterThan(150);
  });
});
