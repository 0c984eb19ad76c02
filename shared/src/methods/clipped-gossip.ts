/**
 * L. He, S. P. Karimireddy, M. Jaggi: Byzantine-Robust Decentralized Learning via ClippedGossip, 2022, arXiv 2202.01545.
 *
 * D-PSGD in which what a neighbour sent counts as if it were at most `tau` away: whoever sends garbage moves nobody
 * further than that.
 */
import { sgd } from '../gossip/local-update/sgd.ts';
import { selfCentredClipping } from '../gossip/mixing/clipping.ts';
import { graphSampler, randomRegular } from '../gossip/peer-sampler/graph.ts';
import { describeMethod, implementMethod } from './method-description.ts';
import { roundsOnGraph } from './rounds-on-graph.ts';

export const clippedGossip = describeMethod({
  name: 'clipped-gossip',
  simulatorOnly: null,
  driftCorrection: 'asked',
  takesCodec: 'rounding',
  options: {
    degree: { initial: 4, min: 2, max: 64, integer: true },
    tau: { initial: 1, min: 1e-6, max: 1e6 },
  },
});

export const clippedGossipMethod = implementMethod(
  clippedGossip,
  ({ codec, update, steps, rate, seed }, { degree, tau }) => {
    return roundsOnGraph({
      update,
      codec,
      sampler: graphSampler(randomRegular(degree, seed)),
      localUpdate: (learner) => sgd(learner, { steps, rate }),
      combine: selfCentredClipping(tau),
    });
  },
);
