/**
 * Blocking rounds in which everyone sends its float32 model to everyone and waits for all: how existing systems of
 * learning between browser tabs work, and the baseline to beat. Where all begin alike and take one step a round this
 * is SGD on the pooled data.
 */
import { admitAll } from '../gossip/admission/admission.ts';
import { float32 } from '../gossip/codec/float32.ts';
import { sgd } from '../gossip/local-update/sgd.ts';
import { allAverage, allAverageMessageLength } from '../gossip/mixing/all-average.ts';
import { uniformSampler } from '../gossip/peer-sampler/uniform.ts';
import { blockingRounds } from '../gossip/schedule/blocking-rounds.ts';
import { describeMethod, implementMethod } from './method-description.ts';

export const synchronousAllToAll = describeMethod({
  name: 'synchronous-all-to-all',
  simulatorOnly: null,
  driftCorrection: 'asked',
  options: {},
});

export const synchronousAllToAllMethod = implementMethod(synchronousAllToAll, ({ update, steps, rate }) => ({
  schedule: blockingRounds({ update }),
  sampler: uniformSampler,
  codec: float32,
  relays: true,
  applyDelay: 0,
  messageLength: allAverageMessageLength,
  parts: (learner, peer) => ({
    localUpdate: sgd(learner, { steps, rate }),
    mixing: allAverage(peer),
    admission: admitAll,
  }),
}));
