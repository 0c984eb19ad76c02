/** What is measured of a simulated population from outside, where all can be seen at once. */
import type { PeerIndex } from '../gossip/peer-index.ts';
import type { Objective } from './learners/objective.ts';
import type { Simulation } from './simulation.ts';

/** Staleness summed over pairs of a peer and another one, so that moments can be added up. */
export interface StalenessSum {
  /** In updates. */
  sum: number;
  pairs: number;
  max: number;
}

/**
 * Staleness at this moment, over all pairs of a peer awake and another one awake whose updates are tracked. Mitra &
 * Ulukus 2024 (arXiv 2404.19749), section 2.
 */
export function measureStaleness({ peers, awake }: Simulation, trackedPeers: number): StalenessSum {
  const result = { sum: 0, pairs: 0, max: 0 };
  const tracked = Math.min(trackedPeers, peers.length);
  for (let a = 0; a < awake.count; a++) {
    const peer = peers[awake.at(a)];
    if (peer.versions === null) continue;
    for (let other = 0; other < tracked; other++) {
      if (other === peer.self || !awake.has(other)) continue;
      const missing = peers[other].updates - peer.versions.get(other);
      result.sum += missing;
      result.pairs += 1;
      result.max = Math.max(result.max, missing);
    }
  }
  return result;
}

export interface LearningMeasurement {
  /** Of the peers' own models on everybody's data. */
  readonly loss: { readonly mean: number; readonly worst: number };
  readonly accuracy?: { readonly mean: number; readonly worst: number };
  /** Of the room's model as each of the peers knows it, where they keep their neighbours' models. */
  readonly roomAccuracy?: { readonly mean: number; readonly worst: number };
}

/** Evaluates at most so many of the honest peers awake, spread evenly. A model that is not finite has an infinite loss. */
export function measureLearning(
  simulation: Simulation,
  objective: Objective,
  mostPeers: number,
): LearningMeasurement {
  const { peers, keepsModels } = simulation;
  const judged = honestPeers(simulation);
  const count = Math.min(judged.length, mostPeers);
  const loss = { mean: 0, worst: Number.NEGATIVE_INFINITY };
  const accuracy = { mean: 0, worst: 1 };
  const roomAccuracy = { mean: 0, worst: 1 };
  const roomModel = new Float32Array(keepsModels ? objective.dimension : 0);
  let classifies = false;
  for (let k = 0; k < count; k++) {
    const peer = peers[judged[Math.floor((k * judged.length) / count)]];
    const evaluation = objective.evaluate(peer.model);
    const finite = Number.isNaN(evaluation.loss) ? Number.POSITIVE_INFINITY : evaluation.loss;
    loss.mean += finite / count;
    loss.worst = Math.max(loss.worst, finite);
    if (evaluation.accuracy === undefined) continue;
    classifies = true;
    accuracy.mean += evaluation.accuracy / count;
    accuracy.worst = Math.min(accuracy.worst, evaluation.accuracy);
    if (!keepsModels) continue;
    peer.roomModel(roomModel);
    const ofRoom = objective.evaluate(roomModel).accuracy ?? 0;
    roomAccuracy.mean += ofRoom / count;
    roomAccuracy.worst = Math.min(roomAccuracy.worst, ofRoom);
  }
  if (!classifies) return { loss };
  return keepsModels ? { loss, accuracy, roomAccuracy } : { loss, accuracy };
}

/**
 * Root mean square of the distances between the peers' parameters and their mean, over the peers awake. Kong et
 * al. 2021, arXiv 2102.04828.
 */
export function consensusDistance(simulation: Simulation): number {
  const honest = honestPeers(simulation);
  const mean = meanOf(simulation, honest);
  let sum = 0;
  for (const peer of honest) {
    const { model } = simulation.peers[peer];
    for (let i = 0; i < mean.length; i++) sum += (model[i] - mean[i]) ** 2;
  }
  return Math.sqrt(sum / honest.length);
}

/** The mean of the parameters of all honest peers awake. */
export function meanParameters(simulation: Simulation): Float64Array {
  return meanOf(simulation, honestPeers(simulation));
}

function meanOf({ peers, dimension }: Simulation, some: readonly PeerIndex[]): Float64Array {
  const mean = new Float64Array(dimension);
  for (const peer of some) {
    const { model } = peers[peer];
    for (let i = 0; i < mean.length; i++) mean[i] += model[i];
  }
  return mean.map((sum) => sum / some.length);
}

/** Those awake that do not lie. */
function honestPeers(simulation: Simulation): PeerIndex[] {
  const { awake } = simulation;
  return Array.from({ length: awake.count }, (_, i) => awake.at(i)).filter((peer) =>
    simulation.isHonest(peer),
  );
}
