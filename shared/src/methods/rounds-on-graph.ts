/** What methods in rounds on a graph have in common: D-PSGD, but for the local update and the way in which states are
 * combined. */
import { admitAll } from '../gossip/admission/admission.ts';
import type { Codec, LinkCodec } from '../gossip/codec/codec.ts';
import { float32 } from '../gossip/codec/float32.ts';
import type { Learner } from '../gossip/learner/learner.ts';
import type { LocalUpdate } from '../gossip/local-update/local-update.ts';
import { type Combine, graphAverage } from '../gossip/mixing/graph-average.ts';
import type { PeerContext } from '../gossip/peer-context.ts';
import type { PeerSampler } from '../gossip/peer-sampler/peer-sampler.ts';
import { rounds } from '../gossip/schedule/rounds.ts';
import type { Choices, CommonOptions } from './method-description.ts';

export interface RoundsOnGraphOptions {
  readonly update: CommonOptions['update'];
  /** Who are neighbours. */
  readonly sampler: PeerSampler;
  readonly codec?: Codec | LinkCodec | undefined;
  readonly localUpdate: (learner: Learner, peer: PeerContext) => LocalUpdate;
  /** Default the weighted mean. */
  readonly combine?: Combine;
  /** See `Method`. */
  readonly stateLength?: (dimension: number) => number;
}

export function roundsOnGraph(options: RoundsOnGraphOptions): Choices {
  const { update, sampler, localUpdate, combine, stateLength, codec = float32 } = options;
  return {
    schedule: rounds({ update }),
    sampler,
    codec,
    relays: true,
    applyDelay: 0,
    ...(stateLength ? { stateLength } : {}),
    parts: (learner, peer) => ({
      localUpdate: localUpdate(learner, peer),
      mixing: graphAverage(peer, { sampler, ...(combine ? { combine } : {}) }),
      admission: admitAll,
    }),
  };
}
