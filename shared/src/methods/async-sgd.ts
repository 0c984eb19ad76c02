/**
 * S. Yu, W. Chen, H. V. Poor: Distributed Stochastic Gradient Descent with Staleness: A Stochastic Delay Differential
 * Equation Based Framework, 2024, arXiv 2406.11159.
 *
 * A worker reads the hub's model and computes a gradient; by the time the hub applies it, others have been there. More
 * workers bring more gradients, each later: `theory/delayed-descent.ts` says what that comes to. The hub is elected,
 * and is one of the workers.
 */
import { admitAll } from '../gossip/admission/admission.ts';
import { float32 } from '../gossip/codec/float32.ts';
import { gradientUpdate } from '../gossip/local-update/gradient.ts';
import { hubGradient, hubGradientMessageLength } from '../gossip/mixing/hub-gradient.ts';
import { hubSampler } from '../gossip/peer-sampler/hub.ts';
import { onReply } from '../gossip/schedule/on-reply.ts';
import { describeMethod, implementMethod } from './method-description.ts';

export const asyncSgd = describeMethod({
  name: 'async-sgd',
  simulatorOnly: null,
  options: {
    patience: {
      initial: 4,
      min: 0.1,
      max: 600,
    },
  },
});

export const asyncSgdMethod = implementMethod(asyncSgd, ({ update, steps, rate }, { patience }) => ({
  schedule: onReply({ update, patience }),
  sampler: hubSampler,
  codec: float32,
  relays: true,
  applyDelay: 0,
  messageLength: hubGradientMessageLength,
  parts(learner, peer) {
    const localUpdate = gradientUpdate(learner, { steps });
    return {
      localUpdate,
      mixing: hubGradient(peer, { update: localUpdate, rate }),
      admission: admitAll,
    };
  },
}));
