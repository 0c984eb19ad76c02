import type { PeerContext } from '../peer-context.ts';
import type { PeerIndex } from '../peer-index.ts';
import type { PeerSampler } from '../peer-sampler/peer-sampler.ts';
import type { Mixing } from './mixing.ts';

/** Most peers whose states are kept for the next round; more are left out. */
export const MAX_COLLECTED = 1024;

/** What a rule over collected states sees of one of them. */
export interface Contribution {
  readonly weight: number;
  readonly state: Float32Array;
}

/** Makes one state of a peer's own and those of its neighbours, in place; the weights and that of the own state, which
 * is the rest, make 1. */
export type Combine = (state: Float32Array, ownWeight: number, others: readonly Contribution[]) => void;

/** x <- sum over j of w_ij x_j. Lian et al. 2017 (arXiv 1705.09056), D-PSGD. */
export const weightedMean: Combine = (state, ownWeight, others) => {
  for (let i = 0; i < state.length; i++) {
    let sum = ownWeight * state[i];
    for (let j = 0; j < others.length; j++) sum += others[j].weight * others[j].state[i];
    state[i] = sum;
  }
};

export interface GraphAverageOptions {
  /** Whose neighbours take part, and with what weight. */
  readonly sampler: PeerSampler;
  /** Default the weighted mean. */
  readonly combine?: Combine;
}

/**
 * Sends the state to all neighbours, keeps the newest that came of each, and combines them before the next update. A
 * neighbour that was silent leaves its weight to this peer's own state. The mean is conserved where messages arrive
 * once a round, between rounds that coincide: nothing is promised elsewhere.
 */
export function graphAverage(
  peer: PeerContext,
  { sampler, combine = weightedMean }: GraphAverageOptions,
): Mixing {
  const collected = new Map<PeerIndex, { weight: number; readonly state: Float32Array }>();
  const spare: Float32Array[] = [];
  return {
    conserves: 'nothing',
    answers: false,
    toAll: 'alike',
    offersModel: true,
    ...(combine === weightedMean ? {} : { combine }),
    offer: (state) => state,
    receive(kind, vector, weight, _state, _reply, from) {
      if (kind !== 'offer') return false;
      const known = collected.get(from);
      if (known === undefined && collected.size >= MAX_COLLECTED) return false;
      const kept = known?.state ?? spare.pop() ?? new Float32Array(vector.length);
      kept.set(vector);
      collected.set(from, { weight, state: kept });
      return false;
    },
    settle(state) {
      if (collected.size === 0) return;
      const others: Contribution[] = [];
      let ownWeight = 1;
      for (const [from, { weight, state: theirs }] of collected) {
        const share = weight * sampler.weight(peer, from);
        ownWeight -= share;
        if (share > 0) others.push({ weight: share, state: theirs });
        spare.push(theirs);
      }
      collected.clear();
      combine(state, ownWeight, others);
    },
  };
}
