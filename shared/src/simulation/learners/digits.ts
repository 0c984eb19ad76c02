/** MNIST for the simulator: from the server's bytes to examples, dealt out as a room's slots are. */
import { PIXELS } from '../../data/mnist-index.ts';
import { shardRanges } from '../../data/partition.ts';
import type { Partition } from '../../settings/run-settings.ts';
import { MNIST_DEVIATION, MNIST_MEAN, MNIST_SIDE } from '../../tasks/mnist.ts';
import type { ClassificationData, Examples } from './examples.ts';
import { requireCounts, requireThat } from './objective.ts';

/** Images sorted by label, 784 bytes each, as data/mnist-index.ts says. */
export interface DigitImages {
  readonly images: Uint8Array;
  readonly perLabel: readonly number[];
}

export interface DigitsOptions {
  readonly train: DigitImages;
  readonly test: DigitImages;
  readonly peers: number;
  readonly partition: Partition;
  /** Training examples of one peer. */
  readonly samples: number;
  readonly seed: number;
  /** 2 halves each side of an image, to 14 x 14 means of 2 x 2 pixels: a quarter of the work. 1 unless told. */
  readonly pool?: 1 | 2;
}

const TESTS_PER_LABEL = 100;

/** Inputs of a network that sees images pooled so. */
export function digitInputs(pool: 1 | 2): number {
  return (MNIST_SIDE / pool) ** 2;
}

/**
 * Peer p holds what slot p of a room of this seed holds. Only images that some peer holds are converted, and of
 * the test images 100 a label, from the middle of each. Time grows with the square of `peers` (see
 * `shardRanges`): a second or two at 1,000.
 * @throws RangeError where images and `perLabel` do not fit each other, or on options out of range
 */
export function digits(options: DigitsOptions): ClassificationData {
  const { train, test, peers, partition, samples, seed, pool = 1 } = options;
  requireCounts({ peers, samples });
  const images: number[] = [];
  const labels: number[] = [];
  // Row of each image among those converted, once one peer holds it.
  const rowOf = new Int32Array(countOf(train)).fill(-1);
  const starts = startsOf(train);
  const shards = Array.from({ length: peers }, (_, slot) => {
    const held: number[] = [];
    for (const { label, start, count } of shardRanges(partition, train.perLabel, samples, seed, slot)) {
      const first = starts[label] + start;
      for (let image = first; image < first + count; image++) {
        if (rowOf[image] < 0) {
          rowOf[image] = images.push(image) - 1;
          labels.push(label);
        }
        held.push(rowOf[image]);
      }
    }
    return Uint32Array.from(held);
  });
  return {
    train: convert(train, images, labels, pool),
    test: convertTest(test, pool),
    shards,
  };
}

function convertTest(test: DigitImages, pool: 1 | 2): Examples {
  requireThat(countOf(test) > 0, 'there must be test images');
  const images: number[] = [];
  const labels: number[] = [];
  const starts = startsOf(test);
  test.perLabel.forEach((size, label) => {
    const count = Math.min(TESTS_PER_LABEL, size);
    const first = starts[label] + Math.floor((size - count) / 2);
    for (let image = first; image < first + count; image++) {
      images.push(image);
      labels.push(label);
    }
  });
  return convert(test, images, labels, pool);
}

/** Standardised pixels of the images named, in that order. */
function convert(
  { images: bytes }: DigitImages,
  images: readonly number[],
  labels: readonly number[],
  pool: 1 | 2,
): Examples {
  const side = MNIST_SIDE / pool;
  const features = new Float32Array(images.length * side * side);
  // Standardised value = byte * scale - shift, and the mean of pool^2 bytes is their sum / pool^2.
  const scale = 1 / (255 * MNIST_DEVIATION * pool * pool);
  const shift = MNIST_MEAN / MNIST_DEVIATION;
  let at = 0;
  for (const image of images) {
    for (let y = 0; y < MNIST_SIDE; y += pool) {
      for (let x = 0; x < MNIST_SIDE; x += pool) {
        const corner = image * PIXELS + y * MNIST_SIDE + x;
        let sum = 0;
        for (let dy = 0; dy < pool; dy++) {
          for (let dx = 0; dx < pool; dx++) sum += bytes[corner + dy * MNIST_SIDE + dx];
        }
        features[at++] = sum * scale - shift;
      }
    }
  }
  return { features, labels: Uint8Array.from(labels) };
}

function countOf({ images, perLabel }: DigitImages): number {
  const count = perLabel.reduce((sum, size) => sum + size, 0);
  requireThat(
    images.length === count * PIXELS,
    `${count} images have ${count * PIXELS} bytes, not ${images.length}`,
  );
  return count;
}

/** Index of each label's first image. */
function startsOf({ perLabel }: DigitImages): number[] {
  let start = 0;
  return perLabel.map((size) => {
    start += size;
    return start - size;
  });
}
