/** A few of a tab's examples, for people to look at. */
import type { Examples } from './mnist.ts';

/** Most of a tab's own digits that are shown. */
const MOST_OWN = 40;
/** Test digits of each label to try the model with. */
const TEST_EACH = 6;

export interface Samples {
  /** Of what the tab learns from. */
  readonly own: Examples;
  /** Of what it is tested with, and never learns from. */
  readonly test: Examples;
}

export function samplesOf(train: Examples, test: Examples): Samples {
  const held = new Set(train.labels).size;
  return {
    own: someOfEach(train, Math.floor(MOST_OWN / Math.max(1, held))),
    test: someOfEach(test, TEST_EACH),
  };
}

/** At most so many of each label, sorted by label and otherwise in their order; copies. */
export function someOfEach({ pixels, pixelsEach, labels }: Examples, most: number): Examples {
  const taken = new Map<number, number>();
  const chosen: number[] = [];
  labels.forEach((label, example) => {
    const before = taken.get(label) ?? 0;
    if (before >= most) return;
    taken.set(label, before + 1);
    chosen.push(example);
  });
  chosen.sort((a, b) => labels[a] - labels[b] || a - b);
  const copy = new Uint8Array(chosen.length * pixelsEach);
  chosen.forEach((example, i) => {
    copy.set(pixels.subarray(example * pixelsEach, (example + 1) * pixelsEach), i * pixelsEach);
  });
  return { pixels: copy, pixelsEach, labels: Uint8Array.from(chosen, (example) => labels[example]) };
}
