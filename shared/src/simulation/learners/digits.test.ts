import { describe, expect, it } from 'vitest';
import { shardRanges } from '../../data/partition.ts';
import { createRandom } from '../../util/random/random.ts';
import { type DigitImages, digitInputs, digits } from './digits.ts';

/** Images each of one shade, which is the image's index. */
function shades(perLabel: readonly number[]): DigitImages {
  const count = perLabel.reduce((a, b) => a + b, 0);
  return { images: new Uint8Array(count * 784).map((_, i) => Math.floor(i / 784)), perLabel };
}

const train = shades([12, 9, 14, 10, 11, 10, 13, 8, 10, 10]);
const test = shades([3, 2, 105, 2, 2, 2, 2, 2, 2, 2]);
const partition = { kind: 'labels', labels: 2 } as const;
const options = { train, test, peers: 4, partition, samples: 10, seed: 6 };

function shadeOf(features: Float32Array, row: number): number {
  return Math.round((features[row * 784] * 0.3081 + 0.1307) * 255);
}

describe('digits', () => {
  it('gives each peer the images of its slot', () => {
    const { train: converted, shards } = digits(options);
    shards.forEach((shard, slot) => {
      const expected = shardRanges(partition, train.perLabel, 10, 6, slot).flatMap(
        ({ label, start, count }) => {
          const before = train.perLabel.slice(0, label).reduce((a, b) => a + b, 0);
          return Array.from({ length: count }, (_, i) => ({ label, shade: before + start + i }));
        },
      );
      const held = [...shard].map((row) => ({
        label: converted.labels[row],
        shade: shadeOf(converted.features, row),
      }));
      expect(held).toEqual(expected);
    });
  });

  it('converts only what some peer holds, once', () => {
    expect(digits({ ...options, peers: 1 }).train.labels).toHaveLength(10);
    expect(digits({ ...options, peers: 60 }).train.labels).toHaveLength(107);
  });

  it('tests on at most 100 of each label, from the middle', () => {
    const { features, labels } = digits(options).test;
    expect(labels).toHaveLength(3 + 2 + 100 + 7 * 2);
    expect(shadeOf(features, 1)).toBe(1);
    // Five examples before, and two of 105 left out.
    expect(shadeOf(features, 5)).toBe(5 + 2);
  });

  it('pools by means of 2 x 2', () => {
    const random = createRandom(1);
    const images = train.images.map(() => random.integer(256));
    const fine = digits({ ...options, train: { ...train, images } }).train.features;
    const pooled = digits({ ...options, train: { ...train, images }, pool: 2 }).train.features;
    expect(digitInputs(2)).toBe(196);
    expect(pooled.length * 4).toBe(fine.length);
    const [row, y, x] = [3, 5, 9];
    const corner = row * 784 + 2 * y * 28 + 2 * x;
    const mean = (fine[corner] + fine[corner + 1] + fine[corner + 28] + fine[corner + 29]) / 4;
    expect(pooled[row * 196 + y * 14 + x]).toBeCloseTo(mean, 5);
  });

  it('refuses images of another number than it is told', () => {
    const short = { ...train, images: train.images.subarray(1) };
    expect(() => digits({ ...options, train: short })).toThrow(RangeError);
    expect(() => digits({ ...options, samples: 0 })).toThrow(RangeError);
  });
});
