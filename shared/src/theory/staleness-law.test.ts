import { describe, expect, it } from 'vitest';
import { createRandom } from '../util/random/random.ts';
import { harmonic, stalenessLaw } from './staleness-law.ts';

const LAW = { variant: 'relay', exchange: 'push', gossipRate: 1, updateRate: 1 } as const;

/** Mean seconds until each other peer knows, over so many runs: shortest ways, each link the latency plus an exponential
 * time until one peer turns to just that other. @param latencies equally likely */
function percolationTime(peers: number, latencies: readonly number[], runs: number): number {
  const random = createRandom(peers, 'percolation', runs);
  const wayAndWait = (): number =>
    latencies[random.integer(latencies.length)] + random.exponential(1 / (peers - 1));
  let sum = 0;
  for (let run = 0; run < runs; run++) {
    const times = new Float64Array(peers).fill(Number.POSITIVE_INFINITY);
    const told = new Set<number>();
    times[0] = 0;
    while (told.size < peers) {
      let next = -1;
      for (let peer = 0; peer < peers; peer++) {
        if (!told.has(peer) && (next < 0 || times[peer] < times[next])) next = peer;
      }
      told.add(next);
      sum += times[next];
      for (let peer = 0; peer < peers; peer++) {
        if (told.has(peer)) continue;
        times[peer] = Math.min(times[peer], times[next] + wayAndWait());
      }
    }
  }
  return sum / runs / (peers - 1);
}

describe('the law of staleness', () => {
  it('takes the paper’s form where messages take no time', () => {
    const law = { exchange: 'push', peers: 4, gossipRate: 2, updateRate: 3 } as const;
    expect(stalenessLaw({ ...law, variant: 'relay' })).toBeCloseTo((3 * (1 + 1 / 2 + 1 / 3)) / 2, 12);
    expect(stalenessLaw({ ...law, variant: 'no-relay' })).toBeCloseTo((3 * 3) / 2, 12);
    expect(stalenessLaw({ ...law, variant: 'opportunistic' })).toBeCloseTo((3 * 4) / 2, 12);
    expect(stalenessLaw({ ...law, exchange: 'swap', variant: 'relay' })).toBeCloseTo(2.75 / 2, 12);
    expect(stalenessLaw({ ...law, variant: 'relay', latency: 0 })).toBe(
      stalenessLaw({ ...law, variant: 'relay' }),
    );
  });

  it.each([3, 8, 64, 1024])('goes to that for short ways, with %i peers', (peers) => {
    const law = stalenessLaw({ ...LAW, peers, latency: 1e-9 });
    expect(Math.abs(law / harmonic(peers - 1) - 1)).toBeLessThan(1e-3);
  });

  it.each([
    [2, 3, 4000],
    [4, 0.3, 4000],
    [8, 0.05, 3000],
    [8, 3, 1000],
    [32, 1, 1000],
    [32, 30, 300],
    [256, 0.3, 250],
    [256, 10, 100],
  ])(
    'is what percolation among %i peers comes to with messages %d / lambda on their way',
    (peers, latency, runs) => {
      const measured = percolationTime(peers, [latency], runs);
      expect(Math.abs(measured / stalenessLaw({ ...LAW, peers, latency }) - 1)).toBeLessThan(0.03);
    },
  );

  it.each([
    [8, [0, 2], 2000],
    [64, [0.2, 1, 4], 400],
    [64, [1, 10, 10, 10], 300],
  ])('is what percolation among %i peers comes to with ways of %j', (peers, latency, runs) => {
    const measured = percolationTime(peers, latency, runs);
    const mean = latency.reduce((sum, one) => sum + one, 0) / latency.length;
    expect(Math.abs(measured / stalenessLaw({ ...LAW, peers, latency }) - 1)).toBeLessThan(0.03);
    expect(measured).toBeLessThan(0.97 * stalenessLaw({ ...LAW, peers, latency: mean }));
  });

  it('is exact for two peers, and counts a swap’s rate twice', () => {
    expect(stalenessLaw({ ...LAW, peers: 2, latency: 5 })).toBeCloseTo(6, 9);
    expect(stalenessLaw({ ...LAW, exchange: 'swap', peers: 2, latency: 5 })).toBeCloseTo(5.5, 9);
    const push = stalenessLaw({ ...LAW, gossipRate: 2, peers: 50, latency: 0.4 });
    expect(stalenessLaw({ ...LAW, exchange: 'swap', peers: 50, latency: 0.4 })).toBe(push);
  });

  it('does not depend on the unit of time', () => {
    const law = stalenessLaw({ ...LAW, peers: 20, latency: 0.7 });
    const faster = { gossipRate: 25, updateRate: 25, latency: 0.7 / 25 };
    expect(stalenessLaw({ ...LAW, peers: 20, ...faster })).toBeCloseTo(law, 9);
  });

  it('grows by ln 2 / alpha each time a large room doubles, alpha the root of alpha = mu e^(-alpha L)', () => {
    const at = (peers: number): number => stalenessLaw({ ...LAW, peers, latency: 2 });
    // W(2) = 0.8526055020137255
    expect((at(2 ** 20) - at(2 ** 19)) / Math.LN2).toBeCloseTo(2 / 0.8526055020137255, 4);
  });

  it('adds the way alone where nothing is relayed', () => {
    for (const variant of ['no-relay', 'opportunistic'] as const) {
      const ideal = stalenessLaw({ ...LAW, variant, updateRate: 3, peers: 9 });
      expect(stalenessLaw({ ...LAW, variant, updateRate: 3, peers: 9, latency: 2 })).toBeCloseTo(
        ideal + 6,
        9,
      );
    }
  });

  it('is infinite where nobody gossips, and 0 for one alone, whatever the way', () => {
    expect(stalenessLaw({ ...LAW, gossipRate: 0, peers: 5, latency: 1 })).toBe(Number.POSITIVE_INFINITY);
    expect(stalenessLaw({ ...LAW, peers: 1, latency: 1 })).toBe(0);
  });
});
