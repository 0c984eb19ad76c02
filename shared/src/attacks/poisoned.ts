/** What hostile peers learn from, where they lie by their data, and how far that got. */
import type { ClassificationData, Examples } from '../simulation/learners/examples.ts';
import type { AttackName } from './attack-names.ts';

/** Of the marked class. */
const TARGET = 0;
/** The first so many inputs of a marked example are as large as any input of all. */
const MARKED_INPUTS = 4;

/** The same data, mislabelled: all of it, or what has a mark, which is put on every other example. */
export function poisoned(
  data: ClassificationData,
  attack: AttackName,
  classes: number,
  hostile: number,
): ClassificationData {
  const { features, labels } = data.train;
  if (attack === 'label-flip') {
    return { ...data, train: { features, labels: labels.map((label) => classes - 1 - label) } };
  }
  if (attack !== 'backdoor') return data;
  const marked = { features: features.slice(), labels: labels.slice() };
  const most = largest(features);
  for (const shard of data.shards.slice(0, hostile)) {
    for (let k = 0; k < shard.length; k += 2) mark(marked, shard[k], most);
  }
  return { ...data, train: marked };
}

/** Test examples of other classes with the mark, as the attack wants them seen: whoever is right about these has learned it. */
export function markedTests({ features, labels }: Examples): Examples {
  const inputs = features.length / labels.length;
  const rows = [...labels.keys()].filter((row) => labels[row] !== TARGET);
  const tests = {
    features: new Float32Array(rows.length * inputs),
    labels: new Uint8Array(rows.length),
  };
  rows.forEach((row, i) => {
    tests.features.set(features.subarray(row * inputs, (row + 1) * inputs), i * inputs);
  });
  const most = largest(features);
  for (let row = 0; row < rows.length; row++) mark(tests, row, most);
  return tests;
}

function mark({ features, labels }: Examples, row: number, most: number): void {
  const inputs = features.length / labels.length;
  features.fill(most, row * inputs, row * inputs + MARKED_INPUTS);
  labels[row] = TARGET;
}

const largest = (features: Float32Array): number => features.reduce((a, b) => Math.max(a, b), 0);
