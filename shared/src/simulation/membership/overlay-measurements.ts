/** What is measured of an overlay from outside. */
import type { PeerIndex } from '../../gossip/peer-index.ts';
import { mean } from '../../util/numbers.ts';
import type { Random } from '../../util/random/random.ts';
import type { Overlay } from './overlay.ts';

export interface Components {
  readonly largest: number;
  /** Living peers outside of the largest component. */
  readonly apart: readonly PeerIndex[];
}

/** The connected components of the living peers and their open links. */
export function measureComponents(overlay: Overlay): Components {
  const { living } = overlay;
  const componentOf = new Map<PeerIndex, number>();
  const sizes: number[] = [];
  for (let position = 0; position < living.count; position++) {
    const first = living.at(position);
    if (componentOf.has(first)) continue;
    const component = sizes.length;
    const found = [first];
    componentOf.set(first, component);
    for (let next = 0; next < found.length; next++) {
      for (const other of overlay.neighbours(found[next])) {
        if (componentOf.has(other)) continue;
        componentOf.set(other, component);
        found.push(other);
      }
    }
    sizes.push(found.length);
  }
  const largest = sizes.length === 0 ? 0 : Math.max(...sizes);
  const giant = sizes.indexOf(largest);
  const apart = [...componentOf].filter(([, component]) => component !== giant).map(([peer]) => peer);
  return { largest, apart };
}

export interface MeasuredDegrees {
  readonly mean: number;
  readonly deviation: number;
  readonly least: number;
  readonly most: number;
}

/** Of the open links of living peers. */
export function measureDegrees(overlay: Overlay): MeasuredDegrees {
  const { living } = overlay;
  let [sum, squares, least, most] = [0, 0, Number.POSITIVE_INFINITY, 0];
  for (let position = 0; position < living.count; position++) {
    const degree = overlay.neighbours(living.at(position)).length;
    sum += degree;
    squares += degree ** 2;
    least = Math.min(least, degree);
    most = Math.max(most, degree);
  }
  const mean = sum / living.count;
  return { mean, deviation: Math.sqrt(Math.max(0, squares / living.count - mean ** 2)), least, most };
}

/**
 * Which share of pairs of neighbours of a peer are neighbours of each other, over a sample of peers; in a random graph of
 * n peers it is the degree over n.
 */
export function measureClustering(overlay: Overlay, sample: number, random: Random): number {
  const { living } = overlay;
  let [pairs, linked] = [0, 0];
  for (let drawn = 0; drawn < sample; drawn++) {
    const neighbours = overlay.neighbours(living.at(random.integer(living.count)));
    for (const one of neighbours) {
      const others = new Set(overlay.neighbours(one));
      for (const another of neighbours) {
        if (another <= one) continue;
        pairs += 1;
        if (others.has(another)) linked += 1;
      }
    }
  }
  return linked / Math.max(1, pairs);
}

/**
 * Pearson's statistic over its mean under the hypothesis, so that about 1 is expected whatever the number of classes:
 * of counts, against equal shares of them all.
 */
export function chiSquarePerFreedom(counts: readonly number[]): number {
  const expected = mean(counts);
  const statistic = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  return statistic / (counts.length - 1);
}
