/**
 * B. McMahan, E. Moore, D. Ramage, S. Hampson, B. Agüera y Arcas: Communication-Efficient Learning of Deep Networks from
 * Decentralized Data, 2017, arXiv 1602.05629 (FedAvg). Here what FedPBC (arXiv 2404.10091) is compared with.
 *
 * In rounds: whoever the hub reaches begins from its model, takes its local steps, and sends how far they led; the hub
 * takes the mean of what comes. Where links are unequal, so are the peers' says: the result is biased. The hub is an
 * elected peer.
 */
import { admitAll } from '../gossip/admission/admission.ts';
import { float32 } from '../gossip/codec/float32.ts';
import { sgd } from '../gossip/local-update/sgd.ts';
import { hubProgress, hubProgressMessageLength } from '../gossip/mixing/hub-progress.ts';
import { hubSampler } from '../gossip/peer-sampler/hub.ts';
import { rounds } from '../gossip/schedule/rounds.ts';
import { describeMethod, implementMethod } from './method-description.ts';

export const fedAvg = describeMethod({
  name: 'fedavg',
  simulatorOnly: null,
  driftCorrection: 'asked',
  options: {},
});

export const fedAvgMethod = implementMethod(fedAvg, ({ update, steps, rate }) => ({
  // The hub tells its model late in a round, and hears of it early in the next.
  schedule: rounds({ update, gossipAt: (place) => (place === 0 ? 0.75 : 0.25) }),
  sampler: hubSampler,
  codec: float32,
  relays: true,
  applyDelay: 0,
  messageLength: hubProgressMessageLength,
  parts: (learner, peer) => ({
    localUpdate: sgd(learner, { steps, rate }),
    mixing: hubProgress(peer),
    admission: admitAll,
  }),
}));
