/** The flags of `npm run simulate`, and the runs they ask for. */

import { isDataAttack } from '@hearsay/shared/attacks/attack-names.ts';
import { buildsOnEarlier } from '@hearsay/shared/gossip/codec/codec.ts';
import { codecNamed } from '@hearsay/shared/gossip/codec/codecs.ts';
import { formatDriftCorrection } from '@hearsay/shared/gossip/drift-correction/drift-correction.ts';
import {
  codecProblem,
  driftCorrectionProblem,
  GUARD_CHOICES,
  guardProblem,
  METHOD_NAMES,
  methodNamed,
  ownOptionProblem,
} from '@hearsay/shared/methods/methods.ts';
import { ruleInEnglish } from '@hearsay/shared/settings/rule-words.ts';
import type { Rule } from '@hearsay/shared/settings/rules.ts';
import {
  decimal,
  FlagError,
  flag,
  integer,
  type Kind,
  list,
  oneOf,
  parseFlags,
  range,
  text,
} from '../command-line/flags.ts';
import { affordableTracking, DEFAULTS, LEARNERS, type Specification } from '../experiments/specification.ts';
import { measured } from './latency-trace.ts';
import { bandwidths, latencies, lateness } from './network-values.ts';
import {
  attack,
  churn,
  codecName,
  cut,
  driftCorrection,
  gossipRate,
  ownOptions,
  partition,
  privacy,
  slow,
  units,
} from './values.ts';

/** Most runs of one sweep. */
const MOST_RUNS = 10_000;
/** Most parameters that all peers of a run hold together: 4 GB. */
const MOST_PARAMETERS = 1e9;
/** Dealing digits out takes time that grows with the square of the peers. */
const MOST_PEERS_WITH_DIGITS = 2000;
const MOST_PEERS = 1_000_000;

const MOST_SEED = 2 ** 32 - 1;
const REGRESSION_DIMENSION = 58;
/** Peers of a network that also keep their neighbours' models unasked: more take much memory. */
const MOST_WITH_ROOM_MODELS = 32;
const DEFAULT_CHART = '.cache/charts/simulate.svg';

const positive = (most: number): Kind<number> => decimal(1e-9, most);

export interface SimulateCommand {
  /** Whether the methods are to be listed, and nothing run. */
  readonly listed: boolean;
  readonly specifications: readonly Specification[];
  readonly json: boolean;
  /** Where the chart goes; null where none is asked for. */
  readonly chart: string | null;
}

