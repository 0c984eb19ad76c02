import { describe, expect, it } from 'vitest';
import type { Partition } from '../settings/run-settings.ts';
import { sum } from '../util/numbers.ts';
import { labelCounts, shardRanges } from './partition.ts';

const perLabel = [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949];
const iid: Partition = { kind: 'iid' };
const labels = (k: number): Partition => ({ kind: 'labels', labels: k });
const dirichlet = (alpha: number): Partition => ({ kind: 'dirichlet', alpha });
const counts = (partition: Partition, slot: number, samples = 2000): number[] =>
  labelCounts(partition, perLabel, samples, 7, slot);
const held = (values: number[]): number[] => values.flatMap((count, label) => (count > 0 ? [label] : []));

describe('labelCounts', () => {
  it.each([iid, labels(1), labels(3), labels(10), dirichlet(0.01), dirichlet(1), dirichlet(1000)])(
    'deals out as many examples as asked for: %o',
    (partition) => {
      for (let slot = 0; slot < 30; slot++) expect(sum(counts(partition, slot))).toBe(2000);
    },
  );

  it('labels:K gives K labels, and neighbouring slots cover all ten', () => {
    expect([0, 1, 2, 3, 4, 5].map((slot) => held(counts(labels(2), slot)))).toEqual([
      [0, 1],
      [2, 3],
      [4, 5],
      [6, 7],
      [8, 9],
      [0, 1],
    ]);
    expect([0, 1, 2, 3].map((slot) => held(counts(labels(3), slot)))).toEqual([
      [0, 1, 2],
      [3, 4, 5],
      [6, 7, 8],
      [0, 1, 9],
    ]);
    expect(counts(labels(2), 0).slice(0, 2)).toEqual([1000, 1000]);
  });

  it('iid gives about a tenth each', () => {
    for (const count of counts(iid, 3)) expect(Math.abs(count - 200)).toBeLessThan(70);
  });

  it('dirichlet is the more uneven the smaller alpha is', () => {
    const largest = (alpha: number): number =>
      sum(Array.from({ length: 50 }, (_, slot) => Math.max(...counts(dirichlet(alpha), slot)))) / 50;
    expect(largest(0.1)).toBeGreaterThan(1000);
    expect(largest(1)).toBeGreaterThan(largest(1000) + 200);
    expect(largest(1000)).toBeLessThan(230);
  });

  it('is a function of seed and slot', () => {
    expect(counts(dirichlet(0.5), 4)).toEqual(counts(dirichlet(0.5), 4));
    expect(counts(dirichlet(0.5), 4)).not.toEqual(counts(dirichlet(0.5), 5));
    expect(labelCounts(dirichlet(0.5), perLabel, 2000, 8, 4)).not.toEqual(counts(dirichlet(0.5), 4));
  });
});

describe('shardRanges', () => {
  const examples = (partition: Partition, slot: number, samples = 2000): string[] =>
    shardRanges(partition, perLabel, samples, 7, slot).flatMap(({ label, start, count }) =>
      Array.from({ length: count }, (_, i) => `${label}/${start + i}`),
    );

  it.each([iid, labels(2), dirichlet(0.3)])('gives slots disjoint shards: %o', (partition) => {
    const all = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((slot) => examples(partition, slot, 1000));
    expect(new Set(all).size).toBe(8000);
  });

  it('stays inside each label’s examples, going round at the end', () => {
    for (let slot = 0; slot < 40; slot++) {
      for (const { label, start, count } of shardRanges(labels(2), perLabel, 5000, 7, slot)) {
        expect(start).toBeGreaterThanOrEqual(0);
        expect(start + count).toBeLessThanOrEqual(perLabel[label]);
      }
    }
  });

  it('never gives more examples of a label than there are', () => {
    const total = sum(shardRanges(labels(1), perLabel, 60_000, 7, 0).map(({ count }) => count));
    expect(total).toBe(perLabel[0]);
  });
});
