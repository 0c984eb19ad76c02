/** The mean squared error of the peers' decisions, round by round. */
import { createMethod } from '@hearsay/shared/methods/create-method.ts';
import { coupledQuadratic } from '@hearsay/shared/simulation/learners/coupled.ts';
import type { Objective } from '@hearsay/shared/simulation/learners/objective.ts';
import { measureLearning } from '@hearsay/shared/simulation/measurements.ts';
import { Simulation } from '@hearsay/shared/simulation/simulation.ts';
import { measurement } from '../../experiments/measurement.ts';

export interface Case {
  readonly peers: number;
  /** Of the noise. */
  readonly seed: number;
  /** The method's own options. */
  readonly with: Readonly<Record<string, number>>;
  /** The step size of the first round. */
  readonly rate: number;
  /** Standard deviation of a gradient's noise. */
  readonly noise: number;
  /** Whether one peer has everybody's data, and steps by the mean of their gradients, noise and all. */
  readonly inOnePlace?: boolean;
  /** After which rounds to measure. */
  readonly measured: readonly number[];
}

const PROBLEM = { decisions: 16, unknowns: 4, seed: 1 };
/** Of a random graph, the same in all runs. */
export const GRAPH_SEED = 1;

export default measurement(courseOf);

/** @returns the squared distance of x from the sought one after each of the measured rounds, the mean over all peers */
function courseOf({ peers, seed, with: own, rate, noise, inOnePlace = false, measured }: Case): number[] {
  const apart = coupledQuadratic({ ...PROBLEM, peers, noise });
  const objective = inOnePlace ? together(apart) : apart;
  const update = { rateOf: () => 1, constantShare: 1 };
  const common = { gossip: 0, per: 'second', update, steps: 1, rate, exchange: 'push' } as const;
  const simulation = new Simulation({
    peers: objective.peers,
    seed,
    method: createMethod('coupled', { ...common, seed: GRAPH_SEED }, own),
    objective,
    trackedPeers: 0,
  });
  return measured.map((round) => {
    // What was exchanged half-way is mixed at the end of the round.
    simulation.runUntil(round + 0.75);
    return measureLearning(simulation, objective, objective.peers).loss.mean;
  });
}

function together(objective: Objective): Objective {
  const { peers, dimension } = objective;
  return {
    ...objective,
    peers: 1,
    learner(_, random) {
      const learners = Array.from({ length: peers }, (_, peer) => objective.learner(peer, random));
      const one = new Float32Array(dimension);
      return {
        dimension,
        gradient(parameters, gradient) {
          gradient.fill(0);
          let loss = 0;
          for (const learner of learners) {
            loss += learner.gradient(parameters, one) / peers;
            for (let j = 0; j < dimension; j++) gradient[j] += one[j] / peers;
          }
          return loss;
        },
      };
    },
  };
}
