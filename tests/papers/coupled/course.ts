/** The mean squared error of the peers' decisions, round by round. */
import { createMethod } from '@hearsay/shared/methods/create-method.ts';
import { coupledQuadratic } from '@hearsay/shared/simulation/learners/coupled.ts';
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
  /** After which rounds to measure. */
  readonly measured: readonly number[];
}

const PROBLEM = { decisions: 16, unknowns: 4, seed: 1 };
/** Of a random graph, the same in all runs. */
export const GRAPH_SEED = 1;

export default measurement(courseOf);

/** @returns the squared distance of x from the sought one after each of the measured rounds, the mean over all peers */
function courseOf({ peers, seed, with: own, rate, noise, measured }: Case): number[] {
  const objective = coupledQuadratic({ ...PROBLEM, peers, noise });
  const update = { rateOf: () => 1, constantShare: 1 };
  const common = { gossip: 0, per: 'second', update, steps: 1, rate, exchange: 'push' } as const;
  const simulation = new Simulation({
    peers,
    seed,
    method: createMethod('coupled', { ...common, seed: GRAPH_SEED }, own),
    objective,
    trackedPeers: 0,
  });
  return measured.map((round) => {
    // What was exchanged half-way is mixed at the end of the round.
    simulation.runUntil(round + 0.75);
    return measureLearning(simulation, objective, peers).loss.mean;
  });
}
