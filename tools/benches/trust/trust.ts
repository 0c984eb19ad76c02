/** `npm run bench -- trust`: what liars cost a room whose peers limit what others send, and what that costs where nobody lies. */
import { type AttackName, SIMULATED_ATTACKS } from '@hearsay/shared/attacks/attack-names.ts';
import { defaultSettings, type Partition } from '@hearsay/shared/settings/run-settings.ts';
import type { ExperimentResult } from '@hearsay/shared/simulation/experiment.ts';
import { runAll } from '../../experiments/run-all.ts';
import { type Specification, specify } from '../../experiments/specification.ts';
import { atMost, type Bench, type BenchRow, rowOf } from '../bench.ts';
import { guardShareOfStep } from './guard-time.ts';
import { lostToOneMessage } from './one-message.ts';

const SEEDS = [1, 2, 3, 4, 5];
const SHARE = 0.2;
const UPDATES = 100;

/** Of accuracy, at the most. */
interface Target {
  readonly mean: number;
  readonly worst?: number;
}

const ROOMS: readonly { readonly name: string; readonly partition: Partition; readonly target: Target }[] = [
  { name: 'iid', partition: { kind: 'iid' }, target: { mean: 0.02 } },
  { name: 'labels:2', partition: { kind: 'labels', labels: 2 }, target: { mean: 0.05, worst: 0.08 } },
];
/** Of accuracy, without liars. */
const GUARD_TARGET = 0.005;
const STEP_TARGET = 0.02;

/** Sixteen peers, as tabs are unless told otherwise. */
const room = (seed: number, partition: Partition, changes: Partial<Specification>): Specification =>
  specify({
    peers: 16,
    seed,
    exchange: defaultSettings.exchange,
    gossipRate: defaultSettings.gossip,
    gossipPer: 'update',
    learner: 'mlp',
    data: 'mnist',
    partition,
    samples: 1000,
    batchSize: 32,
    hidden: [32],
    steps: defaultSettings.steps,
    rate: defaultSettings.rate,
    duration: UPDATES,
    evaluations: 1,
    trackedPeers: 0,
    guard: 'on',
    ...changes,
  });

/** The first two are what all others are compared with. */
const CASES: readonly { readonly attack: AttackName | null; readonly changes: Partial<Specification> }[] = [
  { attack: null, changes: { guard: 'off' } },
  { attack: null, changes: {} },
  ...SIMULATED_ATTACKS.map((attack) => ({
    attack,
    changes: { attack: { name: attack, size: null }, hostile: SHARE },
  })),
];

const meanOf = ({ accuracy }: ExperimentResult): number => accuracy?.mean ?? 0;
const worstOf = ({ accuracy }: ExperimentResult): number => accuracy?.worst ?? 0;

export const trustBench: Bench = {
  name: 'trust',
  summary: 'accuracy that liars cost a room of 16, three of which lie, in every way there is',
  async run(onProgress) {
    const specifications = ROOMS.flatMap(({ partition }) =>
      CASES.flatMap(({ changes }) => SEEDS.map((seed) => room(seed, partition, changes))),
    );
    const results = await runAll(specifications, (done) =>
      onProgress(done / specifications.length, 'simulating rooms'),
    );
    const ofCase = (roomAt: number, at: number): ExperimentResult[] =>
      SEEDS.map((_, seed) => results[(roomAt * CASES.length + at) * SEEDS.length + seed]);
    return [
      ...ROOMS.flatMap((_, roomAt) => rowsOf(roomAt, (at) => ofCase(roomAt, at))),
      ...lostToOneMessage(),
      atMost(
        'trust: time of the guard for the messages of an update',
        guardShareOfStep(),
        'of the update',
        STEP_TARGET,
      ),
    ];
  },
};

function rowsOf(roomAt: number, ofCase: (at: number) => ExperimentResult[]): BenchRow[] {
  const { name, target } = ROOMS[roomAt];
  const [open, guarded] = [ofCase(0), ofCase(1)];
  const lost = (
    runs: readonly ExperimentResult[],
    before: readonly ExperimentResult[],
    of: (result: ExperimentResult) => number,
  ): number[] => runs.map((run, seed) => of(before[seed]) - of(run));
  return [
    rowOf(`trust: accuracy, ${name}, nobody lies, no guard`, open.map(meanOf), 'share'),
    atMost(
      `trust: lost to the guard, ${name}, nobody lies`,
      lost(guarded, open, meanOf),
      'share',
      GUARD_TARGET,
    ),
    ...CASES.slice(2).flatMap(({ attack }, k) => {
      const runs = ofCase(k + 2);
      const mean = atMost(
        `trust: lost to ${attack}, ${name}`,
        lost(runs, guarded, meanOf),
        'share',
        target.mean,
      );
      if (target.worst === undefined) return [mean];
      const worst = lost(runs, guarded, worstOf);
      return [mean, atMost(`trust: lost to ${attack}, ${name}, worst peer`, worst, 'share', target.worst)];
    }),
  ];
}
