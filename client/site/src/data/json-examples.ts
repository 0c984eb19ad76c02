/**
 * Examples as JSON, ready for tfjs: `{ "xs": …, "ys": …, "shape": … }`. Each of `xs` is one example, nested as its shape is or
 * flat; or all of them are one flat list, which `shape` divides. `ys` has the place of a class for each, or a one for it among zeros.
 */
import * as v from 'valibot';
import { DataError } from './data-problem.ts';

/** Bytes of the largest file. */
const MAX_JSON_BYTES = 200e6;

export interface JsonExamples {
  readonly count: number;
  /** Row after row. */
  readonly inputs: Float32Array<ArrayBuffer>;
  /** The place of each row's class. */
  readonly targets: Uint16Array<ArrayBuffer>;
}

const EnvelopeSchema = v.object({
  xs: v.array(v.unknown()),
  ys: v.array(v.unknown()),
  shape: v.optional(v.array(v.pipe(v.number(), v.safeInteger(), v.minValue(1)))),
});

/**
 * @param file what it is called, for problems @param inputLength numbers in an example of the task
 * @param classes how many the task has
 * @throws DataError `file-too-large`, `file-unreadable`, `not-json`, `json-not-examples`, `json-counts-differ` or `unknown-label`
 */
export async function readJsonExamples(
  blob: Blob,
  file: string,
  inputLength: number,
  classes: number,
): Promise<JsonExamples> {
  if (blob.size > MAX_JSON_BYTES)
    throw new DataError({ code: 'file-too-large', file, bytes: blob.size, most: MAX_JSON_BYTES });
  const text = await blob.text().catch(() => {
    throw new DataError({ code: 'file-unreadable', file });
  });
  return parseJsonExamples(text, file, inputLength, classes);
}

/** @param text of the file; see `readJsonExamples` */
export function parseJsonExamples(
  text: string,
  file: string,
  inputLength: number,
  classes: number,
): JsonExamples {
  const wrong = (where: string): DataError => new DataError({ code: 'json-not-examples', file, where });
  const parsed = v.safeParse(EnvelopeSchema, parse(text, file));
  if (!parsed.success) throw wrong(v.getDotPath(parsed.issues[0]) ?? 'xs');
  const { xs, ys, shape } = parsed.output;
  const inShape = shape?.reduce((product, length) => product * length, 1);
  // The shape of one example, or of all of them.
  if (inShape !== undefined && inShape !== inputLength && inShape !== ys.length * inputLength)
    throw wrong('shape');
  const isFlat = typeof xs[0] === 'number' && (inputLength > 1 || xs.length !== ys.length);
  const count = isFlat ? xs.length / inputLength : xs.length;
  if (count !== ys.length)
    throw new DataError({ code: 'json-counts-differ', file, xs: Math.floor(count), ys: ys.length });
  const inputs = new Float32Array(count * inputLength);
  for (let i = 0; i < count; i++) {
    const given = isFlat ? xs.slice(i * inputLength, (i + 1) * inputLength) : xs[i];
    const end = fill(given, inputs, i * inputLength, (i + 1) * inputLength);
    if (end !== (i + 1) * inputLength) throw wrong(isFlat ? 'xs' : `xs.${i}`);
  }
  const targets = Uint16Array.from(ys, (value, i) => {
    const target = targetOf(value, classes);
    if (target === null) throw wrong(`ys.${i}`);
    if (target >= classes) throw new DataError({ code: 'unknown-label', file, label: target, classes });
    return target;
  });
  return { count, inputs, targets };
}

/**
 * As examples to be kept: bytes of pictures or drawings, which are written as shares from 0 to 1 or as bytes from 0 to 255.
 * @param classes the names of the task's classes
 * @throws DataError `json-not-examples` where they are neither
 */
export function bytesOfJson(
  { count, inputs, targets }: JsonExamples,
  file: string,
  classes: readonly string[],
): { label: string; pixels: Uint8Array<ArrayBuffer> }[] {
  let [least, most] = [0, 0];
  for (const value of inputs) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  if (least < 0 || most > 255) throw new DataError({ code: 'json-not-examples', file, where: 'xs' });
  const scale = most <= 1 ? 255 : 1;
  const length = inputs.length / Math.max(1, count);
  return Array.from(targets, (target, i) => ({
    label: classes[target],
    pixels: Uint8Array.from(inputs.subarray(i * length, (i + 1) * length), (value) =>
      Math.round(scale * value),
    ),
  }));
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new DataError({ code: 'not-json', file });
  }
}

/** Writes the numbers in nested lists one behind the other. @returns the place after the last; -1 where they do not fit, or are none */
function fill(value: unknown, into: Float32Array, at: number, end: number): number {
  if (typeof value === 'number') {
    if (at >= end || !Number.isFinite(Math.fround(value))) return -1;
    into[at] = value;
    return at + 1;
  }
  if (!Array.isArray(value)) return -1;
  let next = at;
  for (const inner of value) {
    next = fill(inner, into, next, end);
    if (next < 0) return -1;
  }
  return next;
}

/** @returns null where it is no class */
function targetOf(value: unknown, classes: number): number | null {
  const single = Array.isArray(value) && value.length === 1 && classes > 1 ? value[0] : value;
  if (typeof single === 'number')
    return Number.isInteger(single) && single >= 0 && single < 2 ** 16 ? single : null;
  if (!Array.isArray(single) || single.length !== classes) return null;
  const isOneHot =
    single.every((part) => part === 0 || part === 1) && single.filter((part) => part === 1).length === 1;
  return isOneHot ? single.indexOf(1) : null;
}
