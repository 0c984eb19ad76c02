/**
 * The examples that this device has of a room's task, by their classes. They stay here: what the network learns from, and is
 * tested with, is made of them and handed to the run.
 */
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { DataProblem } from '../../data/data-problem.ts';
import type { ExampleStore } from '../../data/kept/example-store.ts';
import type { SplitRows } from '../../data/rows/rows.ts';

/** How inputs are made of what was brought. */
export interface Inputs {
  /** Rows of all examples. @param onProgress told how many rows are there, of how many @throws DataError, as a rejection */
  rows(signal: AbortSignal, onProgress: (done: number, rows: number) => void): Promise<SplitRows>;
  /** One example as the network takes it, before the task's standardisation. @throws DataError, as a rejection */
  one(pixels: Uint8Array<ArrayBuffer>): Promise<Float32Array>;
  close(): void;
}

/** An example with its class, by its place. */
export interface Sorted {
  readonly label: number;
  readonly pixels: Uint8Array<ArrayBuffer>;
}

export interface Collection {
  readonly store: ExampleStore;
  readonly inputs: Inputs;
  /** How many of each class, in the task's order. */
  readonly counts: ReadonlySignal<readonly number[]>;
  /** How many rows are ready to be learned from, and of how many; null while all are. */
  readonly preparing: Signal<{ readonly done: number; readonly rows: number } | null>;
  /** What keeps examples from being kept, or from being learned from; null for nothing. */
  readonly problem: ReadonlySignal<DataProblem | null>;
  readonly trouble: Signal<DataProblem | null>;
  add(label: number, pixels: readonly Uint8Array<ArrayBuffer>[]): void;
  /** Of several classes, at once. */
  addSorted(examples: readonly Sorted[]): void;
  /** Takes the last ones back that were added at once. @returns how many */
  undo(): number;
  /** Takes all of a class away. */
  clear(label: number): void;
}

/** @param classes names, in the task's order */
export function createCollection(
  store: ExampleStore,
  classes: readonly string[],
  inputs: Inputs,
): Collection {
  const trouble = signal<DataProblem | null>(null);
  const addSorted: Collection['addSorted'] = (examples) => {
    if (examples.length === 0) return;
    void store.add(examples.map(({ label, pixels }) => ({ label: classes[label], pixels })));
  };
  return {
    store,
    inputs,
    counts: computed(() => classes.map((name) => store.counts.value.get(name) ?? 0)),
    preparing: signal<{ done: number; rows: number } | null>(null),
    problem: computed(() => trouble.value ?? store.problem.value),
    trouble,
    add: (label, pixels) => addSorted(pixels.map((one) => ({ label, pixels: one }))),
    addSorted,
    undo() {
      const count = store.undoable.peek();
      void store.undo();
      return count;
    },
    clear(label) {
      const those = store.examples.peek().filter((example) => example.label === classes[label]);
      void store.remove(those.map(({ id }) => id));
    },
  };
}
