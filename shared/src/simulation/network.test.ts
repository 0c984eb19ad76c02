import { expect, it } from 'vitest';
import { createRandom } from '../gossip/random/random.ts';
import { createNetwork, LOST, MAX_UPLINK_SECONDS, type Network, type NetworkOptions } from './network.ts';

const networkOf = (options: NetworkOptions): Network => createNetwork(options, createRandom(1));

it('costs nothing unless told', () => {
  expect(networkOf({}).ideal).toBe(true);
  expect(networkOf({}).delay(0, 1, 1000, 0)).toBe(0);
  for (const options of [{ latency: 1 }, { jitter: 1 }, { bandwidth: 1 }, { loss: 0.1 }]) {
    expect(networkOf(options).ideal).toBe(false);
  }
});

it('has a latency, and jitter of the given mean on top of it', () => {
  const network = networkOf({ latency: 0.2, jitter: 0.1 });
  const delays = Array.from({ length: 5000 }, () => network.delay(0, 1, 10, 0));
  expect(Math.min(...delays)).toBeGreaterThanOrEqual(0.2);
  expect(delays.reduce((sum, delay) => sum + delay, 0) / delays.length).toBeCloseTo(0.3, 2);
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
