/** Classification by a dense network; without a hidden layer, softmax regression. */
import type { Learner } from '../../gossip/learner/learner.ts';
import { denseLayout } from '../../tasks/task.ts';
import { type Random, shuffle } from '../../util/random/random.ts';
import { type Activation, createDenseNetwork, type DenseNetwork } from './dense-network.ts';
import type { ClassificationData, Examples } from './examples.ts';
import { type Objective, requireCounts, requirePeer, requireThat } from './objective.ts';

export interface MlpOptions {
  readonly data: ClassificationData;
  /** Units of each layer, inputs first, classes last: [784, 128, 64, 10]. */
  readonly units: readonly number[];
  /** Of hidden layers; ReLU unless told. */
  readonly activation?: Activation;
  /** Examples in one step; 32 unless told. All of a peer's examples where it has fewer. */
  readonly batchSize?: number;
}

/**
 * A dense network, one peer for each shard of the data. Parameters are laid out as `denseLayout` says.
 * `evaluate` gives mean cross-entropy in nats and accuracy, both on the test examples.
 * @throws RangeError where data and units do not fit each other
 */
export function mlp({ data, units, activation = 'relu', batchSize = 32 }: MlpOptions): Objective {
  const { train, test, shards } = data;
  requireThat(units.length >= 2, 'units must name inputs and classes at least');
  requireCounts({ batchSize, peers: shards.length });
  for (const [layer, count] of units.entries()) requireCounts({ [`units[${layer}]`]: count });
  requireFit(train, units);
  requireFit(test, units);
  const network = createDenseNetwork(units, activation, batchSize);
  return {
    name: 'mlp',
    dimension: network.dimension,
    layout: denseLayout(units),
    peers: shards.length,
    initialise: network.initialise,
    learner(peer, random) {
      requirePeer(peer, shards.length);
      const shard = shards[peer];
      requireThat(shard.length > 0, `peer ${peer} has no examples`);
      requireThat(
        shard.every((row) => row < train.labels.length),
        `peer ${peer} has examples that do not exist`,
      );
      return createLearner(network, train, shard, batchSize, random);
    },
    evaluate: (parameters) => network.evaluate(parameters, test),
  };
}

function requireFit({ features, labels }: Examples, units: readonly number[]): void {
  requireThat(features.length === labels.length * units[0], 'features must be rows x inputs');
  const classes = units[units.length - 1];
  requireThat(
    labels.every((label) => label < classes),
    `labels must be less than ${classes}`,
  );
}

/** Draws batches as a tab does: in a shuffled order, anew each time through. */
function createLearner(
  network: DenseNetwork,
  examples: Examples,
  shard: Uint32Array,
  batchSize: number,
  random: Random,
): Learner {
  const order = shard.slice();
  const count = Math.min(batchSize, order.length);
  const counts = new Array<number>(network.classes).fill(0);
  for (const row of shard) counts[examples.labels[row]] += 1;
  let next = order.length;
  let shift: Float32Array | null = null;
  return {
    dimension: network.dimension,
    labelCounts: () => counts,
    adjustLogits(by) {
      shift = by;
    },
    clipped: {
      examples: () => shard.length,
      sum(parameters, chosen, clip, sum) {
        const rows = chosen.map((index) => shard[index]);
        sum.fill(0);
        for (let from = 0; from < rows.length; from += batchSize) {
          const part = Math.min(batchSize, rows.length - from);
          network.addClipped(parameters, sum, examples, rows, from, part, clip);
        }
      },
    },
    gradient(parameters, gradient) {
      if (next + count > order.length) {
        shuffle(order, random);
        next = 0;
      }
      next += count;
      return network.gradient(parameters, gradient, examples, order, next - count, count, shift);
    },
  };
}
