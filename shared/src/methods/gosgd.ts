/**
 * M. Blot, D. Picard, M. Cord, N. Thome: Gossip training for deep learning, 2016, arXiv 1611.09726 (GoSGD).
 *
 * After an update, with some probability, a peer halves its weight and pushes its model with that weight to a random peer,
 * which takes the weighted mean. Weights begin at 1, not at 1 / n: only their ratios count, and nobody need know n.
 */
import { admitAll } from '../gossip/admission/admission.ts';
import { float32 } from '../gossip/codec/float32.ts';
import { sgd } from '../gossip/local-update/sgd.ts';
import { weightedPush } from '../gossip/mixing/weighted-push.ts';
import { uniformSampler } from '../gossip/peer-sampler/uniform.ts';
import { afterUpdates } from '../gossip/schedule/after-updates.ts';
import { describeMethod, implementMethod } from './method-description.ts';

export const goSgd = describeMethod({
  name: 'gosgd',
  simulatorOnly: null,
  driftCorrection: 'asked',
  guard: 'asked',
  neighbours: 'sample',
  options: {
    probability: { initial: 0.5, min: 0, max: 1 },
  },
});

export const goSgdMethod = implementMethod(goSgd, ({ update, steps, rate }, { probability }) => ({
  schedule: afterUpdates({ update, probability }),
  sampler: uniformSampler,
  codec: float32,
  relays: true,
  applyDelay: 0,
  stateLength: (dimension) => dimension + 1,
  parts: (learner) => ({
    localUpdate: sgd(learner, { steps, rate }),
    mixing: weightedPush,
    admission: admitAll,
    initialise(state) {
      state[learner.dimension] = 1;
    },
  }),
}));
