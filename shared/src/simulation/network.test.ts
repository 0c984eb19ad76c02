import { expect, it } from 'vitest';
import { mean } from '../util/numbers.ts';
import { createRandom } from '../util/random/random.ts';
import {
  createNetwork,
  isIdeal,
  LOST,
  MAX_UPLINK_SECONDS,
  meanLatency,
  type Network,
  type NetworkOptions,
} from './network.ts';

const networkOf = (options: NetworkOptions, seed = 1): Network => createNetwork(options, createRandom(seed));

it('costs nothing unless told', () => {
  expect(networkOf({}).ideal).toBe(true);
  expect(networkOf({}).delay(0, 1, 1000, 0)).toBe(0);
  expect(networkOf({}).downlink).toBeNull();
  const free: NetworkOptions[] = [
    { latency: { kind: 'uniform', from: 0, to: 0 }, latencyPer: 'message' },
    { bandwidth: { up: 0, down: 0 } },
    { bandwidth: { shared: 0 } },
    { slowLinks: { oneIn: 2, seconds: 0 } },
  ];
  for (const options of free) expect(networkOf(options).ideal, JSON.stringify(options)).toBe(true);
  const costly: NetworkOptions[] = [
    { latency: 1 },
    { latency: { kind: 'exponential', mean: 1 } },
    { latency: { kind: 'trace', seconds: [0, 0.1] } },
    { jitter: 1 },
    { bandwidth: 1 },
    { bandwidth: { up: 0, down: 1 } },
    { bandwidth: { shared: 1 } },
    { slowLinks: { oneIn: 2, seconds: 1 } },
    { loss: 0.1 },
    { partitions: [{ from: 1, until: 2, groups: 2 }] },
    { availability: { kind: 'bernoulli', probabilities: [0.5] } },
  ];
  for (const options of costly) expect(isIdeal(options), JSON.stringify(options)).toBe(false);
});

it('has a latency, and jitter of the given mean on top of it', () => {
  const network = networkOf({ latency: 0.2, jitter: 0.1 });
  const delays = Array.from({ length: 5000 }, (_, i) => network.delay(0, 1, 10, 100 * i));
  expect(Math.min(...delays)).toBeGreaterThanOrEqual(0.2);
  expect(mean(delays)).toBeCloseTo(0.3, 2);
});

it('says what the mean latency is, and has it', () => {
  const options: NetworkOptions = {
    latency: { kind: 'lognormal', median: 0.1, sigma: 0.5 },
    jitter: 0.05,
    slowLinks: { oneIn: 4, seconds: 0.2 },
  };
  const network = networkOf(options);
  const delays: number[] = [];
  for (let from = 0; from < 100; from++) {
    for (let to = 0; to < 100; to++) if (to !== from) delays.push(network.delay(from, to, 10, 0));
  }
  expect(meanLatency(options)).toBeCloseTo(0.1 * Math.exp(0.125) + 0.05 + 0.1, 12);
  expect(mean(delays)).toBeCloseTo(meanLatency(options), 2);
  expect(meanLatency({})).toBe(0);
});

it('is the same from the same seed, and another from another', () => {
  const delays = (seed: number, latencyPer: 'pair' | 'message'): number[] => {
    const network = networkOf({ latency: { kind: 'uniform', from: 1, to: 2 }, latencyPer, jitter: 1 }, seed);
    return Array.from({ length: 20 }, (_, i) => network.delay(i, i + 1, 10, 0));
  };
  for (const per of ['pair', 'message'] as const) {
    expect(delays(1, per)).toEqual(delays(1, per));
    expect(delays(1, per)).not.toEqual(delays(2, per));
  }
});

it('lets no message overtake another of its link, whatever each takes', () => {
  const network = networkOf({ latency: { kind: 'exponential', mean: 1 }, latencyPer: 'message' });
  const arrivals = Array.from({ length: 2000 }, (_, i) => ({
    there: i / 10 + network.delay(0, 1, 10, i / 10),
    elsewhere: i / 10 + network.delay(0, 2, 10, i / 10),
  }));
  const inOrder = (times: readonly number[]): boolean =>
    times.every((time, i) => i === 0 || time > times[i - 1]);
  expect(inOrder(arrivals.map(({ there }) => there))).toBe(true);
  expect(inOrder(arrivals.map(({ elsewhere }) => elsewhere))).toBe(true);
  expect(inOrder(arrivals.map(({ there, elsewhere }, i) => (i % 2 ? there : elsewhere)))).toBe(false);
});

it('takes longer to and from slow peers, and to no others', () => {
  const network = networkOf({ latency: 0.1, slowLinks: { oneIn: 3, seconds: 1 } });
  expect(network.delay(0, 1, 1, 0)).toBeCloseTo(0.1);
  expect(network.delay(0, 2, 1, 0)).toBeCloseTo(1.1);
  expect(network.delay(2, 0, 1, 0)).toBeCloseTo(1.1);
  expect(network.delay(2, 5, 1, 0)).toBeCloseTo(2.1);
});

it('sends one message behind the other, each peer on an uplink of its own', () => {
  const network = networkOf({ bandwidth: 100, latency: 1 });
  expect(network.delay(0, 1, 50, 10)).toBeCloseTo(1.5);
  expect(network.delay(0, 2, 50, 10)).toBeCloseTo(2);
  expect(network.delay(1, 0, 50, 10)).toBeCloseTo(1.5);
  expect(network.delay(0, 1, 50, 20)).toBeCloseTo(1.5);
});

it('loses what would wait too long for the uplink, and only that', () => {
  const network = networkOf({ bandwidth: 100 });
  for (let sent = 0; sent < MAX_UPLINK_SECONDS; sent++) {
    expect(network.delay(0, 1, 100, 0)).toBeCloseTo(sent + 1);
  }
  expect(network.delay(0, 1, 100, 0)).toBe(LOST);
  expect(network.delay(0, 1, 100, 1)).toBeCloseTo(MAX_UPLINK_SECONDS);
});

it('loses the share that it is told to', () => {
  const network = networkOf({ loss: 0.3 });
  const lost = Array.from({ length: 5000 }, () => network.delay(0, 1, 1, 0)).filter(
    (delay) => delay === LOST,
  );
  expect(Math.abs(lost.length / 5000 - 0.3)).toBeLessThan(0.02);
});

it('keeps the groups of a partition apart for as long as it lasts', () => {
  const network = networkOf({ partitions: [{ from: 5, until: 10, groups: 2 }] });
  const arrives = (from: number, to: number, now: number): boolean => network.delay(from, to, 1, now) < LOST;
  expect([arrives(0, 1, 4.9), arrives(0, 1, 5), arrives(0, 1, 9.9), arrives(0, 1, 10)]).toEqual([
    true,
    false,
    false,
    true,
  ]);
  expect(arrives(0, 2, 7)).toBe(true);
});
