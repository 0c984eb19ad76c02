/** A caller's examples: read once, checked, and copied for the Worker. */
import { lengthOf, type Task } from '@hearsay/shared/tasks/task.ts';
import { countRows, labelsFor, noRows, type Rows, targetLength } from '../data/examples.ts';
import type { GivenSource } from '../data/load-data.ts';
import { errorOf } from '../problem-words.ts';
import { type Flat, flatten, requireFinite, type Values } from './values.ts';

/** Most bytes of a caller's examples, training and test each: what a tab holds without trouble. */
const MAX_DATA_BYTES = 2 ** 30;
/** Where no test examples are given, every so manieth example is held out for it. */
const HELD_OUT = 10;

/** Examples: what comes in and what is to come out, each a row an example. */
export interface Pairs {
  /** Shape `[examples, ...input]`, or a flat row behind the other. */
  readonly xs: Values;
  /**
   * Of classes the index of each example's class, or a row for each example in which its class is 1 and all else 0. Of
   * several classes at a time and of values a row for each example.
   */
  readonly ys: Values;
}

/** All at once, or in parts that come one after the other; each part is of one example or more. */
export type Data = Pairs | AsyncIterable<Pairs>;

/**
 * Reads examples; nothing of the caller's is kept, changed or disposed of.
 * @throws HearsayError `no-examples`, `wrong-shape`, `not-finite`, `out-of-range`, `too-much-data`
 */
export async function readData(data: Data, task: Task, signal?: AbortSignal): Promise<Rows> {
  const parts: Rows[] = [];
  let bytes = 0;
  for await (const pairs of isIterable(data) ? data : [data]) {
    if (signal?.aborted) throw errorOf({ code: 'aborted' });
    const part = await readPairs(pairs, task);
    bytes += part.inputs.byteLength + part.targets.byteLength;
    if (bytes > MAX_DATA_BYTES) throw errorOf({ code: 'too-much-data', most: MAX_DATA_BYTES });
    parts.push(part);
  }
  if (parts.length === 0 || parts.every((part) => countRows(part) === 0))
    throw errorOf({ code: 'no-examples' });
  return parts.length === 1 ? parts[0] : joined(parts);
}

/**
 * A caller's examples as a peer has them.
 * @param data null for none @param test null for none; where it is left out some of the data are held out for it
 * @throws HearsayError as `readData`
 */
export async function sourceOf(
  data: Data | null,
  test: Data | null | undefined,
  task: Task,
  signal?: AbortSignal,
): Promise<GivenSource> {
  const read = async (of: Data | null): Promise<Rows> =>
    of === null ? noRows(task) : readData(of, task, signal);
  const train = await read(data);
  return {
    kind: 'given',
    ...(test === undefined ? heldOut(train) : { train, test: await read(test) }),
  };
}

/** Holds every tenth example out for testing; of fewer than ten all are for both. */
export function heldOut(rows: Rows): { train: Rows; test: Rows } {
  const count = countRows(rows);
  if (count < HELD_OUT) return { train: rows, test: rows };
  const isTest = (row: number): boolean => row % HELD_OUT === HELD_OUT - 1;
  return { train: pick(rows, (row) => !isTest(row)), test: pick(rows, isTest) };
}

function isIterable(data: Data): data is AsyncIterable<Pairs> {
  return typeof data === 'object' && data !== null && Symbol.asyncIterator in data;
}

async function readPairs({ xs, ys }: Pairs, task: Task): Promise<Rows> {
  const [inputs, targets] = await Promise.all([flatten(xs, 'inputs'), flatten(ys, 'targets')]);
  const inputLength = lengthOf(task.input);
  const count = rowsOf(inputs, task.input, inputLength);
  requireFinite(inputs.numbers, 'inputs');
  requireFinite(targets.numbers, 'targets');
  const bytes = inputs.numbers instanceof Uint8Array || inputs.numbers instanceof Uint8ClampedArray;
  return {
    inputs: bytes ? Uint8Array.from(inputs.numbers) : Float32Array.from(inputs.numbers),
    divisor: 1,
    inputLength,
    targets:
      task.loss === 'softmaxCrossEntropy'
        ? labelsOf(targets, count, task.outputs)
        : valuesOf(targets, count, targetLength(task)),
  };
}

/** @returns how many examples there are */
function rowsOf({ numbers, shape }: Flat, input: readonly number[], inputLength: number): number {
  const actual = numbers.length;
  const count = Math.floor(actual / inputLength);
  const fits = shape === null || shape.length === 1 || lengthOf(shape.slice(1)) === lengthOf(input);
  if (count * inputLength !== actual || !fits) {
    const each = shape === null ? actual : lengthOf(shape.slice(1));
    throw errorOf({ code: 'wrong-shape', what: 'inputs', expected: inputLength, actual: each });
  }
  return count;
}

function labelsOf({ numbers }: Flat, count: number, outputs: number): Rows['targets'] {
  const labels = labelsFor(count, outputs);
  if (numbers.length === count) {
    for (let row = 0; row < count; row++) {
      const label = numbers[row];
      if (!Number.isInteger(label) || label < 0 || label >= outputs)
        throw errorOf({ code: 'out-of-range', what: 'targets', index: row, least: 0, most: outputs - 1 });
      labels[row] = label;
    }
    return labels;
  }
  if (numbers.length !== count * outputs)
    throw errorOf({ code: 'wrong-shape', what: 'targets', expected: count, actual: numbers.length });
  for (let row = 0; row < count; row++) {
    const own = Array.from({ length: outputs }, (_, i) => numbers[row * outputs + i]);
    const label = own.indexOf(1);
    if (label < 0 || own.some((value, i) => value !== Number(i === label)))
      throw errorOf({ code: 'out-of-range', what: 'targets', index: row * outputs, least: 0, most: 1 });
    labels[row] = label;
  }
  return labels;
}

function valuesOf({ numbers }: Flat, count: number, length: number): Rows['targets'] {
  if (numbers.length !== count * length)
    throw errorOf({
      code: 'wrong-shape',
      what: 'targets',
      expected: count * length,
      actual: numbers.length,
    });
  return Float32Array.from(numbers);
}

function joined(parts: readonly Rows[]): Rows {
  const [{ divisor, inputLength }] = parts;
  const length = parts.reduce((sum, { inputs }) => sum + inputs.length, 0);
  const bytes = parts.every(({ inputs }) => inputs instanceof Uint8Array);
  const inputs = concatenated(
    parts.map((part) => part.inputs),
    bytes ? new Uint8Array(length) : new Float32Array(length),
  );
  const [{ targets: first }] = parts;
  const count = parts.reduce((sum, { targets }) => sum + targets.length, 0);
  const all =
    first instanceof Uint8Array
      ? new Uint8Array(count)
      : first instanceof Uint16Array
        ? new Uint16Array(count)
        : new Float32Array(count);
  const targets = concatenated(
    parts.map((part) => part.targets),
    all,
  );
  return { inputs, divisor, inputLength, targets };
}

function concatenated<T extends Rows['inputs'] | Rows['targets']>(
  parts: readonly ArrayLike<number>[],
  all: T,
): T {
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}

function pick(rows: Rows, wanted: (row: number) => boolean): Rows {
  const { inputLength } = rows;
  const count = countRows(rows);
  const each = rows.targets.length / count;
  return {
    ...rows,
    inputs: rows.inputs.filter((_, i) => wanted(Math.floor(i / inputLength))),
    targets: rows.targets.filter((_, i) => wanted(Math.floor(i / each))),
  };
}
