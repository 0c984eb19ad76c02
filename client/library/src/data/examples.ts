/** Examples to learn from or to be tested with, whatever they are of. */
import { isCrossEntropy, lengthOf, type Normalisation, type Task } from '@hearsay/shared/tasks/task.ts';

/** What a learner reads of a data set. */
export interface Examples {
  /** How many there are. */
  readonly count: number;
  /** How many of them were made of each example that was given: itself, and copies of it; 1 by default. */
  readonly rowsEach?: number | undefined;
  /** The class of each, where each is of one class; null elsewhere. */
  readonly labels: ArrayLike<number> | null;
  /**
   * Reads examples into memory of the caller's, row after row.
   * @param chosen which ones @param inputs as the network takes them, standardised
   * @param targets of each the label, or the number that each output is to give
   */
  read(chosen: Uint32Array, inputs: Float32Array, targets: Float32Array): void;
}

/** The examples of one peer, and those that everybody is tested with. */
export interface Dataset {
  readonly train: Examples;
  readonly test: Examples;
}

/** Examples as plain data, which threads can hand to each other: row after row. */
export interface Rows {
  /** Before the task's standardisation, and each to be divided by `divisor`. */
  readonly inputs: Uint8Array<ArrayBuffer> | Float32Array<ArrayBuffer>;
  /** 255 where bytes stand for shares from 0 to 1, as in images; 1 for plain numbers. */
  readonly divisor: number;
  /** Numbers in one input. */
  readonly inputLength: number;
  /** A class for each row, as many as there are rows; or as many numbers for each row as the network gives. */
  readonly targets: Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Float32Array<ArrayBuffer>;
  /** How many rows were made of each example: itself, and copies of it, which do not count as examples; 1 by default. */
  readonly rowsEach?: number;
}

/** Numbers that say what an example is: its class, or one for each output. */
export function targetLength({ loss, outputs }: Task): number {
  return loss === 'softmaxCrossEntropy' ? 1 : outputs;
}

/** How many rows there are. */
export function countRows({ inputs, inputLength }: Rows): number {
  return inputs.length / inputLength;
}

/** For who has none. */
export function noRows({ input, loss, outputs }: Pick<Task, 'input' | 'loss' | 'outputs'>): Rows {
  return {
    inputs: new Float32Array(0),
    divisor: 1,
    inputLength: lengthOf(input),
    targets: loss === 'softmaxCrossEntropy' ? labelsFor(0, outputs) : new Float32Array(0),
  };
}

/** Memory for so many labels. */
export function labelsFor(
  count: number,
  outputs: number,
): Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> {
  return outputs > 256 ? new Uint16Array(count) : new Uint8Array(count);
}

/** Rows in memory as a task's examples. */
export function examplesOf(rows: Rows, task: Task): Examples {
  const { inputs, inputLength, targets } = rows;
  const length = targetLength(task);
  const convert = converter(rows, task);
  return {
    count: countRows(rows),
    rowsEach: rows.rowsEach,
    labels: length === 1 && isCrossEntropy(task.loss) ? targets : null,
    read(chosen, intoInputs, intoTargets) {
      chosen.forEach((example, row) => {
        convert(inputs, example * inputLength, intoInputs, row * inputLength);
        for (let i = 0; i < length; i++) intoTargets[row * length + i] = targets[example * length + i];
      });
    },
  };
}

type Convert = (from: ArrayLike<number>, at: number, into: Float32Array, to: number) => void;

/** Standardises one row. Bytes have a table: there are only 256 of them. */
function converter({ inputs, divisor, inputLength }: Rows, { normalisation }: Task): Convert {
  const standardise = standardiser(normalisation);
  const hasOneScale =
    typeof (normalisation?.mean ?? 0) === 'number' && typeof (normalisation?.deviation ?? 1) === 'number';
  if (inputs instanceof Uint8Array && hasOneScale) {
    const table = Float32Array.from({ length: 256 }, (_, byte) => standardise(byte / divisor, 0));
    return (from, at, into, to) => {
      for (let i = 0; i < inputLength; i++) into[to + i] = table[from[at + i]];
    };
  }
  return (from, at, into, to) => {
    for (let i = 0; i < inputLength; i++) into[to + i] = standardise(from[at + i] / divisor, i);
  };
}

/** @returns standardises the number at a place of an input */
function standardiser(normalisation: Normalisation | null): (value: number, place: number) => number {
  if (normalisation === null) return (value) => value;
  const { mean, deviation } = normalisation;
  if (typeof mean === 'number' && typeof deviation === 'number') return (value) => (value - mean) / deviation;
  const of = (numbers: number | readonly number[], place: number): number =>
    typeof numbers === 'number' ? numbers : numbers[place % numbers.length];
  return (value, place) => (value - of(mean, place)) / of(deviation, place);
}

/** Inputs that were read by nobody's data set, as the network takes them. @param inputs of whole examples */
export function standardised(inputs: Float32Array, { normalisation, input }: Task): Float32Array {
  const standardise = standardiser(normalisation);
  const length = lengthOf(input);
  return inputs.map((value, i) => standardise(value, i % length));
}
