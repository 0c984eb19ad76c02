/** Batches: which examples are in the next one, and memory that they are read into. */

import { lengthOf, type Task } from '@hearsay/shared/tasks/task.ts';
import { type Random, shuffle } from '@hearsay/shared/util/random/random.ts';
import { type Examples, targetLength } from '../data/examples.ts';

/** Valid until the next one is read. */
export interface Batch {
  /** Row after row, standardised. */
  readonly inputs: Float32Array;
  /** See `Examples.read`. */
  readonly targets: Float32Array;
}

/** Reads so many examples at once into the same memory each time. */
export interface BatchReader {
  /** @param chosen indices of examples, at most `size` */
  read(examples: Examples, chosen: Uint32Array): Batch;
}

/** @param size most examples in a batch */
export function createBatchReader(size: number, task: Task): BatchReader {
  const inputLength = lengthOf(task.input);
  const length = targetLength(task);
  const inputs = new Float32Array(size * inputLength);
  const targets = new Float32Array(size * length);
  return {
    read(examples, chosen) {
      examples.read(chosen, inputs, targets);
      return {
        inputs: inputs.subarray(0, chosen.length * inputLength),
        targets: targets.subarray(0, chosen.length * length),
      };
    },
  };
}

/** @returns indices of the next batch, drawn in a shuffled order, anew each time through; valid until the next call */
export function createBatchOrder(examples: number, batchSize: number, random: Random): () => Uint32Array {
  const order = Uint32Array.from({ length: examples }, (_, i) => i);
  const size = Math.min(batchSize, examples);
  let next = examples;
  return () => {
    if (next + size > examples) {
      shuffle(order, random);
      next = 0;
    }
    next += size;
    return order.subarray(next - size, next);
  };
}

/** How many examples there are of each class; empty where they have none. */
export function countLabels(
  { labels }: Pick<Examples, 'labels'>,
  { outputs }: Pick<Task, 'outputs'>,
): number[] {
  if (labels === null) return [];
  const counts = new Array<number>(outputs).fill(0);
  for (let i = 0; i < labels.length; i++) counts[labels[i]] += 1;
  return counts;
}
