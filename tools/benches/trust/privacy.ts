/**
 * `npm run bench -- privacy`: what differential privacy costs. One peer with all the training data there is, and a room of 16 that
 * share it, at epsilon 3, beside the same without noise and beside peers that learn alone.
 */
import { defaultSettings } from '@hearsay/shared/settings/run-settings.ts';
import type { ExperimentResult } from '@hearsay/shared/simulation/experiment.ts';
import { runAll } from '../../experiments/run-all.ts';
import { type Specification, specify } from '../../experiments/specification.ts';
import { atLeast, atMost, type Bench, rowOf } from '../bench.ts';

const BUDGET = { epsilon: 3, delta: 1e-5 };
/** All of MNIST's training images. */
const IMAGES = 60_000;
const PEERS = 16;
const TARGET = 0.93;
/** Updates of ten steps, with some to spare: 2000 steps are planned, and then the budget is used up. */
const UPDATES = 215;

const shared = {
  ...{ seed: 1, exchange: defaultSettings.exchange, gossipRate: defaultSettings.gossip, gossipPer: 'update' },
  ...{ learner: 'mlp', data: 'mnist', hidden: [128, 64], partition: { kind: 'iid' }, batchSize: 32 },
  ...{ steps: 10, duration: UPDATES, evaluations: 5, privacy: BUDGET, trackedPeers: 0 },
} as const satisfies Partial<Specification>;

/** Many examples leave little noise in each step, which may then be long. */
const pooled = specify({ ...shared, peers: 1, samples: IMAGES, method: 'local-only', rate: 1 });
const room = specify({ ...shared, peers: PEERS, samples: IMAGES / PEERS, rate: 0.2, roomModel: true });
const open = { ...room, privacy: null };
const alone = { ...room, method: 'local-only', rate: 0.1, roomModel: false };

export const privacyBench: Bench = {
  name: 'privacy',
  summary: 'what differential privacy costs: one peer with all of MNIST, and 16 that share it, at epsilon 3',
  async run(onProgress) {
    const specifications = [pooled, room, open, alone];
    const results = await runAll(specifications, (done) =>
      onProgress(done / specifications.length, 'simulating peers'),
    );
    const [all, shared, without, apart] = results;
    const mean = ({ accuracy }: ExperimentResult): number => accuracy?.mean ?? 0;
    const spent = ({ privacy }: ExperimentResult): number => privacy?.epsilon ?? Number.POSITIVE_INFINITY;
    return [
      atLeast('privacy: one peer with all data, epsilon 3', mean(all), 'accuracy', TARGET),
      atMost('privacy: its epsilon, at delta 1e-5', spent(all), 'epsilon', BUDGET.epsilon),
      rowOf('privacy: 16 peers, epsilon 3 each, mean', mean(shared), 'accuracy'),
      rowOf('privacy: 16 peers, epsilon 3 each, room’s model', shared.roomAccuracy?.mean ?? 0, 'accuracy'),
      atMost('privacy: their epsilon, at delta 1e-5', spent(shared), 'epsilon', BUDGET.epsilon),
      rowOf('privacy: 16 peers without noise, mean', mean(without), 'accuracy'),
      rowOf('privacy: 16 peers apart, epsilon 3 each, mean', mean(apart), 'accuracy'),
    ];
  },
};
