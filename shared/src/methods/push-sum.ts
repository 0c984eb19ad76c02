/**
 * M. Assran, N. Loizou, N. Ballas, M. Rabbat: Stochastic Gradient Push for Distributed Deep Learning, 2019, arXiv
 * 1811.10792 (SGP).
 *
 * The state is x and a weight w, the model x / w. After every update a peer pushes half of both to one of its
 * out-neighbours on the directed graph of exponential distances, to each in turn, and waits for nobody. As sums that only
 * grow travel, a lost message costs no mass.
 *
 * A local step takes the gradient at x / w and applies it to x, w times: so the model moves by the step size whatever the
 * weight. In the paper's rounds w stays near 1, and its step is without that factor; here w is anything, and a peer
 * with little of it would jump. It also keeps fast peers, who push more and so have less weight, from counting for more.
 */
import { admitAll } from '../gossip/admission/admission.ts';
import { float32 } from '../gossip/codec/float32.ts';
import { debiasedSgd, ratio } from '../gossip/local-update/debiased.ts';
import { pushSum, pushSumMessageLength } from '../gossip/mixing/push-sum.ts';
import { exponential, graphSampler } from '../gossip/peer-sampler/graph.ts';
import { afterUpdates } from '../gossip/schedule/after-updates.ts';
import { describeMethod, implementMethod } from './method-description.ts';

const stateLength = (dimension: number): number => dimension + 1;

export const pushSumSgp = describeMethod({
  name: 'push-sum',
  simulatorOnly: null,
  driftCorrection: 'asked',
  options: {},
});

export const pushSumSgpMethod = implementMethod(pushSumSgp, ({ update, steps, rate }) => ({
  schedule: afterUpdates({ update, probability: 1 }),
  sampler: graphSampler(exponential),
  codec: float32,
  relays: true,
  applyDelay: 0,
  stateLength,
  messageLength: (dimension) => pushSumMessageLength(stateLength(dimension)),
  parts: (learner, peer) => ({
    localUpdate: debiasedSgd(learner, { steps, rate }),
    mixing: pushSum(peer),
    admission: admitAll,
    model: ratio(learner.dimension),
    initialise(state) {
      state[learner.dimension] = 1;
    },
  }),
}));
