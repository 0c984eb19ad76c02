import { describe, expect, it } from 'vitest';
import { createRandom } from '../util/random/random.ts';
import { guessByLoss, mostAdvantage } from './membership.ts';

describe('who guesses by the loss', () => {
  it('knows all where members have less of it', () => {
    expect(guessByLoss([0, 0.1, 0.2], [0.3, 1, 2])).toEqual({ advantage: 1, auc: 1 });
    expect(guessByLoss([0.3, 1, 2], [0, 0.1, 0.2])).toEqual({ advantage: -1, auc: 0 });
  });

  it('knows nothing where losses are the same', () => {
    expect(guessByLoss([1, 1, 1], [1, 1])).toEqual({ advantage: 0, auc: 0.5 });
  });

  it('is right as often as pairs and thresholds counted one by one say', () => {
    const random = createRandom(1);
    // Of few values, so that there are ties.
    const losses = (count: number, shift: number): number[] =>
      Array.from({ length: count }, () => random.integer(8) + shift);
    const [members, others] = [losses(31, 0), losses(31, 1)];
    let wins = 0;
    for (const member of members)
      for (const other of others) wins += member < other ? 1 : member === other ? 0.5 : 0;
    const { auc, advantage } = guessByLoss(members, others);
    expect(auc).toBeCloseTo(wins / members.length / others.length, 12);
    expect(advantage).toBeGreaterThan(0);
    expect(advantage).toBeLessThan(1);
  });
});

describe('what a budget allows', () => {
  it('is nothing at none, and all at any', () => {
    expect(mostAdvantage({ epsilon: 0, delta: 0 })).toBe(0);
    expect(mostAdvantage({ epsilon: 0, delta: 1e-3 })).toBeCloseTo(1e-3, 12);
    expect(mostAdvantage({ epsilon: 40, delta: 0 })).toBeCloseTo(1, 12);
  });

  it('is reached by randomised response, and by nothing beyond', () => {
    // Says the truth with probability e^epsilon / (e^epsilon + 1) (Warner 1965).
    const truth = Math.exp(1.2) / (Math.exp(1.2) + 1);
    expect(mostAdvantage({ epsilon: 1.2, delta: 0 })).toBeCloseTo(truth - (1 - truth), 12);
  });
});
