/** What is summed over all rows of a room, as one vector, and what follows from such sums. */

/** What all peers of a room sum: it follows from their task. */
export interface StatisticsShape {
  /** For each column of numbers about where its numbers are, and how far apart: sums are of (number - centre) / scale. */
  readonly numbers: readonly { readonly centre: number; readonly scale: number }[];
  /** How many classes there are; 0 where no class is learned. */
  readonly classes: number;
  /** How many columns have categories. */
  readonly categories: number;
}

/** Of the rows that have a number there, of (number - centre) / scale. */
export interface NumberSums {
  readonly count: number;
  readonly sum: number;
  readonly squares: number;
}

/** What one peer has. */
export interface OwnSums {
  readonly rows: number;
  readonly numbers: readonly NumberSums[];
  /** Rows of each class. */
  readonly classes: readonly number[];
  /** The different texts of each column of categories. */
  readonly categories: readonly (readonly string[])[];
}

export interface NumberStatistics {
  /** Share of all rows that have a number there. */
  readonly present: number;
  readonly mean: number;
  /** The root of the mean squared distance to the mean. */
  readonly deviation: number;
}

export interface Estimate {
  /** Rows of a peer that has any, on average. */
  readonly rows: number;
  /** Null for a column without a number. */
  readonly numbers: readonly (NumberStatistics | null)[];
  /** Share of each class in all rows; empty where there are no rows with a class. */
  readonly classes: readonly number[];
}

/** Places in the vector. */
const WEIGHT = 0;
const ROWS = 1;
const CLASSES = 2;
/** Less than this share of rows is what is left of masks. */
const LEAST_SHARE = 1e-7;

/** Where the masked ones begin: whether a peer has rows at all is no secret. */
export const FIRST_MASKED = ROWS;

/** @throws RangeError where it is not of that shape, or has what is no finite number */
export function vectorOf(own: OwnSums, shape: StatisticsShape): Float64Array {
  const { rows, numbers, classes, categories } = own;
  const sums = numbers.flatMap(({ count, sum, squares }) => [count, sum, squares]);
  const vector = Float64Array.of(rows > 0 ? 1 : 0, rows, ...classes, ...sums);
  if (
    numbers.length !== shape.numbers.length ||
    classes.length !== shape.classes ||
    categories.length !== shape.categories
  )
    throw new RangeError('The sums have not the shape that the room has.');
  if (!vector.every(Number.isFinite)) throw new RangeError('The sums must be finite numbers.');
  return vector;
}

/** Peers that have rows, as far as the vector has them: their share of it. */
export function weightOf(vector: Float64Array): number {
  return vector[WEIGHT];
}

/** Null where the vector says nothing yet. */
export function estimateOf(vector: Float64Array, { numbers, classes }: StatisticsShape): Estimate | null {
  const weight = vector[WEIGHT];
  const rows = vector[ROWS];
  if (!(weight > 0 && rows > 0)) return null;
  const counts = [...vector.subarray(CLASSES, CLASSES + classes)].map((count) => Math.max(0, count));
  const labelled = counts.reduce((total, count) => total + count, 0);
  return {
    rows: rows / weight,
    numbers: numbers.map(({ centre, scale }, i) => {
      const [count, sum, squares] = vector.subarray(CLASSES + classes + 3 * i);
      if (!(count > LEAST_SHARE * rows)) return null;
      const mean = sum / count;
      const deviation = scale * Math.sqrt(Math.max(0, squares / count - mean * mean));
      return { present: Math.min(1, count / rows), mean: centre + scale * mean, deviation };
    }),
    classes: labelled > LEAST_SHARE * rows ? counts.map((count) => count / labelled) : [],
  };
}

/**
 * How far two vectors are from saying the same of their rows, relative to what they say; Infinity where one says nothing yet.
 * Each may be a different share of the whole.
 */
export function differenceOf(one: Float64Array, other: Float64Array): number {
  if (!(one[WEIGHT] > 0 && other[WEIGHT] > 0 && one[ROWS] > 0 && other[ROWS] > 0)) {
    return Number.POSITIVE_INFINITY;
  }
  let largest = 0;
  for (let i = 0; i < one.length; i++) {
    const a = one[i] / one[WEIGHT];
    const b = other[i] / other[WEIGHT];
    const size = Math.max(Math.abs(a), Math.abs(b), one[ROWS] / one[WEIGHT]);
    largest = Math.max(largest, Math.abs(a - b) / size);
  }
  return largest;
}
