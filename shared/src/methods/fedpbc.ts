/**
 * M. Xiang, S. Ioannidis, E. Yeh, C. Joe-Wong, L. Su: Empowering Federated Learning with Implicit Gossiping, 2024, arXiv
 * 2404.10091 (FedPBC).
 *
 * In rounds: every peer takes its local steps from its own model, whether or not the hub can be reached; who reaches it
 * is averaged with all others who do, and takes the average. The rest go on alone, and bring what they learned along
 * when they are back: unequal links do not bias the mean of all models. The hub is an elected peer.
 */
import { admitAll } from '../gossip/admission/admission.ts';
import { float32 } from '../gossip/codec/float32.ts';
import { sgd } from '../gossip/local-update/sgd.ts';
import { hubAverage, hubAverageMessageLength } from '../gossip/mixing/hub-average.ts';
import { hubSampler } from '../gossip/peer-sampler/hub.ts';
import { rounds } from '../gossip/schedule/rounds.ts';
import { describeMethod, implementMethod } from './method-description.ts';

export const fedPbc = describeMethod({
  name: 'fedpbc',
  simulatorOnly: null,
  driftCorrection: 'asked',
  options: {},
});

export const fedPbcMethod = implementMethod(fedPbc, ({ update, steps, rate }) => ({
  // The hub averages when the others' models have come.
  schedule: rounds({ update, gossipAt: (place) => (place === 0 ? 0.75 : 0.5) }),
  sampler: hubSampler,
  codec: float32,
  relays: true,
  applyDelay: 0,
  messageLength: hubAverageMessageLength,
  parts: (learner, peer) => ({
    localUpdate: sgd(learner, { steps, rate }),
    mixing: hubAverage(peer),
    admission: admitAll,
  }),
}));
