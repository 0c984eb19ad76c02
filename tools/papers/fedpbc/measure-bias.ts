/** Where federated averaging ends up when who has the better link also has another optimum. */

import { createMethod } from '@hearsay/shared/methods/create-method.ts';
import type { AvailabilityOptions } from '@hearsay/shared/simulation/availability.ts';
import type { Objective } from '@hearsay/shared/simulation/learners/objective.ts';
import { meanParameters } from '@hearsay/shared/simulation/measurements.ts';
import { Simulation } from '@hearsay/shared/simulation/simulation.ts';
import { createRandom } from '@hearsay/shared/util/random/random.ts';
import { measurement } from '../../experiments/measurement.ts';

export interface BiasInput {
  readonly method: 'fedpbc' | 'fedavg';
  readonly links: AvailabilityOptions['kind'];
  readonly peers: number;
  readonly rate: number;
  readonly rounds: number;
  /** Each peer's curvature is 1 times a factor uniform in [1 - s, 1 + s]. */
  readonly curvatureSpread: number;
  readonly seed: number;
}

/** Distances are from the optimum of the mean loss, over the second half of the rounds. */
export interface BiasResult {
  /** The largest of the squared distances of the mean of all models. */
  readonly meanSquared: number;
  /** Of the mean of all models, averaged over time. */
  readonly meanBias: number;
  /** Of the hub's model, averaged over time. */
  readonly hubBias: number;
  /** Of the mean of all models and of the hub's, by round. */
  readonly course: readonly (readonly [round: number, mean: number, hub: number])[];
}

export const LOCAL_STEPS = 5;
const DIMENSION = 10;
/** Standard deviation, over the peers, of the part of the optima that goes with the links. */
const SPREAD = 2;
/** The least and the most of the time that a peer is reached; the hub always is, by itself. */
const [WORST_LINK, BEST_LINK] = [0.1, 0.9];
/** In rounds, one of which begins between what the hub tells and what it hears of it. */
const PHASE = 0.4;
const WAVE = { share: 0.3, periods: 40 };
const POINTS = 100;

export default measurement((input: BiasInput): BiasResult => {
  const { peers, links, seed, rounds } = input;
  const { objective, optimum } = quadratics(input);
  const simulation = new Simulation({
    peers,
    seed,
    method: createMethod(input.method, {
      gossip: 1,
      per: 'second',
      update: { rateOf: () => 1 },
      steps: LOCAL_STEPS,
      rate: input.rate,
      exchange: 'push',
      seed,
    }),
    objective,
    network: {
      availability: {
        kind: links,
        probabilities: probabilitiesOf(peers),
        phase: PHASE,
        ...(links === 'bernoulli' ? { wave: WAVE } : {}),
      },
    },
    trackedPeers: 0,
  });
  const distance = (model: ArrayLike<number>): number =>
    Math.hypot(...Array.from(optimum, (value, j) => model[j] - value));
  const sums = { mean: new Float64Array(DIMENSION), hub: new Float64Array(DIMENSION) };
  const half = Math.floor(rounds / 2);
  const course: [number, number, number][] = [];
  let meanSquared = 0;
  for (let round = 1; round <= rounds; round++) {
    // When the hub has averaged.
    simulation.runUntil(round + 0.9);
    const mean = meanParameters(simulation);
    // The hub is who came first.
    const hub = simulation.peers[0].model;
    if (round % Math.ceil(rounds / POINTS) === 0) course.push([round, distance(mean), distance(hub)]);
    if (round <= rounds - half) continue;
    meanSquared = Math.max(meanSquared, distance(mean) ** 2);
    for (let j = 0; j < DIMENSION; j++) {
      sums.mean[j] += mean[j] / half;
      sums.hub[j] += hub[j] / half;
    }
  }
  return { meanSquared, meanBias: distance(sums.mean), hubBias: distance(sums.hub), course };
});

/** Peer 0, the hub, has the best one; from peer 1 on they get better. */
function probabilitiesOf(peers: number): number[] {
  return Array.from({ length: peers }, (_, peer) =>
    peer === 0 ? 1 : WORST_LINK + ((BEST_LINK - WORST_LINK) * (peer - 1)) / (peers - 2),
  );
}

/** f_i(x) = a_i / 2 |x - b_i|^2, where the first coordinate of b_i goes with the peer's link, and the others are random. */
function quadratics({ peers, curvatureSpread, seed }: BiasInput): {
  objective: Objective;
  optimum: number[];
} {
  const random = createRandom(seed, 'quadratics');
  const rank = (peer: number): number => (peer === 0 ? peers - 1 : peer - 1) / (peers - 1);
  const optima = Array.from({ length: peers }, (_, peer) =>
    Float64Array.from({ length: DIMENSION }, (_, j) =>
      j === 0 ? SPREAD * Math.sqrt(12) * (rank(peer) - 0.5) : random.normal(),
    ),
  );
  const curvatures = optima.map(() => 1 + curvatureSpread * (2 * random.uniform() - 1));
  const total = curvatures.reduce((sum, curvature) => sum + curvature, 0);
  const optimum = Array.from({ length: DIMENSION }, (_, j) =>
    optima.reduce((sum, b, peer) => sum + (curvatures[peer] * b[j]) / total, 0),
  );
  const objective: Objective = {
    name: 'quadratics',
    dimension: DIMENSION,
    peers,
    initialise: (parameters) => {
      parameters.fill(0);
    },
    learner: (peer) => ({
      dimension: DIMENSION,
      gradient(parameters, gradient) {
        let loss = 0;
        for (let j = 0; j < DIMENSION; j++) {
          gradient[j] = curvatures[peer] * (parameters[j] - optima[peer][j]);
          loss += (gradient[j] * (parameters[j] - optima[peer][j])) / 2;
        }
        return loss;
      },
    }),
    evaluate: (parameters) => ({
      loss: optimum.reduce((sum, value, j) => sum + ((parameters[j] - value) ** 2 * total) / peers / 2, 0),
    }),
  };
  return { objective, optimum };
}
