/**
 * Stored examples as a learner takes them. Of each class every fifth example is held out and never learned from, by the order in
 * which they were added: the same after a reload, and whatever is added later.
 */
import type { Rows } from 'hearsay';
import type { Example } from '../kept/example-store.ts';

/** Of so many examples of a class, the last is held out. */
const HELD_OUT = 5;

/** Whether an example is not learned from. @param place among those of its class, or of a table */
export const isHeldOut = (place: number): boolean => place % HELD_OUT === HELD_OUT - 1;

export interface PlacedExample {
  readonly example: Example;
  /** The place of its class among the task's. */
  readonly target: number;
}

export interface Split {
  readonly train: readonly PlacedExample[];
  /** Held out, to test with. */
  readonly test: readonly PlacedExample[];
  /** How many are of no class of the task; they are left out. */
  readonly unknown: number;
}

/** What is learned from, and tested with. */
export interface SplitRows {
  readonly train: Rows;
  readonly test: Rows;
  /** See `Split`. */
  readonly unknown: number;
}

/** @param classes the names of the task's classes, in its order */
export function split(examples: readonly Example[], classes: readonly string[]): Split {
  const places = new Map(classes.map((name, place) => [name, place]));
  const seen = new Uint32Array(classes.length);
  const train: PlacedExample[] = [];
  const test: PlacedExample[] = [];
  let unknown = 0;
  for (const example of examples) {
    const target = places.get(example.label);
    if (target === undefined) {
      unknown += 1;
      continue;
    }
    (isHeldOut(seen[target]) ? test : train).push({ example, target });
    seen[target] += 1;
  }
  return { train, test, unknown };
}

/** The bytes themselves, of drawings and of pictures, as shares from 0 to 1. @param length bytes of an example */
export function byteRows(
  examples: readonly Example[],
  classes: readonly string[],
  length: number,
): SplitRows {
  const { train, test, unknown } = split(examples, classes);
  const rows = (placed: readonly PlacedExample[]): Rows =>
    rowsOf(
      joined(placed.map(({ example }) => example.pixels)),
      255,
      length,
      placed.map(({ target }) => target),
    );
  return { train: rows(train), test: rows(test), unknown };
}

/** @param divisor see `Rows` @param targets the place of each row's class */
export function rowsOf(
  inputs: Rows['inputs'],
  divisor: number,
  inputLength: number,
  targets: readonly number[],
): Rows {
  const isSmall = targets.every((target) => target < 256);
  return {
    ...{ inputs, divisor, inputLength },
    targets: isSmall ? Uint8Array.from(targets) : Uint16Array.from(targets),
  };
}

/** One behind the other. */
export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
