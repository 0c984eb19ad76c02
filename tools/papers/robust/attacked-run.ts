/** A run in which some peers send garbage, judged by the models of the others. */

import type { Attack } from '@hearsay/shared/attacks/attack-names.ts';
import { withLiars } from '@hearsay/shared/attacks/hostile.ts';
import type { Method } from '@hearsay/shared/gossip/method.ts';
import { createMethod } from '@hearsay/shared/methods/create-method.ts';
import { blobs } from '@hearsay/shared/simulation/learners/blobs.ts';
import { mlp } from '@hearsay/shared/simulation/learners/mlp.ts';
import { Simulation } from '@hearsay/shared/simulation/simulation.ts';
import { measurement } from '../../experiments/measurement.ts';

const CLASSES = 10;
const INPUTS = 20;
const MOMENTS = 8;
const RATE = 0.1;
const BATCH = 20;

export interface AttackedRun {
  readonly method: string;
  readonly with: Readonly<Record<string, number>>;
  readonly peers: number;
  /** The first so many peers are hostile. */
  readonly hostile: number;
  readonly attack: Attack;
  readonly rounds: number;
  readonly seed: number;
}

export interface AttackedRunResult {
  /** Round, and mean accuracy of the honest peers' own models. */
  readonly accuracies: readonly (readonly [number, number])[];
  /** Root mean square distance of two honest peers' models, at the end. */
  readonly distance: number;
}

export default measurement<AttackedRun, AttackedRunResult>((input, onProgress) => {
  const { peers, hostile, rounds, seed } = input;
  const data = blobs({ peers, seed, inputs: INPUTS, classes: CLASSES, samples: 100, labelsPerPeer: CLASSES });
  const objective = mlp({ data, units: [INPUTS, 32, CLASSES], batchSize: BATCH });
  const simulation = new Simulation({ peers, seed, method: methodOf(input), objective, trackedPeers: 0 });
  const accuracies: [number, number][] = [];
  for (let moment = 1; moment <= MOMENTS; moment++) {
    const round = Math.round((rounds * moment) / MOMENTS);
    simulation.runUntil(round + 0.25);
    const honest = simulation.peers.slice(hostile);
    const sum = honest.reduce((total, { model }) => total + (objective.evaluate(model).accuracy ?? 0), 0);
    accuracies.push([round, sum / honest.length]);
    onProgress(moment / MOMENTS);
  }
  return { accuracies, distance: distanceOf(simulation.peers.slice(hostile).map(({ model }) => model)) };
});

function distanceOf(models: readonly Float32Array[]): number {
  let sum = 0;
  for (const one of models) {
    for (const other of models) sum += one.reduce((square, value, i) => square + (value - other[i]) ** 2, 0);
  }
  return Math.sqrt(sum / (models.length * (models.length - 1)));
}

function methodOf({ method: name, with: own, hostile, attack, seed }: AttackedRun): Method {
  const update = { rateOf: () => 1, constantShare: 1 };
  const common = { gossip: 1, per: 'second', update, steps: 1, rate: RATE, exchange: 'push', seed } as const;
  const method = createMethod(name, common, own);
  return withLiars(method, attack, ({ self }) => self < hostile);
}