/** @throws FlagError in one line, HelpRequest */
export function readSimulateFlags(argv: readonly string[]): SimulateCommand {
  const { values } = parseFlags(
    {
      command: 'npm run simulate --',
      summary:
        'Simulates peers that learn by gossip, on a virtual clock. One seed gives one trace. Several values of ' +
        '--peers, --seeds or --gossip-rate make a sweep that uses all cores.',
      flags: {
        method: { ...oneOf(METHOD_NAMES), initial: DEFAULTS.method, help: 'what the peers do: see --list' },
        with: {
          ...ownOptions,
          initial: {},
          help: 'options of the method’s own, such as degree=6: see --list',
        },
        list: { ...flag(), initial: false, help: 'prints the methods with their own options' },
        variant: {
          ...oneOf(['relay', 'no-relay', 'opportunistic']),
          initial: DEFAULTS.variant,
          help: 'relaying, or one of the seed paper’s comparisons',
        },
        exchange: { ...oneOf(['push', 'swap']), initial: DEFAULTS.exchange, help: 'one-way, or pairwise' },
        codec: { ...codecName, initial: DEFAULTS.codec, help: 'how models are packed' },
        peers: { ...list(integer(1, MOST_PEERS)), initial: [64], help: 'how many peers' },
        seed: { ...integer(0, MOST_SEED), initial: DEFAULTS.seed, help: 'seed of the run' },
        seeds: { ...range(0, MOST_SEED), initial: null, help: 'several seeds, in place of --seed' },
        gossipRate: {
          ...list(gossipRate),
          initial: [DEFAULTS.gossipRate],
          help: 'exchanges a peer starts per second; ln and n depend on the number of peers',
        },
        gossipPer: {
          ...oneOf(['second', 'update']),
          initial: DEFAULTS.gossipPer,
          help: 'what the gossip rate counts exchanges by: in tabs, by the update',
        },
        updateRate: { ...positive(1e4), initial: DEFAULTS.updateRate, help: 'updates of a peer per second' },
        constantShare: {
          ...decimal(0, 1),
          initial: DEFAULTS.constantShare,
          help: 'share of the time between updates that is constant; the rest is exponential',
        },
        speedSpread: {
          ...decimal(0, 0.99),
          initial: DEFAULTS.speedSpread,
          help: 'peers update at unequal rates, within this share of the mean',
        },
        slow: { ...slow, initial: DEFAULTS.slow, help: 'one in so many peers is so many times slower' },
        duration: { ...positive(1e7), initial: DEFAULTS.duration, help: 'virtual seconds' },
        learner: { ...oneOf(LEARNERS), initial: DEFAULTS.learner, help: 'what they learn' },
        data: { ...oneOf(['synthetic', 'mnist']), initial: DEFAULTS.data, help: 'of logistic and mlp' },
        dimension: {
          ...integer(1, 1_000_000),
          initial: null,
          help: 'parameters of quadratic (10), linear and logistic (58)',
        },
        conditionNumber: { ...decimal(1, 1e8), initial: DEFAULTS.conditionNumber, help: 'of quadratic' },
        heterogeneity: {
          ...decimal(0, 1000),
          initial: DEFAULTS.heterogeneity,
          help: 'how much the peers’ data differ',
        },
        noise: {
          ...decimal(0, 1000),
          initial: DEFAULTS.noise,
          help: 'of gradients (quadratic), of targets (linear)',
        },
        hidden: { ...units, initial: DEFAULTS.hidden, help: 'hidden layers of mlp' },
        activation: {
          ...oneOf(['relu', 'tanh', 'sigmoid', 'linear']),
          initial: DEFAULTS.activation,
          help: 'of the hidden layers',
        },
        initialisation: {
          ...oneOf(['shared', 'distinct']),
          initial: DEFAULTS.initialisation,
          help: 'whether all begin with the same model',
        },
        partition: {
          ...partition,
          initial: DEFAULTS.partition,
          help: 'how labels are dealt out (mlp, mnist)',
        },
        samples: { ...integer(1, 60_000), initial: DEFAULTS.samples, help: 'examples of a peer' },
        batchSize: { ...integer(1, 1000), initial: DEFAULTS.batchSize, help: 'examples in a local step' },
        steps: { ...integer(1, 10_000), initial: DEFAULTS.steps, help: 'local steps in an update' },
        rate: { ...positive(1000), initial: DEFAULTS.rate, help: 'step size' },
        stepSeconds: {
          ...decimal(0, 1e4),
          initial: DEFAULTS.stepSeconds,
          help: 'seconds that a local step takes',
        },
        stepSpread: {
          ...decimal(0, 1),
          initial: DEFAULTS.stepSpread,
          help: 'coefficient of variation of that time',
        },
        momentum: { ...decimal(0, 0.9999), initial: DEFAULTS.momentum, help: 'share of the velocity kept' },
        varianceAdaptiveStep: { ...flag(), initial: false, help: 'smaller steps where gradients are noisy' },
        driftCorrection: {
          ...driftCorrection,
          initial: DEFAULTS.driftCorrection,
          help: 'keeps peers of unlike data together; auto: best with mitra-ulukus, none with other methods',
        },
        guard: {
          ...oneOf(GUARD_CHOICES),
          initial: DEFAULTS.guard,
          help: 'limits what others send, as rooms do',
        },
        attack: { ...attack, initial: null, help: 'how hostile peers lie; the others are measured' },
        hostile: { ...decimal(0, 0.99), initial: DEFAULTS.hostile, help: 'share of hostile peers' },
        privacy: {
          ...privacy,
          initial: DEFAULTS.privacy,
          help: 'what each peer may spend of epsilon, at which delta, by private gradients; then it learns no more',
        },
        applyDelay: {
          ...decimal(0, 1e4),
          initial: DEFAULTS.applyDelay,
          help: 'seconds before what arrived is applied',
        },
        latency: { ...latencies, initial: 0, help: 'seconds a message travels, one way' },
        latencyPer: {
          ...oneOf(['pair', 'message']),
          initial: 'pair',
          help: 'what latency is drawn for: two peers, once and for both ways, or each message anew',
        },
        jitter: {
          ...decimal(0, 1e4),
          initial: 0,
          help: 'mean of a random time on top, anew for each message (seconds); none overtakes another of its link',
        },
        bandwidth: {
          ...bandwidths,
          initial: 0,
          help: 'messages wait for one another, and are lost where that is more than 30 seconds',
        },
        slowLinks: { ...lateness, initial: null, help: 'one in so many peers hears and answers late' },
        loss: { ...decimal(0, 1), initial: 0, help: 'share of messages that are lost' },
        networkPartition: { ...cut, initial: null, help: 'cuts the network into groups for a while' },
        churn: { ...churn, initial: null, help: 'peers that arrive, leave, crash and sleep' },
        track: {
          ...integer(0, MOST_PEERS),
          initial: null,
          help: 'staleness is of updates of so many peers; all in small rooms',
        },
        evaluations: {
          ...integer(1, 10_000),
          initial: DEFAULTS.evaluations,
          help: 'how often the models are evaluated',
        },
        roomModel: {
          ...flag(),
          initial: false,
          help: `evaluates the mean of a peer’s model and its neighbours’ too, as networks of up to ${MOST_WITH_ROOM_MODELS} peers always do`,
        },
        json: { ...flag(), initial: false, help: 'prints JSON alone' },
        chart: {
          ...text(),
          initial: null,
          help: 'the chart’s file; .cache/charts/simulate.svg unless --json',
        },
      },
    },
    argv,
  );
  const {
    list: listed,
    json,
    chart,
    peers,
    seed,
    seeds,
    gossipRate: rates,
    track,
    dimension,
    roomModel: everywhere,
    ...rest
  } = values;
  const { latency, latencyPer, jitter, bandwidth, slowLinks, loss, networkPartition, ...settings } = rest;
  const links = { latencyPer, jitter, bandwidth, loss };
  const partitions = networkPartition ? [networkPartition] : [];
  const common = {
    ...settings,
    dimension: dimension ?? (settings.learner === 'quadratic' ? DEFAULTS.dimension : REGRESSION_DIMENSION),
    network: { ...links, latency: measured(latency), ...(slowLinks ? { slowLinks } : {}), partitions },
  };
  const specifications = peers.flatMap((count) =>
    rates.flatMap((each) =>
      (seeds ?? [seed]).map((one): Specification => {
        const trackedPeers = Math.min(count, track ?? affordableTracking(count));
        const roomModel = everywhere || (common.learner === 'mlp' && count <= MOST_WITH_ROOM_MODELS);
        return { ...common, peers: count, gossipRate: each, seed: one, trackedPeers, roomModel };
      }),
    ),
  );
  refuse(specifications);
  return { listed, specifications, json, chart: chart ?? (json ? null : DEFAULT_CHART) };
}

