/** Compressed gossip among peers that do not learn: whether they come together, and where. */

import { admitAll } from '@hearsay/shared/gossip/admission/admission.ts';
import { sparse } from '@hearsay/shared/gossip/codec/sparse.ts';
import { topK } from '@hearsay/shared/gossip/compressor/top-k.ts';
import { sgd } from '@hearsay/shared/gossip/local-update/sgd.ts';
import type { Method } from '@hearsay/shared/gossip/method.ts';
import {
  compressedGossip,
  compressedMessageLength,
} from '@hearsay/shared/gossip/mixing/compressed-gossip.ts';
import type { ConsensusStep } from '@hearsay/shared/gossip/mixing/consensus-step.ts';
import { adaptiveStep, fixedStep } from '@hearsay/shared/gossip/mixing/consensus-step.ts';
import { graphSampler, ring } from '@hearsay/shared/gossip/peer-sampler/graph.ts';
import { rounds as roundsOf } from '@hearsay/shared/gossip/schedule/rounds.ts';
import type { Objective } from '@hearsay/shared/simulation/learners/objective.ts';
import { consensusDistance, meanParameters } from '@hearsay/shared/simulation/measurements.ts';
import { Simulation } from '@hearsay/shared/simulation/simulation.ts';
import { measurement } from '../../experiments/measurement.ts';

const PEERS = 16;
const DIMENSION = 500;
const MOMENTS = 20;
const BETA = 0.999;

export interface StillPeers {
  readonly method: 'choco-sgd' | 'adagossip';
  readonly keep: number;
  readonly gamma: number;
  readonly rounds: number;
  readonly seed: number;
}

export interface StillPeersResult {
  /** Round, and root mean square distance from the mean over that of the beginning. */
  readonly distances: readonly (readonly [number, number])[];
  /** How far the mean of all models came from where it was, over the root mean square length of a model at the start. */
  readonly drift: number;
  /** The largest sum of all peers' moves of a coordinate in a round, over the sum of their sizes, both in 64 bits. */
  readonly uncancelled: number;
}

export default measurement<StillPeers, StillPeersResult>((input, onProgress) => {
  const moves = createMoves();
  const simulation = new Simulation({
    peers: PEERS,
    seed: input.seed,
    method: methodOf(input, moves.add),
    objective: STILL,
    distinctInitialisation: true,
    trackedPeers: 0,
  });
  const start = meanParameters(simulation);
  const length = Math.sqrt(DIMENSION);
  const first = consensusDistance(simulation);
  const distances: [number, number][] = [[0, 1]];
  for (let moment = 1; moment <= MOMENTS; moment++) {
    const round = Math.round((input.rounds * moment) / MOMENTS);
    simulation.runUntil(round + 0.25);
    distances.push([round, consensusDistance(simulation) / first]);
    onProgress(moment / MOMENTS);
  }
  const end = meanParameters(simulation);
  const drift = Math.sqrt(end.reduce((sum, value, i) => sum + (value - start[i]) ** 2, 0)) / length;
  return { distances, drift, uncancelled: moves.uncancelled() };
});

/** Standard normal models, and nothing to learn. */
const STILL: Objective = {
  name: 'still',
  dimension: DIMENSION,
  peers: PEERS,
  initialise(parameters, random) {
    for (let i = 0; i < parameters.length; i++) parameters[i] = random.normal();
  },
  learner: () => ({
    dimension: DIMENSION,
    gradient(_, gradient) {
      gradient.fill(0);
      return 0;
    },
  }),
  evaluate: () => ({ loss: 0 }),
};

/** The methods' own parts, in which what goes into the fixed step is added up. */
function methodOf({ method, keep, gamma }: StillPeers, add: (move: Float64Array) => void): Method {
  const sampler = graphSampler(ring);
  const compressor = topK(keep);
  const stepOf = (): ConsensusStep => {
    if (method === 'adagossip') return adaptiveStep({ gamma, beta: BETA });
    const step = fixedStep(gamma);
    return (state, residual) => {
      add(residual);
      step(state, residual);
    };
  };
  return {
    name: method,
    schedule: roundsOf({ update: { rateOf: () => 1, constantShare: 1 } }),
    sampler,
    codec: sparse,
    relays: true,
    applyDelay: 0,
    messageLength: compressedMessageLength,
    parts: (learner, peer) => ({
      localUpdate: sgd(learner, { steps: 1, rate: 0 }),
      mixing: compressedGossip(peer, { sampler, compressor, step: stepOf() }),
      admission: admitAll,
    }),
  };
}

/** Adds up the moves of all peers, round by round. */
function createMoves(): { add(move: Float64Array): void; uncancelled(): number } {
  const sums = new Float64Array(DIMENSION);
  const sizes = new Float64Array(DIMENSION);
  let peers = 0;
  let worst = 0;
  return {
    add(move) {
      for (let i = 0; i < DIMENSION; i++) {
        sums[i] += move[i];
        sizes[i] += Math.abs(move[i]);
      }
      peers += 1;
      if (peers < PEERS) return;
      for (let i = 0; i < DIMENSION; i++) {
        if (sizes[i] > 0) worst = Math.max(worst, Math.abs(sums[i]) / sizes[i]);
      }
      sums.fill(0);
      sizes.fill(0);
      peers = 0;
    },
    uncancelled: () => worst,
  };
}
