import { expect, it } from 'vitest';
import { mitraUlukus } from '../methods/mitra-ulukus.ts';
import { quadratic } from '../simulation/learners/quadratic.ts';
import { measureLearning } from '../simulation/measurements.ts';
import { Simulation } from '../simulation/simulation.ts';
import { expectedError, type GossipDescent } from './gossip-descent.ts';

const STEP = 0.1;
const TIMES = [2, 5, 10, 20, 40];

/** Mean error over the peers at `TIMES`, over many seeds, each set against the law for what it drew. */
function compare(
  peers: number,
  gossipRate: number,
  exchange: 'push' | 'swap',
): { measured: number; law: number }[] {
  const sums = TIMES.map(() => ({ measured: 0, law: 0 }));
  const seeds = 2000 / peers;
  for (let seed = 1; seed <= seeds; seed++) {
    const objective = quadratic({ peers, seed, dimension: 2, conditionNumber: 4 });
    const descent: GossipDescent = {
      peers,
      gossipRate,
      exchange,
      updateRate: 1,
      stepSize: STEP,
      modes: [1, 0.25].map((curvature, mode) => ({
        curvature,
        distance: objective.optimum[mode],
        spread: (peers - 1) / peers,
      })),
    };
    const simulation = new Simulation({
      peers,
      seed,
      objective,
      trackedPeers: 0,
      method: mitraUlukus({
        gossip: gossipRate,
        per: 'second',
        update: { rateOf: () => 1, constantShare: 0 },
        steps: 1,
        rate: STEP,
        exchange,
      }),
    });
    const law = expectedError(descent, TIMES);
    TIMES.forEach((time, at) => {
      simulation.runUntil(time);
      sums[at].measured += measureLearning(simulation, objective, peers).loss.mean;
      sums[at].law += law[at];
    });
  }
  return sums;
}

it.each([
  [2, 1, 'push'],
  [8, 1, 'swap'],
  [8, 0.3, 'push'],
  [100, 4, 'push'],
  [100, 0, 'push'],
] as const)('is what %i peers come to that gossip at rate %d by %s', (peers, rate, exchange) => {
  for (const { measured, law } of compare(peers, rate, exchange)) {
    expect(Math.abs(measured / law - 1)).toBeLessThan(0.1);
  }
});

it('begins with the loss where all begin, and is gradient descent where all want the same', () => {
  const descent: GossipDescent = {
    peers: 10,
    gossipRate: 3,
    exchange: 'push',
    updateRate: 1,
    stepSize: 0.2,
    modes: [{ curvature: 0.5, distance: 2, spread: 0 }],
  };
  const [first, later] = expectedError(descent, [0, 10]);
  expect(first).toBeCloseTo(1, 12);
  expect(later).toBeGreaterThan(0);
  expect(later).toBeLessThan(Math.exp(-2 * 0.1 * 10) * 1.5);
});
