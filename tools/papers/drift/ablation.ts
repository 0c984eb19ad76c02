/** What each correction of drift does to the worst peer of a room of unlike data, alone, and when it is left out. */
import {
  CORRECTIONS,
  type Correction,
  type DriftCorrection,
} from '@hearsay/shared/gossip/drift-correction/drift-correction.ts';
import { formatPartition, type Partition } from '@hearsay/shared/settings/run-settings.ts';
import type { ExperimentResult } from '@hearsay/shared/simulation/experiment.ts';
import { type Specification, specify } from '../../experiments/specification.ts';
import { courseOf } from '../averages.ts';
import { type Interval, intervalOf } from '../interval.ts';
import { claimsOf, type Form, type Row, type SimulationStudy } from '../paper.ts';

export interface Room {
  readonly partition: Partition;
  /** Seconds; with any, peers update 25 times a second, as tabs may. */
  readonly latency: number;
  /** Whether none reaches any other from the third tenth of the time to the eighth. Default no. */
  readonly apart?: boolean;
}

/** Updates a second where messages take time. */
const FAST = 25;
const SEEDS: Record<Form, readonly number[]> = { quick: [1, 2, 3], full: [1, 2, 3, 4, 5] };
const UPDATES: Record<Form, number> = { quick: 60, full: 100 };
/** Of the accuracy of SGD on everybody's data, by as many steps in all. */
const LEAST_SHARE: Record<Form, number> = { quick: 0.8, full: 0.93 };

interface Variant {
  readonly name: string;
  readonly change: Partial<Specification>;
}

const corrected = (name: string, driftCorrection: DriftCorrection): Variant => ({
  name,
  change: { driftCorrection },
});
const POOLED: Variant = { name: 'pooled', change: { method: 'centralised', codec: 'float32', network: {} } };
const NONE = corrected('none', []);
const BEST = corrected('best', 'best');
const alone = (correction: Correction): Variant => corrected(`${correction} alone`, [correction]);
const without = (correction: Correction): Variant =>
  corrected(
    `best without ${correction}`,
    CORRECTIONS.filter((other) => other !== correction),
  );

function variantsOf({ apart }: Room, form: Form): readonly Variant[] {
  const parts = form === 'quick' ? [] : CORRECTIONS.map(alone);
  // Who learns from everybody's data is apart from nobody.
  return [...(apart ? [] : [POOLED]), NONE, BEST, ...parts, ...CORRECTIONS.map(without)];
}

const PEERS = 8;

function roomOf({ partition, latency, apart }: Room, form: Form): Partial<Specification> {
  const updateRate = latency > 0 ? FAST : 1;
  const duration = UPDATES[form] / updateRate;
  return {
    exchange: 'swap',
    gossipPer: 'update',
    updateRate,
    duration,
    network: {
      latency,
      partitions: apart ? [{ from: 0.3 * duration, until: 0.8 * duration, groups: PEERS }] : [],
    },
    learner: 'mlp',
    data: 'mnist',
    partition,
    samples: 2000,
    batchSize: 32,
    hidden: form === 'quick' ? [64] : [128, 64],
    steps: 10,
    rate: 0.1,
    evaluations: 10,
    trackedPeers: 0,
  };
}

const nameOf = ({ partition, latency, apart }: Room): string =>
  [
    formatPartition(partition),
    ...(latency > 0 ? [`latency ${1000 * latency} ms`] : []),
    ...(apart ? ['each alone for half of the time'] : []),
  ].join(', ');

export function ablation(room: Room, form: Form): SimulationStudy {
  const variants = variantsOf(room, form);
  const seeds = SEEDS[form];
  return {
    specifications: variants.flatMap(({ change }) =>
      seeds.map((seed) => specify({ peers: PEERS, seed, ...roomOf(room, form), ...change })),
    ),
    report(results) {
      const runsOf = (wanted: string): readonly ExperimentResult[] => {
        const at = variants.findIndex(({ name }) => name === wanted);
        return results.slice(at * seeds.length, (at + 1) * seeds.length);
      };
      const rows = rowsOf(room, form, (name) =>
        runsOf(name).map(({ accuracy }) => accuracy?.worst ?? Number.NaN),
      );
      return {
        rows,
        charts: [
          {
            title: 'Accuracy of the worst peer',
            subtitle: `${PEERS} peers, ${nameOf(room)}`,
            x: { label: 'virtual seconds', scale: 'linear' },
            y: { label: 'accuracy', scale: 'linear', min: 0, max: 1 },
            series: variants
              .filter(({ name }) => !name.endsWith('alone'))
              .map(({ name }) => ({
                name,
                points: courseOf(runsOf(name), ({ accuracy }) => accuracy?.worst ?? Number.NaN),
              })),
          },
        ],
      };
    },
  };
}

/** @param worst accuracies of the worst peer, by seed */
function rowsOf(of: Room, form: Form, worst: (variant: string) => readonly number[]): Row[] {
  const room = nameOf(of);
  const { atLeast, measured } = claimsOf('drift');
  const best = worst(BEST.name);
  const lead = (name: string): Interval => {
    const other = worst(name);
    return intervalOf(best.map((value, i) => value - other[i]));
  };
  const overPooled = (): Row => {
    const pooled = worst(POOLED.name);
    const share = intervalOf(best.map((value, i) => value / pooled[i]));
    return atLeast(
      `${room}: worst accuracy with best, over SGD on everybody’s data`,
      LEAST_SHARE[form],
      share,
    );
  };
  return [
    ...variantsOf(of, form).map(({ name }) =>
      measured(`${room}: worst accuracy, ${name}`, intervalOf(worst(name))),
    ),
    ...(of.apart ? [] : [overPooled()]),
    atLeast(`${room}: lead of best over none`, 0, lead(NONE.name)),
    // What clipping is for are a few long gradients, in some runs: to a usual one it does nothing.
    ...CORRECTIONS.map((correction) => {
      const claim = `${room}: lead of best over best without ${correction}`;
      const figure = lead(without(correction).name);
      return correction === 'clip' ? measured(claim, figure) : atLeast(claim, 0, figure);
    }),
  ];
}
