/**
 * The examples that this device has of a room's task: what was brought, in the order in which it came. They stay here: the network
 * learns from four of five of each class, and is tested with the fifth.
 */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { DataSource } from 'hearsay';

/** One of so many of each class is not learned from. */
const HELD_OUT = 5;

export interface Example {
  readonly label: number;
  /** As many as an input has; each is divided by 255. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export type Given = Extract<DataSource, { kind: 'given' }>;

export interface Collection {
  /** In the order in which they came. */
  readonly examples: ReadonlySignal<readonly Example[]>;
  /** How many of each class. */
  readonly counts: ReadonlySignal<readonly number[]>;
  add(examples: readonly Example[]): void;
  /** Takes the last ones back that were added at once. @returns how many that were */
  undo(): number;
  /** Takes all of a class away. */
  clear(label: number): void;
  /** What the network learns from, and is tested with. */
  source(): Given;
}

/** @param inputLength bytes of an example @param initial what was kept */
export function createCollection(
  classes: number,
  inputLength: number,
  initial: readonly Example[] = [],
): Collection {
  const examples = signal(initial);
  const counts = signal(countsOf(initial, classes));
  /** Those that were added at once, the newest last. */
  const batches: (readonly Example[])[] = [];
  const set = (now: readonly Example[]): void => {
    examples.value = now;
    counts.value = countsOf(now, classes);
  };
  return {
    examples,
    counts,
    add(more) {
      if (more.length === 0) return;
      batches.push(more);
      set([...examples.peek(), ...more]);
    },
    undo() {
      const last = new Set(batches.pop());
      const left = examples.peek().filter((example) => !last.has(example));
      const undone = examples.peek().length - left.length;
      if (undone > 0) set(left);
      return undone;
    },
    clear(label) {
      set(examples.peek().filter((example) => example.label !== label));
    },
    source: () => sourceOf(examples.peek(), classes, inputLength),
  };
}

function countsOf(examples: readonly Example[], classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const { label } of examples) counts[label] += 1;
  return counts;
}

/** Every fifth of a class, from its third on, is held out, so that three are enough to have one to test with. */
function sourceOf(examples: readonly Example[], classes: number, inputLength: number): Given {
  const seen = new Array<number>(classes).fill(0);
  const isHeldOut = examples.map(({ label }) => {
    seen[label] += 1;
    return seen[label] % HELD_OUT === 3;
  });
  const rowsOf = (chosen: readonly Example[]): Given['train'] => {
    const inputs = new Uint8Array(chosen.length * inputLength);
    for (const [row, { bytes }] of chosen.entries()) inputs.set(bytes, row * inputLength);
    return { inputs, divisor: 255, inputLength, targets: Uint8Array.from(chosen, ({ label }) => label) };
  };
  return {
    kind: 'given',
    train: rowsOf(examples.filter((_, i) => !isHeldOut[i])),
    test: rowsOf(examples.filter((_, i) => isHeldOut[i])),
  };
}
