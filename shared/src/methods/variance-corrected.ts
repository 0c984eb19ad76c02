/**
 * Y. Tian, Z. Al-Ars, M. Kitsak, P. Hofstee: Vanishing Variance Problem in Fully Decentralized Neural-Network Systems, 2024,
 * arXiv 2404.04616.
 *
 * Averaging networks that began apart shrinks their weights until signals no longer pass: after each averaging, every
 * weight tensor is stretched until it varies as much as those that were averaged. All else is `d-psgd`, which is the plain
 * averaging to compare with.
 */
import { sgd } from '../gossip/local-update/sgd.ts';
import { type Range, varianceCorrected } from '../gossip/mixing/variance-correction.ts';
import { graphSampler, randomRegular } from '../gossip/peer-sampler/graph.ts';
import { sizeOf, type TensorLayout } from '../tasks/task.ts';
import { describeMethod, implementMethod } from './method-description.ts';
import { roundsOnGraph } from './rounds-on-graph.ts';

export const varianceCorrectedAveraging = describeMethod({
  name: 'variance-corrected',
  simulatorOnly: null,
  driftCorrection: 'asked',
  takesCodec: 'rounding',
  options: {
    degree: { initial: 4, min: 2, max: 64, integer: true },
  },
});

export const varianceCorrectedAveragingMethod = implementMethod(
  varianceCorrectedAveraging,
  ({ codec, update, steps, rate, seed, layout = [] }, { degree }) => {
    return roundsOnGraph({
      update,
      codec,
      sampler: graphSampler(randomRegular(degree, seed)),
      localUpdate: (learner) => sgd(learner, { steps, rate }),
      combine: varianceCorrected(weightsOf(layout)),
    });
  },
);

/** Where the tensors lie that are not biases; none where nothing is known of the vector, as of quadratics. */
function weightsOf(layout: readonly TensorLayout[]): Range[] {
  let end = 0;
  return layout.flatMap((tensor) => {
    const start = end;
    end += sizeOf(tensor);
    return tensor.shape.length > 1 ? [{ start, end }] : [];
  });
}
