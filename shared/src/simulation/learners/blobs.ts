/** Synthetic classes for when MNIST is not asked for: Gaussian blobs, dealt out by label. */
import { labelCounts } from '../../data/partition.ts';
import { createRandom, type Random } from '../../util/random/random.ts';
import type { ClassificationData, Examples } from './examples.ts';
import { requireAmounts, requireCounts, requireThat } from './objective.ts';

export interface BlobsOptions {
  readonly peers: number;
  readonly seed: number;
  /** 20 unless told. */
  readonly inputs?: number;
  /** 10 unless told; at most 256. */
  readonly classes?: number;
  /** Training examples of one peer; 50 unless told. */
  readonly samples?: number;
  /** How many classes one peer sees; 2 unless told. Those of neighbouring peers follow each other. */
  readonly labelsPerPeer?: number;
  /** Distance of each blob's centre from the origin, in standard deviations of a blob; 5 unless told. */
  readonly separation?: number;
  /** Test examples in all, the same number of each class give or take one; 1000 unless told. */
  readonly tests?: number;
}

/**
 * Each class is two blobs N(+v, I) and N(-v, I), v in a random direction of its own. A linear score that is
 * highest at v is not so at -v (but for the one class of largest bias), so that a network without a hidden layer
 * gets at most little more than half of the examples right. All training examples are held by one peer each.
 * @throws RangeError on options out of range
 */
export function blobs(options: BlobsOptions): ClassificationData {
  const { peers, seed, inputs = 20, classes = 10, samples = 50, labelsPerPeer = 2 } = options;
  const { separation = 5, tests = 1000 } = options;
  requireCounts({ peers, inputs, classes, samples, labelsPerPeer, tests });
  requireAmounts({ separation });
  requireThat(classes <= 256, `there can be 256 classes, not ${classes}`);

  const centres = drawCentres(classes, inputs, separation, seed);
  const pools = new Array<number>(classes).fill(1);
  const partition = { kind: 'labels', labels: labelsPerPeer } as const;
  const labels = new Uint8Array(peers * samples);
  const shards: Uint32Array[] = [];
  let row = 0;
  for (let peer = 0; peer < peers; peer++) {
    shards.push(Uint32Array.from({ length: samples }, (_, i) => peer * samples + i));
    labelCounts(partition, pools, samples, seed, peer).forEach((count, label) => {
      labels.fill(label, row, row + count);
      row += count;
    });
  }
  const testLabels = new Uint8Array(tests).map((_, i) => i % classes);
  return {
    train: drawExamples(labels, centres, inputs, createRandom(seed, 'blobs', 'train')),
    test: drawExamples(testLabels, centres, inputs, createRandom(seed, 'blobs', 'test')),
    shards,
  };
}

/** classes x inputs, each row `length` long. */
function drawCentres(classes: number, inputs: number, length: number, seed: number): Float64Array {
  const random = createRandom(seed, 'blobs', 'centres');
  const centres = new Float64Array(classes * inputs).map(() => random.normal());
  for (let at = 0; at < centres.length; at += inputs) {
    const centre = centres.subarray(at, at + inputs);
    const drawn = Math.sqrt(centre.reduce((sum, value) => sum + value * value, 0));
    for (let i = 0; i < inputs; i++) centre[i] *= length / drawn;
  }
  return centres;
}

function drawExamples(labels: Uint8Array, centres: Float64Array, inputs: number, random: Random): Examples {
  const features = new Float32Array(labels.length * inputs);
  for (let row = 0; row < labels.length; row++) {
    const side = random.uniform() < 0.5 ? 1 : -1;
    const centreAt = labels[row] * inputs;
    for (let i = 0; i < inputs; i++) {
      features[row * inputs + i] = side * centres[centreAt + i] + random.normal();
    }
  }
  return { features, labels };
}
