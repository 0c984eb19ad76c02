/**
 * Which examples a slot of a room holds: a function of the seed and the slot alone, so that a tab needs to ask
 * nobody. A shard is one contiguous range of examples of each label. Slots take their ranges one behind the
 * other, so that shards are disjoint until a label's examples are used up; then they begin anew.
 */

import type { Partition } from '../settings/run-settings.ts';
import { createRandom, type Random } from '../util/random/random.ts';

/** Examples `start`..`start + count - 1` of one label, counted within the label. */
export interface LabelRange {
  readonly label: number;
  readonly start: number;
  readonly count: number;
}

/**
 * How many examples of each label a slot holds; they sum to `samples`.
 * `iid`: as drawn from the pool at random. `labels:K`: K labels in equal parts, slot s has those from s*K on,
 * going round, so that ceil(labels/K) neighbouring slots cover all. `dirichlet:A`: shares drawn from the
 * symmetric Dirichlet distribution (Hsu, Qi, Brown 2019, arXiv 1909.06335): the smaller A, the more uneven.
 * @param perLabel size of each label's pool
 */
export function labelCounts(
  partition: Partition,
  perLabel: readonly number[],
  samples: number,
  seed: number,
  slot: number,
): number[] {
  const random = createRandom(seed, 'partition', slot);
  switch (partition.kind) {
    case 'labels': {
      const shares = perLabel.map(() => 0);
      for (let k = 0; k < partition.labels; k++) shares[(slot * partition.labels + k) % perLabel.length] = 1;
      return apportion(shares, samples);
    }
    case 'dirichlet':
      return apportion(
        perLabel.map(() => gamma(partition.alpha, random)),
        samples,
      );
    case 'iid':
      return multinomial(perLabel, samples, random);
  }
}

/** The shard of a slot: at most two ranges a label (two where the end of the pool is passed). */
export function shardRanges(
  partition: Partition,
  perLabel: readonly number[],
  samples: number,
  seed: number,
  slot: number,
): LabelRange[] {
  const starts = perLabel.map((size, label) => createRandom(seed, 'offset', label).integer(size));
  for (let earlier = 0; earlier < slot; earlier++) {
    labelCounts(partition, perLabel, samples, seed, earlier).forEach((count, label) => {
      starts[label] += count;
    });
  }
  const counts = labelCounts(partition, perLabel, samples, seed, slot);
  return counts.flatMap((wanted, label) => {
    const size = perLabel[label];
    const count = Math.min(wanted, size);
    const start = starts[label] % size;
    const first = Math.min(count, size - start);
    return [
      { label, start, count: first },
      { label, start: 0, count: count - first },
    ].filter((range) => range.count > 0);
  });
}

/** Whole numbers in proportion to the shares, summing to the total (largest remainders). */
function apportion(shares: readonly number[], total: number): number[] {
  const sum = shares.reduce((a, b) => a + b, 0);
  const exact = shares.map((share) => (share / sum) * total);
  const counts = exact.map(Math.floor);
  const byRemainder = exact
    .map((value, i) => ({ i, rest: value - counts[i] }))
    .sort((a, b) => b.rest - a.rest);
  const missing = total - counts.reduce((a, b) => a + b, 0);
  for (let k = 0; k < missing; k++) counts[byRemainder[k].i] += 1;
  return counts;
}

function multinomial(weights: readonly number[], total: number, random: Random): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  const counts = weights.map(() => 0);
  for (let drawn = 0; drawn < total; drawn++) {
    let left = random.uniform() * sum;
    let i = 0;
    while (i < weights.length - 1 && left >= weights[i]) left -= weights[i++];
    counts[i] += 1;
  }
  return counts;
}

/** A gamma variate of that shape and scale 1: Marsaglia & Tsang 2000; shapes under 1 by their boost. */
function gamma(shape: number, random: Random): number {
  // Not 0, or shares that all underflow would have no proportion.
  if (shape < 1) {
    const boost = (1 - random.uniform()) ** (1 / shape);
    return Math.max(gamma(shape + 1, random) * boost, Number.MIN_VALUE);
  }
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}
