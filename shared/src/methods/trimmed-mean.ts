/**
 * D. Yin, Y. Chen, K. Ramchandran, P. Bartlett: Byzantine-Robust Distributed Learning: Towards Optimal Statistical Rates,
 * 2018, arXiv 1803.01498: the coordinate-wise trimmed mean, here of the neighbours' models as in D-PSGD.
 */
import { sgd } from '../gossip/local-update/sgd.ts';
import { trimmedMean as trimmedMeanOf } from '../gossip/mixing/trimmed-mean.ts';
import { graphSampler, randomRegular } from '../gossip/peer-sampler/graph.ts';
import { describeMethod, implementMethod } from './method-description.ts';
import { roundsOnGraph } from './rounds-on-graph.ts';

export const trimmedMean = describeMethod({
  name: 'trimmed-mean',
  simulatorOnly: null,
  driftCorrection: 'asked',
  takesCodec: 'rounding',
  options: {
    degree: { initial: 4, min: 2, max: 64, integer: true },
    trim: {
      initial: 1,
      min: 0,
      max: 32,
      integer: true,
    },
  },
});

export const trimmedMeanMethod = implementMethod(
  trimmedMean,
  ({ codec, update, steps, rate, seed }, { degree, trim }) => {
    return roundsOnGraph({
      update,
      codec,
      sampler: graphSampler(randomRegular(degree, seed)),
      localUpdate: (learner) => sgd(learner, { steps, rate }),
      combine: trimmedMeanOf(trim),
    });
  },
);
