import { describe, expect, it } from 'vitest';
import { createRandom } from '../util/random/random.ts';
import { type AvailabilityOptions, createAvailability } from './availability.ts';
import { createNetwork, LOST } from './network.ts';

const PROBABILITIES = [1, 0.2, 0.5, 0.9];

/** Which of so many periods each peer reaches peer 0 in, who always is in reach. */
function seen(options: Partial<AvailabilityOptions>, periods = 4000, seed = 1): boolean[][] {
  const reaches = createAvailability({ kind: 'bernoulli', probabilities: PROBABILITIES, ...options }, seed);
  return PROBABILITIES.map((_, peer) =>
    Array.from({ length: periods }, (_, period) => reaches(peer, 0, period + 0.5)),
  );
}

const shareOf = (periods: readonly boolean[]): number => periods.filter(Boolean).length / periods.length;
const changesOf = (periods: readonly boolean[]): number =>
  periods.filter((inReach, k) => k > 0 && inReach !== periods[k - 1]).length / periods.length;

describe.each(['bernoulli', 'markov', 'cyclic'] as const)('availability: %s', (kind) => {
  it('has each peer in reach for the share of time that it is to be', () => {
    seen({ kind }).forEach((periods, peer) => {
      expect(Math.abs(shareOf(periods) - PROBABILITIES[peer])).toBeLessThan(0.05);
    });
  });

  it('is the same in both directions and all through a period, and however often it is asked', () => {
    const options = { kind, probabilities: PROBABILITIES };
    const often = createAvailability(options, 3);
    const seldom = createAvailability(options, 3);
    for (let period = 0; period < 200; period++) {
      const there = [0.1, 0.5, 0.9].flatMap((part) => [
        often(1, 2, period + part),
        often(2, 1, period + part),
      ]);
      expect(new Set(there).size).toBe(1);
      if (period % 7 === 0) expect(seldom(1, 2, period)).toBe(there[0]);
    }
  });

  it('depends on the seed', () => {
    expect(seen({ kind }, 100, 1)).toEqual(seen({ kind }, 100, 1));
    expect(seen({ kind }, 100, 1)).not.toEqual(seen({ kind }, 100, 2));
  });
});

it('a Markov peer changes seldom, a cyclic one twice a cycle', () => {
  const [, , bernoulli] = seen({});
  const [, , markov] = seen({ kind: 'markov', persistence: 0.9 });
  const [, , cyclic] = seen({ kind: 'cyclic', cycle: 20 });
  expect(changesOf(bernoulli)).toBeCloseTo(0.5, 1);
  expect(changesOf(markov)).toBeCloseTo(0.05, 1);
  expect(changesOf(cyclic)).toBeCloseTo(2 / 20, 3);
});

it('a wave makes probabilities rise and fall', () => {
  const [, , , periods] = seen({ wave: { share: 0.5, periods: 100 } });
  const high = periods.filter((_, k) => k % 100 > 10 && k % 100 < 40);
  const low = periods.filter((_, k) => k % 100 > 60 && k % 100 < 90);
  expect(shareOf(high)).toBeGreaterThan(0.75);
  expect(shareOf(low)).toBeLessThan(0.2);
});

it('periods begin at their phase', () => {
  const reaches = createAvailability({ kind: 'bernoulli', probabilities: [0.5], phase: 0.4, period: 2 }, 1);
  for (let period = 0; period < 50; period++) {
    const [first, last] = [0.41, 2.39].map((part) => reaches(0, 0, 2 * period + part));
    expect(first).toBe(last);
  }
});

it('the network loses what is sent from or to somebody out of reach, and leaves its other chances alone', () => {
  const network = createNetwork(
    { availability: { kind: 'cyclic', probabilities: [1, 0.5], cycle: 2 } },
    createRandom(1),
  );
  expect(network.ideal).toBe(false);
  const there = [0, 1, 2, 3].map((period) => network.delay(0, 1, 10, period + 0.2) < LOST);
  const back = [4, 5, 6, 7].map((period) => network.delay(1, 0, 10, period + 0.2) < LOST);
  expect(there).toEqual(back);
  expect([there[0], there[1]].filter(Boolean)).toHaveLength(1);
  expect(network.delay(0, 2, 10, 8)).toBe(0);
});
