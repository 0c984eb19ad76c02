/** What a neighbour makes out of the pictures that a peer learned from between two models that it sent. */

import { CLASSES } from '@hearsay/shared/data/mnist-index.ts';
import type { Learner } from '@hearsay/shared/gossip/learner/learner.ts';
import { type DenseLayer, inputFrom, inputsByUnit } from '@hearsay/shared/leaks/first-layer.ts';
import { bestMatch, likenesses, peakSignalToNoise, sharesOf } from '@hearsay/shared/leaks/likeness.ts';
import { overheardChange, withChoiceTold } from '@hearsay/shared/leaks/overheard.ts';
import { PrivacyLedger } from '@hearsay/shared/privacy/ledger.ts';
import { withPrivacy } from '@hearsay/shared/privacy/private-learner.ts';
import { codecOf } from '@hearsay/shared/settings/run-codec.ts';
import { type DigitImages, digits } from '@hearsay/shared/simulation/learners/digits.ts';
import type { ClassificationData } from '@hearsay/shared/simulation/learners/examples.ts';
import { mlp } from '@hearsay/shared/simulation/learners/mlp.ts';
import { MNIST_DEVIATION, MNIST_MEAN } from '@hearsay/shared/tasks/mnist.ts';
import { createRandom, shuffle } from '@hearsay/shared/util/random/random.ts';
import { measurement } from '../../experiments/measurement.ts';
import { readMnist } from '../../experiments/mnist.ts';

export interface InversionInput {
  /** That the peer has. */
  readonly examples: number;
  readonly batch: number;
  /** Local steps between the two models. */
  readonly steps: number;
  /** As a link says it. */
  readonly codec: string;
  /** Steps that the model was trained for before, on other pictures. */
  readonly trained: number;
  /** Gradients as they are, each example's clipped to a length of 1, or private. */
  readonly gradients: 'plain' | 'clipped' | { readonly epsilon: number; readonly delta: number };
  readonly seeds: readonly number[];
  /** Of each seed. */
  readonly attempts: number;
}

/** Means over the attempts of one seed. */
export interface InversionResult {
  /** Correlation of the picture that the whole layer gives with that of the batch it is most like. */
  readonly correlation: number;
  /** The same with as many others as are in a batch, which the peer does not have. */
  readonly withOthers: number;
  /** In dB, no more than `MOST_DECIBELS`. */
  readonly psnr: number;
  /** Pictures of the batch that single units give. */
  readonly found: number;
  /** Pictures that they seem to give, of these others. */
  readonly foundOthers: number;
}

const UNITS = [784, 128, 64, 10];
const FIRST: DenseLayer = { inputs: UNITS[0], outputs: UNITS[1] };
const RATE = 0.1;
const METHOD = 'mitra-ulukus';
/** Of two pictures that are taken for the same. Of 179,700 pairs of MNIST's digits six are so much alike, all of them ones. */
const SAME = 0.95;
/** Pixels of a byte have no more: they are rounded to 1/255. */
const MOST_DECIBELS = 60;
/** Nothing is tested here: one blank image. */
const NO_TESTS: DigitImages = {
  images: new Uint8Array(FIRST.inputs),
  perLabel: Array.from({ length: CLASSES }, (_, label) => (label === 0 ? 1 : 0)),
};
/** Of which the peer's examples are some, so that there are other pictures and some to train with. */
const LEAST_SAMPLES = 32;
/** Batches of which all are empty are drawn anew so often at the most. */
const MOST_DRAWS = 200;

export default measurement(async (input: InversionInput, onProgress): Promise<readonly InversionResult[]> => {
  const { train } = await readMnist();
  const { seeds, attempts, examples } = input;
  // One peer for each attempt, one with other pictures, and one that the model was trained by.
  const peers = attempts + 2;
  const samples = Math.max(examples, LEAST_SAMPLES);
  return seeds.map((seed, i) => {
    onProgress(i / seeds.length);
    const data = digits({ train, test: NO_TESTS, peers, partition: { kind: 'iid' }, samples, seed });
    const shards = data.shards.map((shard, peer) => {
      const mixed = shard.slice();
      shuffle(mixed, createRandom(seed, 'order', peer));
      return mixed.subarray(0, peer > attempts ? mixed.length : examples);
    });
    return meanOf(attacksOn({ ...data, shards }, input, seed));
  });
});

