/** How fast a hub and its workers get to the optimum of one curvature, and whether they do. */

import { asyncSgdMethod } from '@hearsay/shared/methods/async-sgd.ts';
import type { Objective } from '@hearsay/shared/simulation/learners/objective.ts';
import { Simulation } from '@hearsay/shared/simulation/simulation.ts';
import { createRandom, type Random } from '@hearsay/shared/util/random/random.ts';
import { measurement } from '../../experiments/measurement.ts';

export interface WorkersInput {
  readonly workers: number;
  /** eta h. */
  readonly share: number;
  /** Coefficient of variation of the time of an update, 0 (constant) to 1 (exponential); its mean is 1 second. */
  readonly spread: number;
  readonly seeds: readonly number[];
  /** Virtual seconds. */
  readonly duration: number;
}

export interface WorkersResult {
  /** Seconds until the loss stays below `TARGET`, by seed; Infinity where it does not. */
  readonly seconds: readonly number[];
  /** By seed, how fast the distance to the optimum shrinks in the second half of the time, as e^(-damping t), in 1/s. */
  readonly damping: readonly number[];
}

/** Of the loss, as a share of that at the start. */
export const TARGET = 1e-12;
const START = 1;
const SAMPLES_PER_SECOND = 20;
/** Seconds: longer than half a swing of what swings slowest, which is 2 tau. */
const WINDOW = 3;
/** The distance is looked at until it leaves this range, in which float32 has all its digits. */
const [LEAST, MOST] = [1e-35, 1e35];

/** h/2 x^2, with h = 1 and without noise. All begin at `START`. */
const oneCurvature = (peers: number): Objective => ({
  name: 'one curvature',
  dimension: 1,
  peers,
  initialise(parameters) {
    parameters[0] = START;
  },
  learner: () => ({
    dimension: 1,
    gradient(parameters, gradient) {
      gradient[0] = parameters[0];
      return parameters[0] ** 2 / 2;
    },
  }),
  evaluate: ([x]) => ({ loss: x ** 2 / 2 }),
});

export default measurement((input: WorkersInput): WorkersResult => {
  const runs = input.seeds.map((seed) => measureOnce(input, seed));
  return {
    seconds: runs.map(({ seconds }) => seconds),
    damping: runs.map(({ damping }) => damping),
  };
});

function measureOnce(
  { workers, share, spread, duration }: WorkersInput,
  seed: number,
): { seconds: number; damping: number } {
  const method = asyncSgdMethod.create(
    { gossip: 1, per: 'second', update: 'device', steps: 1, rate: share, exchange: 'push', seed },
    { patience: 600 },
  );
  const simulation = new Simulation({
    peers: workers,
    seed,
    method,
    objective: oneCurvature(workers),
    stepSeconds: updateTimes(workers, spread, seed),
    trackedPeers: 0,
  });
  const target = START * Math.sqrt(TARGET);
  let reached = 0;
  const distances: number[] = [];
  for (let sample = 1; sample <= duration * SAMPLES_PER_SECOND; sample++) {
    simulation.runUntil(sample / SAMPLES_PER_SECOND);
    // The hub is who came first.
    const distance = Math.abs(simulation.peers[0].model[0]);
    if (distance > MOST) break;
    distances.push(distance);
    if (distance >= target) reached = Number.POSITIVE_INFINITY;
    else if (reached === Number.POSITIVE_INFINITY) reached = sample / SAMPLES_PER_SECOND;
  }
  return { seconds: reached, damping: dampingOf(distances) };
}

/** From the largest distance in a window half-way to the largest in one at the end. */
function dampingOf(distances: readonly number[]): number {
  const window = WINDOW * SAMPLES_PER_SECOND;
  const largest = (until: number): number => Math.max(...distances.slice(until - window, until));
  let end = distances.length;
  while (end > window && largest(end) < LEAST) end -= 1;
  const middle = Math.max(window, Math.floor(end / 2));
  return Math.log(largest(middle) / largest(end)) / ((end - middle) / SAMPLES_PER_SECOND);
}

/** A constant and an exponential part. The first updates end one after the other, as if all had been at it for long. */
function updateTimes(
  workers: number,
  spread: number,
  seed: number,
): (peer: number, random: Random) => number {
  const first = createRandom(seed, 'first updates');
  const begun = new Set<number>();
  return (peer, random) => {
    if (!begun.has(peer)) {
      begun.add(peer);
      if (workers > 1) return (peer + first.uniform()) / workers;
    }
    return 1 - spread + (spread > 0 ? random.exponential(1 / spread) : 0);
  };
}
