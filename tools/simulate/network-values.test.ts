import { meanLatency } from '@hearsay/shared/simulation/network.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bandwidths, latencies, lateness } from './network-values.ts';

describe('--latency', () => {
  it('takes seconds, distributions and the name of a file', () => {
    expect(['0', '0.05', '1e4'].map(latencies.parse)).toEqual([0, 0.05, 1e4]);
    expect(latencies.parse('uniform:0.01:0.2')).toEqual({ kind: 'uniform', from: 0.01, to: 0.2 });
    expect(latencies.parse('exponential:0.1')).toEqual({ kind: 'exponential', mean: 0.1, least: 0 });
    expect(latencies.parse('exponential:0.1:0.02')).toEqual({ kind: 'exponential', mean: 0.1, least: 0.02 });
    expect(latencies.parse('lognormal:0.05:0.7')).toEqual({ kind: 'lognormal', median: 0.05, sigma: 0.7 });
    expect(latencies.parse('trace:C:\\pings.csv')).toEqual({ kind: 'file', path: 'C:\\pings.csv' });
  });

  it('refuses what is backwards, incomplete or too much', () => {
    for (const wrong of [
      '',
      '-1',
      '1e5',
      'uniform',
      'uniform:1',
      'uniform:2:1',
      'uniform:1:2:3',
      'uniform::',
      'exponential',
      'exponential:',
      'exponential:1:2:3',
      'lognormal:1',
      'lognormal:1:4',
      'lognormal:-1:1',
      'normal:1:1',
      'trace:',
      'Uniform:1:2',
      'constructor:1',
    ]) {
      expect(latencies.parse(wrong), wrong).toBeNull();
    }
  });
});

describe('--bandwidth', () => {
  it('takes what a peer can send, what it can send and receive, and what all share', () => {
    expect(['0', '1e6', '100000:2e6', '0:5', 'shared:3e6'].map(bandwidths.parse)).toEqual([
      0,
      1e6,
      { up: 100_000, down: 2e6 },
      { up: 0, down: 5 },
      { shared: 3e6 },
    ]);
    for (const wrong of ['', 'fast', '-1', '1:', ':1', '1:2:3', 'shared', 'shared:', 'shared:1:2', '2e12']) {
      expect(bandwidths.parse(wrong), wrong).toBeNull();
    }
  });
});

describe('--slow-links', () => {
  it('takes how many are late, and how late', () => {
    expect(lateness.parse('10:2.5')).toEqual({ oneIn: 10, seconds: 2.5 });
    for (const wrong of ['', '10', '0:1', '1.5:1', '10:-1', '10:1:1', '10:2e4']) {
      expect(lateness.parse(wrong), wrong).toBeNull();
    }
  });
});

it('makes of any text nothing, or something that can be simulated', () => {
  const number = fc.oneof(fc.double().map(String), fc.constantFrom('', '0', '1', '1e999', '-1', '0x1', '3'));
  const word = fc.constantFrom('uniform', 'exponential', 'lognormal', 'shared', 'trace');
  const text = fc.array(fc.oneof(word, number), { maxLength: 4 }).map((parts) => parts.join(':'));
  const none = { kind: 'uniform', from: 0, to: 0 } as const;
  fc.assert(
    fc.property(fc.oneof(text, fc.string()), (given) => {
      const latency = latencies.parse(given) ?? none;
      const mean = typeof latency === 'object' && latency.kind === 'file' ? 0 : meanLatency({ latency });
      expect(mean).toBeGreaterThanOrEqual(0);
      expect(mean).toBeLessThan(Number.POSITIVE_INFINITY);
      const bandwidth = bandwidths.parse(given) ?? 0;
      for (const rate of typeof bandwidth === 'number' ? [bandwidth] : Object.values(bandwidth)) {
        expect(rate).toBeGreaterThanOrEqual(0);
        expect(rate).toBeLessThan(Number.POSITIVE_INFINITY);
      }
    }),
  );
});
