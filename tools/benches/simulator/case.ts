/** One measurement of the simulator, in a process of its own: its memory and what is compiled belong to it alone. */
import type { Method } from '@hearsay/shared/gossip/method.ts';
import { mitraUlukus } from '@hearsay/shared/methods/mitra-ulukus.ts';
import type { Objective } from '@hearsay/shared/simulation/learners/objective.ts';
import { quadratic } from '@hearsay/shared/simulation/learners/quadratic.ts';
import { logisticRegression } from '@hearsay/shared/simulation/learners/regression.ts';
import { Simulation } from '@hearsay/shared/simulation/simulation.ts';
import { barePrototype } from './bare-prototype.ts';

export interface Case {
  readonly engine: 'simulator' | 'prototype';
  readonly learner: 'logistic' | 'quadratic';
  readonly exchange: 'push' | 'swap';
  readonly peers: number;
  readonly dimension: number;
  /** How many exchanges to time, about. */
  readonly exchanges: number;
}

export interface CaseResult {
  readonly exchangesPerSecond: number;
  readonly eventsPerSecond: number;
  /** Most memory the process ever held, in bytes. */
  readonly peakBytes: number;
  /** Of that, what each peer takes. */
  readonly bytesPerPeer: number;
}

/** Share of the timed exchanges that run before, for the compiler to see. */
const WARM_UP = 0.2;
const STEP_SIZE = 0.01;

const given: Case = JSON.parse(process.argv[2]);
const before = process.memoryUsage().rss;
const { runUntil, counts } = given.engine === 'simulator' ? simulator(given) : prototype(given);
const seconds = given.exchanges / (given.peers * Math.log(given.peers));
runUntil(seconds * WARM_UP);
const first = counts();
const began = performance.now();
runUntil(seconds * (1 + WARM_UP));
const took = (performance.now() - began) / 1000;
const last = counts();
const peakBytes = process.resourceUsage().maxRSS * 1024;
const result: CaseResult = {
  exchangesPerSecond: (last.exchanges - first.exchanges) / took,
  eventsPerSecond: (last.events - first.events) / took,
  peakBytes,
  bytesPerPeer: (peakBytes - before) / given.peers,
};
console.log(JSON.stringify(result));

interface Engine {
  runUntil(time: number): void;
  counts(): { exchanges: number; events: number };
}

function simulator({ peers, exchange, ...rest }: Case): Engine {
  const method: Method = mitraUlukus({
    gossip: 'ln',
    per: 'second',
    update: { rateOf: () => 1 },
    steps: 1,
    rate: STEP_SIZE,
    exchange,
  });
  const simulation = new Simulation({
    peers,
    seed: 1,
    method,
    objective: objectiveOf({ peers, ...rest }),
    trackedPeers: 0,
  });
  return {
    runUntil: (time) => simulation.runUntil(time),
    counts: () => ({
      exchanges: simulation.peers.reduce((sum, peer) => sum + peer.exchanges, 0),
      events: simulation.events,
    }),
  };
}

function prototype({ peers, ...rest }: Case): Engine {
  return barePrototype(objectiveOf({ peers, ...rest }), STEP_SIZE);
}

function objectiveOf({
  learner,
  peers,
  dimension,
}: Pick<Case, 'learner' | 'peers' | 'dimension'>): Objective {
  return learner === 'logistic'
    ? logisticRegression({ peers, seed: 1, features: dimension - 1 })
    : quadratic({ peers, seed: 1, dimension });
}