const mustBe = (rule: Rule): string =>
  `${rule.code === 'number' || rule.code === 'codec' ? 'must be ' : ''}${ruleInEnglish(rule)}`;

/** What each flag allows alone and all together do not. */
function refuse(specifications: readonly Specification[]): void {
  if (specifications.length > MOST_RUNS) {
    throw new FlagError(`--seeds: makes ${specifications.length} runs in all, must be at most ${MOST_RUNS}`);
  }
  const [
    {
      data,
      learner,
      dimension,
      method,
      codec,
      driftCorrection: drift,
      guard,
      attack: lie,
      privacy: budget,
      applyDelay,
      with: own,
    },
  ] = specifications;
  const codecRefused = codecProblem(method, codec);
  if (codecRefused !== null) throw new FlagError(`--codec ${codec}: ${mustBe(codecRefused)}`);
  const driftRefused = driftCorrectionProblem(method, drift);
  if (driftRefused !== null) {
    throw new FlagError(`--drift-correction ${formatDriftCorrection(drift)}: ${mustBe(driftRefused)}`);
  }
  const guardRefused = guardProblem(method, guard);
  if (guardRefused !== null) throw new FlagError(`--guard ${guard}: ${mustBe(guardRefused)}`);
  if (
    lie !== null &&
    isDataAttack(lie) &&
    learner !== 'mlp' &&
    (learner !== 'logistic' || data !== 'mnist')
  ) {
    throw new FlagError(`--attack ${lie.name}: needs examples to mislabel, as --learner mlp has`);
  }
  if (budget !== null && (learner === 'none' || learner === 'quadratic')) {
    throw new FlagError(`--privacy: is for a --learner that has examples, not ${learner}`);
  }
  if (budget !== null && methodNamed(method).pooled === true) {
    throw new FlagError(`--privacy: is for peers with examples of their own, not --method ${method}`);
  }
  if (applyDelay > 0 && buildsOnEarlier(codecNamed(codec))) {
    throw new FlagError(
      `--codec ${codec}: what does not travel is filled in on arrival, so there can be no --apply-delay`,
    );
  }
  for (const [name, value] of Object.entries(own)) {
    const problem = ownOptionProblem(method, name, value);
    if (problem !== null) throw new FlagError(`--with ${name}=${value}: ${mustBe(problem)}`);
  }
  const peers = Math.max(...specifications.map((each) => each.peers));
  if (data === 'mnist' && learner !== 'mlp' && learner !== 'logistic') {
    throw new FlagError(`--data mnist: is for --learner logistic or mlp, not ${learner}`);
  }
  if (data === 'mnist' && peers > MOST_PEERS_WITH_DIGITS) {
    throw new FlagError(`--peers ${peers}: must be at most ${MOST_PEERS_WITH_DIGITS} with --data mnist`);
  }
  if ((learner === 'linear' || learner === 'logistic') && dimension < 2) {
    throw new FlagError(`--dimension ${dimension}: must be 2 or more with --learner ${learner}`);
  }
  if (learner !== 'none' && learner !== 'mlp' && peers * dimension > MOST_PARAMETERS) {
    throw new FlagError(
      `--peers ${peers}: with --dimension ${dimension} makes ${peers * dimension} parameters, must be at most ${MOST_PARAMETERS}`,
    );
  }
}
