import { describe, expect, it } from 'vitest';
import { createRandom } from '../../util/random/random.ts';
import { createLatency, type Latency, type LatencyPer, meanOfLatency } from './latency.ts';

const MEASURED = [0.01, 0.01, 0.02, 0.4];

/** Each with its mean and standard deviation, by the book. */
const DISTRIBUTIONS: readonly [Latency, number, number][] = [
  [0.25, 0.25, 0],
  [{ kind: 'uniform', from: 0.1, to: 0.5 }, 0.3, 0.4 / Math.sqrt(12)],
  [{ kind: 'exponential', mean: 0.2 }, 0.2, 0.2],
  [{ kind: 'exponential', mean: 0.2, least: 0.1 }, 0.3, 0.2],
  [{ kind: 'exponential', mean: 0, least: 0.1 }, 0.1, 0],
  [
    { kind: 'lognormal', median: 0.1, sigma: 0.6 },
    0.1 * Math.exp(0.18),
    0.1 * Math.exp(0.18) * Math.sqrt(Math.exp(0.36) - 1),
  ],
  [{ kind: 'trace', seconds: MEASURED }, 0.11, Math.sqrt((2 * 0.1 ** 2 + 0.09 ** 2 + 0.29 ** 2) / 4)],
];

function sample(latency: Latency, per: LatencyPer, count: number): number[] {
  const latencyOf = createLatency(latency, per, createRandom(4));
  return Array.from({ length: count }, (_, i) => latencyOf(i % 7, 7 + i));
}

describe.each(DISTRIBUTIONS)('latency %j', (latency, mean, deviation) => {
  it.each(['pair', 'message'] as const)('has its mean and its spread when drawn for each %s', (per) => {
    const count = 20_000;
    const values = sample(latency, per, count);
    const measured = values.reduce((sum, value) => sum + value, 0) / count;
    const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - measured) ** 2, 0) / count);
    expect(Math.abs(measured - mean)).toBeLessThanOrEqual((4 * deviation) / Math.sqrt(count) + 1e-12);
    expect(Math.abs(spread - deviation)).toBeLessThanOrEqual(0.05 * deviation + 1e-9);
    expect(meanOfLatency(latency)).toBeCloseTo(mean, 12);
  });
});

it('stays within its bounds', () => {
  const values = sample({ kind: 'uniform', from: 0.1, to: 0.5 }, 'message', 5000);
  expect(Math.min(...values)).toBeGreaterThanOrEqual(0.1);
  expect(Math.max(...values)).toBeLessThan(0.5);
  expect(Math.min(...sample({ kind: 'exponential', mean: 1, least: 0.3 }, 'message', 5000))).toBeGreaterThan(
    0.3,
  );
  expect(new Set(sample({ kind: 'trace', seconds: MEASURED }, 'message', 500))).toEqual(new Set(MEASURED));
});

it('is the same for two peers at all times and both ways, when drawn for each pair', () => {
  const latencyOf = createLatency({ kind: 'exponential', mean: 1 }, 'pair', createRandom(1));
  const first = latencyOf(3, 8);
  latencyOf(3, 9);
  expect(latencyOf(3, 8)).toBe(first);
  expect(latencyOf(8, 3)).toBe(first);
  expect(latencyOf(3, 9)).not.toBe(first);
});

it('is another for each message, when drawn for each', () => {
  const latencyOf = createLatency({ kind: 'exponential', mean: 1 }, 'message', createRandom(1));
  expect(latencyOf(3, 8)).not.toBe(latencyOf(3, 8));
});
