/** A few of a tab's examples, for people to look at. */
import { countRows, type Rows } from './examples.ts';

/** Most of a tab's own examples that are shown. */
const MOST_OWN = 40;
/** Test examples of each label to try the model with. */
const TEST_EACH = 6;

export interface Samples {
  /** Of what the tab learns from. */
  readonly own: Rows;
  /** Of what it is tested with, and never learns from. */
  readonly test: Rows;
}

/** Of examples that are of one class each. */
export function samplesOf(train: Rows, test: Rows): Samples {
  const held = new Set(train.targets).size;
  return {
    own: someOfEach(train, Math.floor(MOST_OWN / Math.max(1, held))),
    test: someOfEach(test, TEST_EACH),
  };
}

/** At most so many of each label, sorted by label and otherwise in their order; copies. */
export function someOfEach(rows: Rows, most: number): Rows {
  const { inputs, inputLength, targets } = rows;
  const taken = new Map<number, number>();
  const chosen: number[] = [];
  for (let example = 0; example < countRows(rows); example++) {
    const before = taken.get(targets[example]) ?? 0;
    if (before >= most) continue;
    taken.set(targets[example], before + 1);
    chosen.push(example);
  }
  chosen.sort((a, b) => targets[a] - targets[b] || a - b);
  const copy = inputs.slice(0, chosen.length * inputLength);
  const labels = targets.slice(0, chosen.length);
  chosen.forEach((example, i) => {
    copy.set(inputs.subarray(example * inputLength, (example + 1) * inputLength), i * inputLength);
    labels[i] = targets[example];
  });
  return { ...rows, inputs: copy, targets: labels };
}
