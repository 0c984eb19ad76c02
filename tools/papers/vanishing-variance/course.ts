/** What the peers' networks get right, and how much their weights vary, in the course of a run. */
import { createMethod } from '@hearsay/shared/methods/create-method.ts';
import { blobs } from '@hearsay/shared/simulation/learners/blobs.ts';
import { digitInputs, digits } from '@hearsay/shared/simulation/learners/digits.ts';
import { mlp } from '@hearsay/shared/simulation/learners/mlp.ts';
import type { Objective } from '@hearsay/shared/simulation/learners/objective.ts';
import { measureLearning } from '@hearsay/shared/simulation/measurements.ts';
import { Simulation } from '@hearsay/shared/simulation/simulation.ts';
import { sizeOf } from '@hearsay/shared/tasks/task.ts';
import { measurement } from '../../experiments/measurement.ts';
import { readMnist } from '../../experiments/mnist.ts';

export interface Case {
  readonly method: 'd-psgd' | 'variance-corrected';
  readonly initialisation: 'shared' | 'distinct';
  readonly data: 'blobs' | 'mnist';
  readonly peers: number;
  readonly seed: number;
  /** Units of a hidden layer; there are five. */
  readonly hidden: number;
  /** SGD step size. */
  readonly rate: number;
  /** Examples of a peer, and in one step. */
  readonly samples: number;
  readonly batchSize: number;
  /** Measured after so many rounds, and again and again. */
  readonly every: number;
  readonly rounds: number;
}

export interface Moment {
  readonly round: number;
  /** Mean over the peers, and the worst of them, on examples that none holds. */
  readonly accuracy: { readonly mean: number; readonly worst: number };
  /** Standard deviation of the weights of the hidden layers behind the first, root mean square over peers and layers. */
  readonly deviation: number;
}

const CLASSES = 10;
const BLOB_INPUTS = 20;
const BLOB_TESTS = 400;
const POOL = 2;

export default measurement(courseOf);

/** @returns the moments, the beginning first */
async function courseOf(one: Case, onProgress: (done: number) => void): Promise<Moment[]> {
  const { method, initialisation, peers, seed, rate, every, rounds } = one;
  const objective = await objectiveOf(one);
  const { layout = [] } = objective;
  const update = { rateOf: () => 1, constantShare: 1 };
  const common = { gossip: 0, per: 'second', update, steps: 1, rate, exchange: 'push', seed } as const;
  const simulation = new Simulation({
    peers,
    seed,
    method: createMethod(method, { ...common, layout }),
    objective,
    distinctInitialisation: initialisation === 'distinct',
    trackedPeers: 0,
  });
  const course: Moment[] = [];
  for (let round = 0; round <= rounds; round += every) {
    simulation.runUntil(round + 0.25);
    const { accuracy = { mean: 0, worst: 0 } } = measureLearning(simulation, objective, peers);
    course.push({ round, accuracy, deviation: deviationOf(simulation, objective) });
    onProgress(round / rounds);
  }
  return course;
}

async function objectiveOf({ data, peers, seed, hidden, samples, batchSize }: Case): Promise<Objective> {
  const inputs = data === 'mnist' ? digitInputs(POOL) : BLOB_INPUTS;
  const units = [inputs, hidden, hidden, hidden, hidden, hidden, CLASSES];
  const partition = { kind: 'iid' } as const;
  const examples =
    data === 'mnist'
      ? digits({ ...(await readMnist()), peers, partition, samples, seed, pool: POOL })
      : blobs({ peers, seed, inputs, classes: CLASSES, samples, labelsPerPeer: CLASSES, tests: BLOB_TESTS });
  return mlp({ data: examples, units, activation: 'tanh', batchSize });
}

function deviationOf({ peers }: Simulation, { layout = [] }: Objective): number {
  let sum = 0;
  let count = 0;
  let at = 0;
  layout.forEach((tensor, t) => {
    const size = sizeOf(tensor);
    // Kernels and biases take turns; between are those of the hidden layers.
    if (t % 2 === 0 && t > 0 && t < layout.length - 2) {
      for (const { model } of peers) {
        const weights = model.subarray(at, at + size);
        const mean = weights.reduce((total, weight) => total + weight, 0) / size;
        sum += weights.reduce((total, weight) => total + (weight - mean) ** 2, 0) / size;
        count += 1;
      }
    }
    at += size;
  });
  return Math.sqrt(sum / count);
}
