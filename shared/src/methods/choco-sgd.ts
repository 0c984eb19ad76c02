/**
 * A. Koloskova, S. Stich, M. Jaggi: Decentralized Stochastic Optimization and Gossip Algorithms with Compressed
 * Communication, 2019, arXiv 1902.00340 (CHOCO-SGD).
 *
 * In rounds: after its steps each peer sends its neighbours only what is largest of the difference to what they know of it,
 * and then moves by gamma of the weighted differences of these copies. The smaller the share that travels, the smaller
 * gamma must be.
 */
import { fixedStep } from '../gossip/mixing/consensus-step.ts';
import { compressedRounds, compressionOptions } from './compressed-rounds.ts';
import { describeMethod, implementMethod } from './method-description.ts';

export const chocoSgd = describeMethod({
  name: 'choco-sgd',
  simulatorOnly: null,
  driftCorrection: 'asked',
  options: {
    ...compressionOptions,
    gamma: { initial: 0.2, min: 0, max: 1 },
  },
});

export const chocoSgdMethod = implementMethod(chocoSgd, (common, own) =>
  compressedRounds(common, own, () => fixedStep(own.gamma)),
);
