/**
 * S. A. Aketi, A. Hashemi, K. Roy: AdaGossip: Adaptive Consensus Step-size for Decentralized Deep Learning with
 * Communication Compression, 2024, arXiv 2404.05919.
 *
 * CHOCO-SGD with a consensus step for each coordinate: gamma over the root of the smoothed square of the differences that
 * came so far, at most 1. The mean of the models is not conserved.
 */
import { adaptiveStep } from '../gossip/mixing/consensus-step.ts';
import { compressedRounds, compressionOptions } from './compressed-rounds.ts';
import { describeMethod, implementMethod } from './method-description.ts';

export const adaGossip = describeMethod({
  name: 'adagossip',
  simulatorOnly: null,
  driftCorrection: 'asked',
  options: {
    ...compressionOptions,
    gamma: { initial: 0.02, min: 0, max: 1 },
    beta: { initial: 0.999, min: 0, max: 0.999999 },
  },
});

export const adaGossipMethod = implementMethod(adaGossip, (common, own) =>
  compressedRounds(common, own, () => adaptiveStep({ gamma: own.gamma, beta: own.beta })),
);
