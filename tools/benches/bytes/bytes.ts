/** `npm run bench -- bytes`: what a peer sends until the room has learned, in simulated rooms of unlike data. */
import { codecNamed } from '@hearsay/shared/gossip/codec/codecs.ts';
import { codecOf } from '@hearsay/shared/settings/run-codec.ts';
import { defaultSettings } from '@hearsay/shared/settings/run-settings.ts';
import type { ExperimentResult, Moment } from '@hearsay/shared/simulation/experiment.ts';
import { runAll } from '../../experiments/run-all.ts';
import { type Specification, specify } from '../../experiments/specification.ts';
import { atLeast, atMost, type Bench, type BenchRow, median } from '../bench.ts';

const ACCURACY = 0.95;
const SEEDS = [1, 2];
/** What a peer of the room's sends in float32 is what all is compared with. */
const REFERENCE = 'float32';
const TARGET_SHARE = 0.1;
/** Points of accuracy. */
const TARGET_LOSS = 0.5;
/** Moments at the end whose mean counts as the final accuracy. */
const FINAL_MOMENTS = 10;
const MEGABYTE = 1e6;

/** Eight peers, each with digits in proportions of its own; ln 8 exchanges an update of ten local steps, as in tabs. */
const room = (codec: string, seed: number): Specification =>
  specify({
    peers: 8,
    seed,
    codec,
    exchange: 'swap',
    learner: 'mlp',
    data: 'mnist',
    partition: { kind: 'dirichlet', alpha: 0.5 },
    samples: 2000,
    batchSize: 32,
    hidden: [128, 64],
    steps: 10,
    rate: 0.1,
    constantShare: 0.8,
    stepSeconds: 0.05,
    duration: 480,
    evaluations: 80,
  });

const accuracyOf = ({ accuracy }: Moment): number => accuracy?.mean ?? 0;

/** What each peer has sent when the mean of their accuracies first reaches the goal; infinite where it never does. */
const bytesTo = ({ history }: ExperimentResult): number =>
  history.find((moment) => accuracyOf(moment) >= ACCURACY)?.bytesPerPeer ?? Number.POSITIVE_INFINITY;

const finalAccuracy = ({ history }: ExperimentResult): number => {
  const last = history.slice(-FINAL_MOMENTS);
  return last.reduce((sum, moment) => sum + accuracyOf(moment), 0) / last.length;
};

export const bytesBench: Bench = {
  name: 'bytes',
  summary: 'bytes until digits are learned, by codec, in a simulated room of 8',
  async run(onProgress) {
    const initial = codecOf(defaultSettings).name;
    const codecs = [...new Set([REFERENCE, 'int8', codecNamed(initial).name])];
    const specifications = codecs.flatMap((codec) => SEEDS.map((seed) => room(codec, seed)));
    const results = await runAll(specifications, (done) =>
      onProgress(done / specifications.length, 'simulating rooms'),
    );
    const resultsOf = (codec: string): ExperimentResult[] =>
      results.filter((_, i) => specifications[i].codec === codec);
    const reference = resultsOf(REFERENCE);
    return codecs.flatMap((codec): BenchRow[] => {
      const own = resultsOf(codec);
      const bytes = own.map(bytesTo);
      const accuracies = own.map(finalAccuracy);
      const name = `${codec}: bytes per peer to ${ACCURACY}`;
      const rows: BenchRow[] = [
        { name, value: median(bytes) / MEGABYTE, unit: 'MB' },
        { name: `${codec}: final accuracy`, value: median(accuracies), unit: 'share' },
      ];
      if (codec === REFERENCE) return rows;
      const share = median(bytes.map((value, i) => value / bytesTo(reference[i])));
      const gain = 100 * median(accuracies.map((value, i) => value - finalAccuracy(reference[i])));
      const shareName = `${codec}: bytes, as a share of ${REFERENCE}’s`;
      const gainName = `${codec}: final accuracy, more than ${REFERENCE}’s`;
      if (codec !== initial) return [...rows, { name: shareName, value: share, unit: 'share' }];
      return [
        ...rows,
        { ...atMost(shareName, share, 'share', TARGET_SHARE), ratio: 1 / share },
        atLeast(gainName, gain, 'points', -TARGET_LOSS),
      ];
    });
  },
};
