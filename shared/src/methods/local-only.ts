/** Every peer for itself: what gossip must beat. */
import { admitAll } from '../gossip/admission/admission.ts';
import { float32 } from '../gossip/codec/float32.ts';
import { sgd } from '../gossip/local-update/sgd.ts';
import { pushAverage } from '../gossip/mixing/push-average.ts';
import { uniformSampler } from '../gossip/peer-sampler/uniform.ts';
import { independentClocks } from '../gossip/schedule/independent-clocks.ts';
import { describeMethod, implementMethod } from './method-description.ts';

export const localOnly = describeMethod({
  name: 'local-only',
  simulatorOnly: null,
  driftCorrection: 'asked',
  neighbours: 'sample',
  options: {},
});

export const localOnlyMethod = implementMethod(localOnly, ({ update, steps, rate }) => ({
  schedule: independentClocks({ gossip: 0, per: 'second', update }),
  sampler: uniformSampler,
  codec: float32,
  relays: false,
  applyDelay: 0,
  parts: (learner) => ({
    localUpdate: sgd(learner, { steps, rate }),
    mixing: pushAverage,
    admission: admitAll,
  }),
}));
