/**
 * X. Lian, W. Zhang, C. Zhang, J. Liu: Asynchronous Decentralized Parallel Stochastic Gradient Descent, 2017, arXiv
 * 1710.06952 (AD-PSGD).
 *
 * After every update a peer and a random neighbour meet half-way. The gradient was taken at what the model was when the
 * update began, and is applied to what it has become. The paper averages both models at once, under a lock; here nobody
 * waits, and the sum of the two is the same.
 */
import { admitAll } from '../gossip/admission/admission.ts';
import { float32 } from '../gossip/codec/float32.ts';
import { sgd } from '../gossip/local-update/sgd.ts';
import { pairwiseSwap } from '../gossip/mixing/pairwise-swap.ts';
import { uniformSampler } from '../gossip/peer-sampler/uniform.ts';
import { afterUpdates } from '../gossip/schedule/after-updates.ts';
import { describeMethod, implementMethod } from './method-description.ts';

export const adPsgd = describeMethod({
  name: 'ad-psgd',
  simulatorOnly: null,
  driftCorrection: 'asked',
  guard: 'asked',
  keepsMean: 'always',
  neighbours: 'sample',
  takesCodec: 'differences',
  options: {},
});

export const adPsgdMethod = implementMethod(adPsgd, ({ update, steps, rate, codec = float32 }) => ({
  schedule: afterUpdates({ update, probability: 1 }),
  sampler: uniformSampler,
  codec,
  relays: true,
  applyDelay: 0,
  parts: (learner) => ({
    localUpdate: sgd(learner, { steps, rate }),
    mixing: pairwiseSwap,
    admission: admitAll,
  }),
}));
