/** One simulated run from start to end, with all that is measured on the way. */
import type { PrivacyStatus } from '../privacy/ledger.ts';
import { createRandom } from '../util/random/random.ts';
import { type ChurnOptions, startChurn } from './churn.ts';
import type { Evaluation } from './learners/objective.ts';
import {
  consensusDistance,
  type LearningMeasurement,
  meanParameters,
  measureLearning,
  measureStaleness,
} from './measurements.ts';
import { Simulation, type SimulationOptions } from './simulation.ts';

/** Where nothing is said of `stalenessPairs`. */
const STALENESS_PAIRS = 2 ** 25;
const FEWEST_SAMPLES = 20;
const MOST_SAMPLES = 50_000;
/** How often progress is told, about. */
const PROGRESS_REPORTS = 200;
/** Share of the time that passes before staleness counts: it begins at 0. */
const WARM_UP = 0.25;

export interface ExperimentOptions extends SimulationOptions {
  /** Virtual seconds. */
  readonly duration: number;
  readonly churn?: ChurnOptions;
  readonly trackedPeers: number;
  /** Pairs of peers that all measurements of staleness look at together, about: the more, the longer they take. */
  readonly stalenessPairs?: number;
  /** Most peers whose models are evaluated at a time. */
  readonly evaluatedPeers: number;
  /** How many times the models are evaluated, the end included. */
  readonly evaluations: number;
}

/** One moment of a run. */
export interface Moment extends LearningMeasurement {
  /** Virtual seconds. */
  readonly time: number;
  readonly consensusDistance: number;
  /** Of the mean of the models of all peers awake. */
  readonly ofMean: Evaluation;
  /** Mean at this moment; 0 where it is not tracked. */
  readonly staleness: number;
  /** Bytes sent so far, headers included. */
  readonly bytesPerPeer: number;
}

/** Told of a run while it goes on. */
export interface ExperimentObserver {
  /** Told now and then which share of the time is done, 0 to 1. */
  readonly onProgress?: (done: number) => void;
  /** Real seconds since some moment: how long the simulation itself takes, is measured by it. */
  readonly now?: () => number;
}

export interface ExperimentResult extends LearningMeasurement {
  readonly traceHash: string;
  /** Virtual seconds. */
  readonly virtualTime: number;
  readonly updates: number;
  readonly exchanges: number;
  /** Exchanges that peers began over updates, all peers together, in the last three quarters of the time; null without updates. */
  readonly exchangesPerUpdate: number | null;
  /** In updates: over the last three quarters of the time. */
  readonly staleness: { readonly mean: number; readonly max: number };
  readonly consensusDistance: number;
  /** Of the mean of the models of all peers awake at the end. */
  readonly ofMean: Evaluation;
  /** Of the peer that has taken most steps, where gradients are private. */
  readonly privacy?: PrivacyStatus;
  /** Bytes sent, headers included. */
  readonly bytesPerPeer: number;
  /** Peers awake at the end. */
  readonly awake: number;
  /** Messages that did not arrive. */
  readonly lost: number;
  readonly events: number;
  /** Real seconds that the events took; neither building the peers nor measuring them is counted. 0 without a clock. */
  readonly wallSeconds: number;
  readonly history: readonly Moment[];
}

export function runExperiment(
  options: ExperimentOptions,
  { onProgress, now = () => 0 }: ExperimentObserver = {},
): ExperimentResult {
  const { duration, objective, trackedPeers, evaluatedPeers, evaluations } = options;
  const simulation = new Simulation(options);
  if (options.churn) startChurn(simulation, options.churn, createRandom(options.seed, 'churn'));
  const staleness = { sum: 0, pairs: 0, max: 0 };
  const history: Moment[] = [];
  const samples = samplesOf(options);
  let wallSeconds = 0;
  let warm = totalsOf(simulation);
  for (let sample = 1; sample <= samples; sample++) {
    const time = (duration * sample) / samples;
    wallSeconds -= now();
    simulation.runUntil(time);
    wallSeconds += now();
    const evaluates = Math.floor((sample * evaluations) / samples) > history.length;
    const counts = sample > WARM_UP * samples;
    if (!counts) warm = totalsOf(simulation);
    const stale =
      trackedPeers > 0 && (counts || evaluates) ? measureStaleness(simulation, trackedPeers) : null;
    if (stale && counts) {
      staleness.sum += stale.sum;
      staleness.pairs += stale.pairs;
      staleness.max = Math.max(staleness.max, stale.max);
    }
    if (evaluates) {
      history.push({
        time,
        ...measureLearning(simulation, objective, evaluatedPeers),
        consensusDistance: consensusDistance(simulation),
        ofMean: objective.evaluate(Float32Array.from(meanParameters(simulation))),
        staleness: stale === null ? 0 : stale.sum / Math.max(1, stale.pairs),
        bytesPerPeer: simulation.bytes / simulation.peers.length,
      });
    }
    if (sample % Math.ceil(samples / PROGRESS_REPORTS) === 0) onProgress?.(sample / samples);
  }
  const { loss, accuracy, roomAccuracy, consensusDistance: distance, ofMean } = history[history.length - 1];
  const { peers } = simulation;
  const privacy = objective.privacy?.();
  const { updates, exchanges } = totalsOf(simulation);
  return {
    traceHash: simulation.traceHash,
    virtualTime: simulation.now,
    updates,
    exchanges,
    exchangesPerUpdate:
      updates > warm.updates ? (exchanges - warm.exchanges) / (updates - warm.updates) : null,
    staleness: { mean: staleness.sum / Math.max(1, staleness.pairs), max: staleness.max },
    loss,
    ...(accuracy ? { accuracy } : {}),
    ...(roomAccuracy ? { roomAccuracy } : {}),
    consensusDistance: distance,
    ofMean,
    ...(privacy ? { privacy } : {}),
    bytesPerPeer: simulation.bytes / peers.length,
    awake: simulation.awake.count,
    lost: simulation.lost,
    events: simulation.events,
    wallSeconds,
    history,
  };
}

/** Of all peers that were ever there, since the start. */
function totalsOf({ peers }: Simulation): { updates: number; exchanges: number } {
  const totals = { updates: 0, exchanges: 0 };
  for (const peer of peers) {
    totals.updates += peer.updates;
    totals.exchanges += peer.exchanges;
  }
  return totals;
}

/** At least one for each evaluation; for staleness the more, the fewer pairs there are to look at each time. */
function samplesOf(options: ExperimentOptions): number {
  const { peers, trackedPeers, evaluations, stalenessPairs = STALENESS_PAIRS } = options;
  const affordable = trackedPeers > 0 ? stalenessPairs / (peers * Math.min(trackedPeers, peers)) : 0;
  const wanted = Math.min(MOST_SAMPLES, Math.max(FEWEST_SAMPLES, Math.round(affordable)));
  return Math.max(wanted, evaluations);
}
