import type { DeltaSum } from '../local-update/delta.ts';
import type { PeerContext } from '../peer-context.ts';
import type { PeerIndex } from '../peer-index.ts';
import type { PeerSampler } from '../peer-sampler/peer-sampler.ts';
import type { Mixing } from './mixing.ts';

export interface RowWeightOptions {
  /** The graph; its edges go both ways. */
  readonly sampler: PeerSampler;
  /** Most neighbours that a peer hears in the time in which each of them is heard once. Default all. */
  readonly most?: number;
}

/**
 * The weight that a peer gives to each of those it hears, and to itself, so that they make 1: one over how many they are.
 * It depends on this peer's own degree alone, hence rows of the matrix of weights make 1 and columns need not. 1 for a peer
 * without neighbours.
 */
export function rowWeight(
  peer: PeerContext,
  { sampler, most = Number.POSITIVE_INFINITY }: RowWeightOptions,
): () => number {
  let count = -1;
  let place = -1;
  let weight = 1;
  const heard: PeerIndex[] = [];
  return () => {
    const { neighbours } = peer;
    // A graph is one of places: as long as there are so many, the neighbours of a place are.
    if (neighbours.count !== count || neighbours.place !== place) {
      count = neighbours.count;
      place = neighbours.place;
      heard.length = 0;
      sampler.all(peer, heard);
      weight = 1 / (1 + Math.min(heard.length, most));
    }
    return weight;
  };
}

export interface AddDeltasOptions {
  readonly sampler: PeerSampler;
  /** What is to be sent. */
  readonly gathered: DeltaSum;
  /** What a delta of a neighbour is multiplied by: see `rowWeight`. */
  readonly share: () => number;
}

/**
 * Sends what has gathered to all neighbours, and adds a share of what they send: x <- x + q_ij delta_j. Nothing
 * is sent where nothing has gathered, and nothing is passed on. Peers whose deltas go different ways, or get lost, drift
 * apart without end: see `withUnification`. Jeong & Kountouris 2024 (arXiv 2406.13533).
 */
export function addDeltas(peer: PeerContext, { sampler, gathered, share }: AddDeltasOptions): Mixing {
  let message: Float32Array | null = null;
  let full = false;
  return {
    conserves: 'nothing',
    answers: false,
    toAll: 'alike',
    begin(state, targets) {
      message ??= new Float32Array(state.length);
      full = targets.length > 0 && gathered.take(message);
    },
    offer: () => (full ? message : null),
    receive(kind, vector, weight, state, _reply, from) {
      if (kind !== 'offer' || vector.length < state.length || sampler.weight(peer, from) <= 0) return false;
      const factor = weight * share();
      for (let i = 0; i < state.length; i++) state[i] += factor * vector[i];
      return false;
    },
  };
}
