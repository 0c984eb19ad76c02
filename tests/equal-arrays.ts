/**
 * Read before each file of unit tests: `toEqual` compares typed arrays number by number. Vitest's own way, as objects with a key
 * for each place, takes a second for the parameters of a network.
 */
import { expect } from 'vitest';

type Numbers = Exclude<NodeJS.TypedArray, BigInt64Array | BigUint64Array>;

const isNumbers = (value: unknown): value is Numbers =>
  ArrayBuffer.isView(value) &&
  !(value instanceof DataView || value instanceof BigInt64Array || value instanceof BigUint64Array);

/** @returns undefined where the two are no such arrays, or not of one kind: that is for others to say */
function areEqual(a: unknown, b: unknown): boolean | undefined {
  if (!isNumbers(a) || !isNumbers(b) || a.constructor !== b.constructor) return undefined;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return false;
  return true;
}

expect.addEqualityTesters([areEqual]);
