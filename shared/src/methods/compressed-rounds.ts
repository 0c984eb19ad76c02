/** What methods that gossip compressed differences in rounds have in common: CHOCO-SGD, but for the consensus step. */
import { admitAll } from '../gossip/admission/admission.ts';
import { sparse } from '../gossip/codec/sparse.ts';
import { randomK } from '../gossip/compressor/random-k.ts';
import { topK } from '../gossip/compressor/top-k.ts';
import { sgd } from '../gossip/local-update/sgd.ts';
import { compressedGossip, compressedMessageLength } from '../gossip/mixing/compressed-gossip.ts';
import type { ConsensusStep } from '../gossip/mixing/consensus-step.ts';
import { graphSampler, randomRegular } from '../gossip/peer-sampler/graph.ts';
import { rounds } from '../gossip/schedule/rounds.ts';
import type { Choices, CommonOptions, OwnOption } from './method-description.ts';

export type CompressionOption = 'degree' | 'keep' | 'random';

export const compressionOptions: Readonly<Record<CompressionOption, OwnOption>> = {
  degree: { initial: 4, min: 2, max: 64, integer: true },
  keep: { initial: 0.1, min: 0.0001, max: 1 },
  random: { initial: 0, min: 0, max: 1, integer: true },
};

export function compressedRounds(
  { update, steps, rate, seed }: CommonOptions,
  { degree, keep, random }: Readonly<Record<CompressionOption, number>>,
  /** Made for each peer, as it may remember. */
  createStep: () => ConsensusStep,
): Choices {
  const sampler = graphSampler(randomRegular(degree, seed));
  const compressor = random === 1 ? randomK(keep) : topK(keep);
  return {
    schedule: rounds({ update }),
    sampler,
    codec: sparse,
    relays: true,
    incremental: true,
    applyDelay: 0,
    messageLength: compressedMessageLength,
    parts: (learner, peer) => ({
      localUpdate: sgd(learner, { steps, rate }),
      mixing: compressedGossip(peer, { sampler, compressor, step: createStep() }),
      admission: admitAll,
    }),
  };
}
