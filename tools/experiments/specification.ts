/** A simulated run as plain data: what the flags of `npm run simulate` say, and what travels to a worker thread. */

import type { Attack } from '@hearsay/shared/attacks/attack-names.ts';
import type { DriftCorrection } from '@hearsay/shared/gossip/drift-correction/drift-correction.ts';
import type { GossipRate } from '@hearsay/shared/gossip/schedule/gossip-rate.ts';
import type { GuardChoice } from '@hearsay/shared/methods/methods.ts';
import type { MitraUlukusOptions } from '@hearsay/shared/methods/mitra-ulukus.ts';
import type { Budget } from '@hearsay/shared/privacy/mechanism.ts';
import type { Partition } from '@hearsay/shared/settings/run-settings.ts';
import type { ChurnOptions } from '@hearsay/shared/simulation/churn.ts';
import type { Activation } from '@hearsay/shared/simulation/learners/dense-network.ts';
import type { NetworkOptions } from '@hearsay/shared/simulation/network.ts';

export const LEARNERS = ['none', 'quadratic', 'linear', 'logistic', 'mlp'] as const;
export type LearnerName = (typeof LEARNERS)[number];

export interface Specification {
  /** One of `METHOD_NAMES`. */
  readonly method: string;
  /** What differs from the method's own initial values. */
  readonly with: Readonly<Record<string, number>>;
  readonly variant: NonNullable<MitraUlukusOptions['variant']>;
  readonly exchange: MitraUlukusOptions['exchange'];
  /** One of `MODEL_CODEC_NAMES`. */
  readonly codec: string;
  readonly peers: number;
  readonly seed: number;
  /** Exchanges a peer starts, per second or per update. */
  readonly gossipRate: GossipRate;
  readonly gossipPer: 'second' | 'update';
  /** Mean updates of a peer per second. */
  readonly updateRate: number;
  /** The constant's share of the time between two updates, 0 to 1. */
  readonly constantShare: number;
  /** s: each peer's update rate is multiplied by a factor uniform in [1 - s, 1 + s]. */
  readonly speedSpread: number;
  /** One in so many peers is so many times slower; null for none. */
  readonly slow: { readonly oneIn: number; readonly times: number } | null;
  /** Local steps an update. */
  readonly steps: number;
  /** Seconds charged for a local step. */
  readonly stepSeconds: number;
  /** Coefficient of variation of the time of a step, 0 (constant) to 1 (exponential). */
  readonly stepSpread: number;
  /** SGD step size. */
  readonly rate: number;
  readonly momentum: number;
  readonly varianceAdaptiveStep: boolean;
  /** What keeps peers of unlike data together. */
  readonly driftCorrection: DriftCorrection;
  /** Whether peers limit what others send. */
  readonly guard: GuardChoice;
  /** How the first `hostile` peers lie; null where nobody does. */
  readonly attack: Attack | null;
  /** Share of the peers, 0 to below 1. */
  readonly hostile: number;
  /** What of epsilon, at which delta, each peer may spend until it learns no more; null for gradients without noise. */
  readonly privacy: Budget | null;
  /** Seconds from a message's arrival until it counts. */
  readonly applyDelay: number;
  readonly learner: LearnerName;
  readonly data: 'synthetic' | 'mnist';
  /** Length of the parameters of quadratics and regressions. */
  readonly dimension: number;
  readonly conditionNumber: number;
  readonly heterogeneity: number;
  /** Of gradients of quadratics, and of targets of linear regression. */
  readonly noise: number;
  /** Units of the hidden layers of the network. */
  readonly hidden: readonly number[];
  readonly activation: Activation;
  /** Whether all peers begin with the same model. */
  readonly initialisation: 'shared' | 'distinct';
  /** How MNIST is dealt out. */
  readonly partition: Partition;
  /** Examples of a peer. */
  readonly samples: number;
  readonly batchSize: number;
  readonly network: NetworkOptions;
  readonly churn: ChurnOptions | null;
  /** Version vectors hold the peers below this index. */
  readonly trackedPeers: number;
  /** See `ExperimentOptions`; absent for its default. */
  readonly stalenessPairs?: number;
  /** Virtual seconds. */
  readonly duration: number;
  /** How many times the models are evaluated, the end included. */
  readonly evaluations: number;
  /** Whether peers keep their neighbours' models, and the mean of these and their own is evaluated too. */
  readonly roomModel: boolean;
}

/** How many of the peers lie: they come first. */
export function hostilePeers({
  attack,
  hostile,
  peers,
}: Pick<Specification, 'attack' | 'hostile' | 'peers'>): number {
  return attack === null ? 0 : Math.min(peers - 1, Math.round(hostile * peers));
}

/** Counts that the version vectors of a run may hold all together before they hold a sample of the peers. */
const TRACKING_BUDGET = 2 ** 22;

/** How many peers the version vectors hold unless told. */
export function affordableTracking(peers: number): number {
  return Math.max(1, Math.min(peers, Math.floor(TRACKING_BUDGET / peers)));
}

/** What is not said. */
export const DEFAULTS: Omit<Specification, 'peers' | 'trackedPeers'> = {
  method: 'mitra-ulukus',
  with: {},
  variant: 'relay',
  exchange: 'push',
  codec: 'float32',
  seed: 1,
  gossipRate: 'ln',
  gossipPer: 'second',
  updateRate: 1,
  constantShare: 0,
  speedSpread: 0,
  slow: null,
  steps: 1,
  stepSeconds: 0,
  stepSpread: 0,
  rate: 0.05,
  momentum: 0,
  varianceAdaptiveStep: false,
  driftCorrection: 'auto',
  guard: 'off',
  attack: null,
  hostile: 0.2,
  privacy: null,
  applyDelay: 0,
  learner: 'quadratic',
  data: 'synthetic',
  dimension: 10,
  conditionNumber: 10,
  heterogeneity: 1,
  noise: 0,
  hidden: [32],
  activation: 'relu',
  initialisation: 'shared',
  partition: { kind: 'labels', labels: 2 },
  samples: 100,
  batchSize: 10,
  network: {},
  churn: null,
  duration: 200,
  evaluations: 40,
  roomModel: false,
};

/** A specification of the defaults but for what is given. */
export function specify(given: Partial<Specification> & { readonly peers: number }): Specification {
  return { ...DEFAULTS, trackedPeers: affordableTracking(given.peers), ...given };
}
