/**
 * X. Lian, C. Zhang, H. Zhang, C. Hsieh, W. Zhang, J. Liu: Can Decentralized Algorithms Outperform Centralized
 * Algorithms?, 2017, arXiv 1705.09056 (D-PSGD).
 *
 * In rounds: every peer takes its steps and sends its model to its neighbours on a graph, and the next round begins from
 * the weighted mean of what came. The rounds go by the clock and wait for nobody.
 */
import { sgd } from '../gossip/local-update/sgd.ts';
import { graphSampler, randomRegular } from '../gossip/peer-sampler/graph.ts';
import { describeMethod, implementMethod } from './method-description.ts';
import { roundsOnGraph } from './rounds-on-graph.ts';

export const dPsgd = describeMethod({
  name: 'd-psgd',
  simulatorOnly: null,
  driftCorrection: 'asked',
  guard: 'asked',
  takesCodec: 'rounding',
  options: {
    degree: { initial: 4, min: 2, max: 64, integer: true },
  },
});

export const dPsgdMethod = implementMethod(dPsgd, ({ codec, update, steps, rate, seed }, { degree }) => {
  return roundsOnGraph({
    update,
    codec,
    sampler: graphSampler(randomRegular(degree, seed)),
    localUpdate: (learner) => sgd(learner, { steps, rate }),
  });
});
