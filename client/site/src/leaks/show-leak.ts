/** What a neighbour makes out of one step of a device, by the code that the experiment of the papers has. */
import { PIXELS } from '@hearsay/shared/data/mnist-index.ts';
import type { Learner } from '@hearsay/shared/gossip/learner/learner.ts';
import { inputFrom, inputsByUnit } from '@hearsay/shared/leaks/first-layer.ts';
import { bestMatch, likenesses, sharesOf } from '@hearsay/shared/leaks/likeness.ts';
import { overheardChange } from '@hearsay/shared/leaks/overheard.ts';
import { PrivacyLedger } from '@hearsay/shared/privacy/ledger.ts';
import { poissonSample, withPrivacy } from '@hearsay/shared/privacy/private-learner.ts';
import { codecOf } from '@hearsay/shared/settings/run-codec.ts';
import type { Examples } from '@hearsay/shared/simulation/learners/examples.ts';
import { mlp } from '@hearsay/shared/simulation/learners/mlp.ts';
import { MNIST_DEVIATION, MNIST_MEAN } from '@hearsay/shared/tasks/mnist.ts';
import { createRandom, type Random, shuffle } from '@hearsay/shared/util/random/random.ts';
import { type Digits, type Leak, type LeakChoice, SAME } from './bridge.ts';

/** Of the network that rooms learn digits with. */
const UNITS = [PIXELS, 128, 64, 10];
const FIRST = { inputs: UNITS[0], outputs: UNITS[1] };
const RATE = 0.1;
const METHOD = 'mitra-ulukus';
const BATCH = 32;
/** Of a device with privacy, of which one a step takes part on average. */
const OWN_DIGITS = 50;
/** What is shown as private, and named in the words. */
const BUDGET = { epsilon: 3, delta: 1e-5 } as const;

/** @param digits `OWN_DIGITS` or more, of which the seed chooses */
export function showLeak(digits: Digits, choice: LeakChoice): Leak {
  const { what, codec, seed } = choice;
  const order = Uint32Array.from(digits.labels, (_, index) => index);
  shuffle(order, createRandom(seed, 'digits'));
  const rows = order.slice(0, what === 'batch' ? BATCH : 1);
  const { learner, model } = peerWith(digits, what === 'private' ? order.slice(0, OWN_DIGITS) : rows, choice);
  const change = overheardChange({
    ...{ learner, model, rate: RATE },
    codec: codecOf({ codec, method: METHOD }),
    random: createRandom(seed, 'codec'),
  });
  const truths = [...rows].map((row) => inkAt(digits, row));
  const whole = inputFrom(change, FIRST);
  const units = what === 'batch' ? inputsByUnit(change, FIRST) : [];
  return {
    choice,
    truth: joined(
      truths,
      [...rows].map((row) => digits.labels[row]),
    ),
    seen: whole === null ? new Uint8Array(PIXELS) : inkOf(whole),
    likeness: whole === null ? 0 : bestMatch([whole], truths.map(standardised)).correlation,
    found: foundBy(
      units,
      truths,
      [...rows].map((row) => digits.labels[row]),
    ),
  };
}

/** A peer that has these digits, and a network that has learned nothing yet. */
function peerWith(
  digits: Digits,
  shard: Uint32Array,
  { what, seed }: LeakChoice,
): { readonly learner: Learner; readonly model: Float32Array } {
  const train: Examples = { features: standardised(digits.pixels), labels: Uint8Array.from(digits.labels) };
  const batchSize = what === 'batch' ? BATCH : 1;
  const objective = mlp({ data: { train, test: train, shards: [shard] }, units: UNITS, batchSize });
  const model = new Float32Array(objective.dimension);
  objective.initialise(model, createRandom(seed, 'initial'));
  const plain = objective.learner(0, createRandom(seed, 'batches'));
  if (what !== 'private') return { learner: plain, model };
  const ledger = new PrivacyLedger({ budget: BUDGET, batchSize });
  const learner = withPrivacy(plain, { ledger, random: drawsFirstAlone(seed) });
  if (learner === null) throw new RangeError('dense layers have clipped gradients');
  return { learner, model };
}

/** The step that gives away most: in which the first digit alone takes part, as is shown without privacy. */
function drawsFirstAlone(seed: number): Random {
  for (let turn = 0; ; turn++) {
    const drawn = poissonSample(OWN_DIGITS, 1 / OWN_DIGITS, createRandom(seed, 'privacy', turn));
    if (drawn.length === 1 && drawn[0] === 0) return createRandom(seed, 'privacy', turn);
  }
}

/** Of each digit that some unit gives, what that unit gives. */
function foundBy(
  units: readonly Float32Array[],
  truths: readonly Uint8Array[],
  labels: readonly number[],
): Digits {
  const pictures: Uint8Array[] = [];
  const found: number[] = [];
  for (const [index, truth] of truths.entries()) {
    const all = likenesses([standardised(truth)], units);
    const best = Math.max(...all);
    if (best < SAME) continue;
    pictures.push(inkOf(units[all.indexOf(best)]));
    found.push(labels[index]);
  }
  return joined(pictures, found);
}

function joined(pictures: readonly Uint8Array[], labels: readonly number[]): Digits {
  const pixels = new Uint8Array(pictures.length * PIXELS);
  for (const [index, picture] of pictures.entries()) pixels.set(picture, index * PIXELS);
  return { pixels, labels };
}

const inkAt = ({ pixels }: Digits, row: number): Uint8Array =>
  pixels.subarray(row * PIXELS, (row + 1) * PIXELS);

const standardised = (ink: Uint8Array): Float32Array =>
  Float32Array.from(ink, (value) => (value / 255 - MNIST_MEAN) / MNIST_DEVIATION);

const inkOf = (values: Float32Array): Uint8Array =>
  Uint8Array.from(sharesOf(values, MNIST_MEAN, MNIST_DEVIATION), (share) => Math.round(255 * share));
