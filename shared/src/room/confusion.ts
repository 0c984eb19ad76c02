/**
 * What classes were taken for: of each class how many examples were taken for each. In reports only what is not 0 is said, since
 * few tested examples are taken for few classes.
 */
import * as v from 'valibot';

/** Most classes that are told apart: a row and a column each. */
export const MAX_CONFUSED_CLASSES = 32;
/** Most examples that a peer can have tested with, as far as others believe it. */
export const MAX_TESTED = 100_000;

/** Counts, by the class that an example is of, and then by the one that it was taken for. */
export type Confusion = readonly (readonly number[])[];

/** As it travels: by place, which is the class times as many as there are, and the class it was taken for, in their order. */
export const SparseConfusionSchema = v.pipe(
  v.array(
    v.tuple([
      v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX_CONFUSED_CLASSES ** 2 - 1)),
      v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_TESTED)),
    ]),
  ),
  v.maxLength(MAX_CONFUSED_CLASSES ** 2),
  v.check((entries) => entries.every(([place], i) => i === 0 || place > entries[i - 1][0])),
);
type SparseConfusion = v.InferOutput<typeof SparseConfusionSchema>;

export function writeConfusion(confusion: Confusion): SparseConfusion {
  return confusion.flatMap((row, of) =>
    row.flatMap(
      (count, taken): SparseConfusion => (count > 0 ? [[of * confusion.length + taken, count]] : []),
    ),
  );
}

/** Null where it is not of so many classes. */
export function readConfusion(entries: SparseConfusion, classes: number): number[][] | null {
  const confusion = noConfusion(classes);
  for (const [place, count] of entries) {
    if (place >= classes ** 2) return null;
    confusion[Math.floor(place / classes)][place % classes] = count;
  }
  return confusion;
}

/** Of nothing tested yet. */
export function noConfusion(classes: number): number[][] {
  return Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
}