function attacksOn(data: ClassificationData, input: InversionInput, seed: number): InversionResult[] {
  const { attempts, batch, steps, codec } = input;
  const pictureOf = (row: number): Float32Array =>
    data.train.features.subarray(row * FIRST.inputs, (row + 1) * FIRST.inputs);
  const others = [...data.shards[attempts].subarray(0, batch)].map(pictureOf);
  const model = trainedModel(data, attempts + 1, input.trained, seed);
  const objective = mlp({ data, units: UNITS, batchSize: batch });
  return Array.from({ length: attempts }, (_, peer) => {
    const shard = data.shards[peer];
    let rows = shard;
    const plain = withChoiceTold(objective.learner(peer, createRandom(seed, 'batches', peer)), (chosen) => {
      rows = chosen.map((index) => shard[index]);
    });
    const learner = learnerWith(input.gradients, plain, batch, seed + peer);
    const overheard = (draw: number): Float32Array =>
      overheardChange({
        ...{ learner, model, steps, rate: RATE },
        codec: codecOf({ codec, method: METHOD }),
        random: createRandom(seed, 'codec', peer, draw),
      });
    let change = overheard(0);
    for (let draw = 1; rows.length === 0 && draw < MOST_DRAWS; draw++) change = overheard(draw);
    return judge(change, [...rows].map(pictureOf), others);
  });
}

function trainedModel(data: ClassificationData, peer: number, steps: number, seed: number): Float32Array {
  const objective = mlp({ data, units: UNITS });
  const model = new Float32Array(objective.dimension);
  objective.initialise(model, createRandom(seed, 'initial'));
  const learner = objective.learner(peer, createRandom(seed, 'training'));
  const gradient = new Float32Array(model.length);
  for (let step = 0; step < steps; step++) {
    learner.gradient(model, gradient);
    for (let i = 0; i < model.length; i++) model[i] -= RATE * gradient[i];
  }
  return model;
}

function learnerWith(
  gradients: InversionInput['gradients'],
  learner: Learner,
  batchSize: number,
  seed: number,
): Learner {
  const { clipped } = learner;
  if (gradients === 'plain' || clipped === undefined) return learner;
  if (gradients === 'clipped') {
    const all = Uint32Array.from({ length: clipped.examples() }, (_, index) => index);
    return {
      dimension: learner.dimension,
      gradient(parameters, gradient) {
        clipped.sum(parameters, all, 1, gradient);
        return 0;
      },
    };
  }
  const ledger = new PrivacyLedger({ budget: gradients, batchSize });
  return withPrivacy(learner, { ledger, random: createRandom(seed, 'privacy') }) ?? learner;
}

function judge(
  change: Float32Array,
  pictures: readonly Float32Array[],
  others: readonly Float32Array[],
): InversionResult {
  const whole = inputFrom(change, FIRST);
  const units = inputsByUnit(change, FIRST);
  const found = (among: readonly Float32Array[]): number =>
    likenesses(units, among).filter((likeness) => likeness >= SAME).length;
  // Where no bias has changed there is nothing to see.
  if (whole === null) return { correlation: 0, withOthers: 0, psnr: 0, found: 0, foundOthers: 0 };
  const best = bestMatch([whole], pictures);
  const [picture, truth] = [whole, pictures[best.picture]].map((one) =>
    sharesOf(one, MNIST_MEAN, MNIST_DEVIATION),
  );
  return {
    correlation: best.correlation,
    withOthers: bestMatch([whole], others).correlation,
    psnr: Math.min(MOST_DECIBELS, peakSignalToNoise(picture, truth, 1)),
    found: found(pictures),
    foundOthers: found(others),
  };
}

function meanOf(results: readonly InversionResult[]): InversionResult {
  const over = (figure: (one: InversionResult) => number): number =>
    results.reduce((sum, one) => sum + figure(one), 0) / results.length;
  return {
    correlation: over((one) => one.correlation),
    withOthers: over((one) => one.withOthers),
    psnr: over((one) => one.psnr),
    found: over((one) => one.found),
    foundOthers: over((one) => one.foundOthers),
  };
}
