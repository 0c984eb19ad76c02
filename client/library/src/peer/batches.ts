/** Examples as tfjs takes them: normalised pixels and labels, a batch at a time. */
import { type Random, shuffle } from '@hearsay/shared/gossip/random/random.ts';
import type { Examples } from '../data/mnist.ts';

/** Mean and standard deviation of MNIST's training pixels, scaled to 0..1. */
export const MNIST_MEAN = 0.1307;
export const MNIST_DEVIATION = 0.3081;

/**
 * By the pixel's byte, a number with mean 0 and variance 1 over MNIST. Not just for speed: where no pixel is negative,
 * what a tab learns of its own digits spills over onto digits it never sees, and peers with different digits drift
 * apart faster.
 */
const NORMALISED = Float32Array.from({ length: 256 }, (_, byte) => normalise(byte / 255));

/** @param share of ink, 0 to 1 */
export function normalise(share: number): number {
  return (share - MNIST_MEAN) / MNIST_DEVIATION;
}

/** Valid until the next one is read. */
export interface Batch {
  /** Row after row. */
  readonly pixels: Float32Array;
  readonly labels: Int32Array;
}

/** Reads so many examples at once into the same memory each time. */
export interface BatchReader {
  /** @param chosen indices of examples, at most `size` */
  read(examples: Examples, chosen: Uint32Array): Batch;
}

/** @param size most examples in a batch @param pixelsEach numbers in an example */
export function createBatchReader(size: number, pixelsEach: number): BatchReader {
  const pixels = new Float32Array(size * pixelsEach);
  const labels = new Int32Array(size);
  return {
    read(examples, chosen) {
      chosen.forEach((example, row) => {
        const from = example * pixelsEach;
        const into = row * pixelsEach;
        for (let i = 0; i < pixelsEach; i++) pixels[into + i] = NORMALISED[examples.pixels[from + i]];
        labels[row] = examples.labels[example];
      });
      return {
        pixels: pixels.subarray(0, chosen.length * pixelsEach),
        labels: labels.subarray(0, chosen.length),
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

/** How many examples there are of each of the ten labels. */
export function countLabels({ labels }: Examples): number[] {
  const counts = new Array<number>(10).fill(0);
  for (const label of labels) counts[label] += 1;
  return counts;
}
