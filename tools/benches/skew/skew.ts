/**
 * `npm run bench -- skew`: what the worst peer of a room of unlike data makes of digits it never saw, beside SGD on everybody's
 * data by as many steps in all.
 */
import { codecOf } from '@hearsay/shared/settings/run-codec.ts';
import { defaultSettings } from '@hearsay/shared/settings/run-settings.ts';
import type { ExperimentResult } from '@hearsay/shared/simulation/experiment.ts';
import { runAll } from '../../experiments/run-all.ts';
import { type Specification, specify } from '../../experiments/specification.ts';
import { atLeast, type Bench, rowOf } from '../bench.ts';

const SEEDS = [1, 2, 3, 4, 5];
const TARGET = 0.93;
/** For the mean of a peer's model and of those its neighbours offered last. */
const ROOM_TARGET = 0.97;

/** Eight peers with two digits each, as tabs have them, for a hundred updates. */
const room = (seed: number): Specification =>
  specify({
    peers: 8,
    seed,
    codec: codecOf(defaultSettings).name,
    exchange: defaultSettings.exchange,
    driftCorrection: defaultSettings.driftCorrection,
    gossipRate: defaultSettings.gossip,
    gossipPer: 'update',
    learner: 'mlp',
    data: 'mnist',
    partition: defaultSettings.partition,
    samples: defaultSettings.samples,
    batchSize: 32,
    hidden: [128, 64],
    steps: defaultSettings.steps,
    rate: defaultSettings.rate,
    duration: 100,
    evaluations: 5,
  });

const SIDES: readonly ((seed: number) => Specification)[] = [
  (seed) => ({ ...room(seed), roomModel: true }),
  (seed) => ({ ...room(seed), method: 'centralised', codec: 'float32' }),
  (seed) => ({ ...room(seed), driftCorrection: [] }),
];

const worst = ({ accuracy }: ExperimentResult): number => accuracy?.worst ?? 0;
const worstOfRoom = ({ roomAccuracy }: ExperimentResult): number => roomAccuracy?.worst ?? 0;

export const skewBench: Bench = {
  name: 'skew',
  summary: 'the worst of 8 simulated peers with two digits each, beside SGD on everybody’s data',
  async run(onProgress) {
    const specifications = SIDES.flatMap((side) => SEEDS.map(side));
    const results = await runAll(specifications, (done) =>
      onProgress(done / specifications.length, 'simulating rooms'),
    );
    const [rooms, pooled, plain] = SIDES.map((_, i) =>
      results.slice(i * SEEDS.length, (i + 1) * SEEDS.length),
    );
    /** Of the accuracy of SGD on everybody's data, seed by seed. */
    const shares = (figure: (result: ExperimentResult) => number): number[] =>
      rooms.map((result, i) => figure(result) / worst(pooled[i]));
    const of = 'of its accuracy';
    return [
      rowOf('skew: accuracy of the worst peer', rooms.map(worst), 'share'),
      rowOf('skew: accuracy of the room’s model, at the worst peer', rooms.map(worstOfRoom), 'share'),
      rowOf('skew: accuracy of SGD on everybody’s data', pooled.map(worst), 'share'),
      rowOf('skew: accuracy of the worst peer without drift correction', plain.map(worst), 'share'),
      atLeast('skew: worst peer / SGD on everybody’s data', shares(worst), of, TARGET),
      atLeast('skew: room’s model / SGD on everybody’s data', shares(worstOfRoom), of, ROOM_TARGET),
    ];
  },
};
