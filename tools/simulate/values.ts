/** The values of `npm run simulate` that are more than a number or a word. */
import {
  type Attack,
  formatAttack,
  isSimulatedAttack,
  parseAttack,
  SIMULATED_ATTACKS,
} from '@hearsay/shared/attacks/attack-names.ts';
import { CODEC_NAMES, parseCodecChoice } from '@hearsay/shared/gossip/codec/codec-choice.ts';
import {
  DRIFT_CORRECTIONS,
  type DriftCorrection,
  formatDriftCorrection,
  parseDriftCorrection,
} from '@hearsay/shared/gossip/drift-correction/drift-correction.ts';
import type { GossipRate } from '@hearsay/shared/gossip/schedule/gossip-rate.ts';
import { BUDGET_LIMITS, formatBudget, parseBudget } from '@hearsay/shared/privacy/budget.ts';
import type { Budget } from '@hearsay/shared/privacy/mechanism.ts';
import { partitionsOf, ruleInEnglish } from '@hearsay/shared/settings/rule-words.ts';
import { formatPartition, type Partition, parsePartition } from '@hearsay/shared/settings/run-settings.ts';
import type { ChurnOptions } from '@hearsay/shared/simulation/churn.ts';
import type { PartitionOfNetwork } from '@hearsay/shared/simulation/network.ts';
import { MOST_OUTPUTS } from '@hearsay/shared/tasks/tasks.ts';
import { decimal, integer, type Kind, list } from '../command-line/flags.ts';

export const gossipRate: Kind<GossipRate> = {
  allowed: 'ln, n, or a number from 0 to 1000000',
  parse: (given) => (given === 'ln' || given === 'n' ? given : decimal(0, 1e6).parse(given)),
};

export const codecName: Kind<string> = {
  allowed: CODEC_NAMES,
  parse: (given) => (parseCodecChoice(given) === null ? null : given),
};

export const driftCorrection: Kind<DriftCorrection> = {
  allowed: DRIFT_CORRECTIONS,
  format: formatDriftCorrection,
  parse: parseDriftCorrection,
};

export const attack: Kind<Attack> = {
  allowed: ruleInEnglish({ code: 'attack', names: SIMULATED_ATTACKS }),
  format: formatAttack,
  parse(given) {
    const parsed = parseAttack(given);
    return parsed !== null && isSimulatedAttack(parsed) ? parsed : null;
  },
};

export const privacy: Kind<Budget> = {
  allowed: ruleInEnglish({ code: 'privacy', ...BUDGET_LIMITS }),
  format: formatBudget,
  parse: parseBudget,
};

export const partition: Kind<Partition> = {
  allowed: partitionsOf(MOST_OUTPUTS),
  format: formatPartition,
  parse: parsePartition,
};

export const cut: Kind<PartitionOfNetwork> = {
  allowed: 'FROM..UNTIL (seconds) or FROM..UNTIL:GROUPS',
  parse(given) {
    const match = /^([\d.]+)\.\.([\d.]+)(?::(\d+))?$/.exec(given);
    if (!match) return null;
    const from = decimal(0, 1e9).parse(match[1]);
    const until = decimal(0, 1e9).parse(match[2]);
    const groups = integer(2, 1000).parse(match[3] ?? '2');
    return from === null || until === null || groups === null || until <= from
      ? null
      : { from, until, groups };
  },
};

export const churn: Kind<ChurnOptions> = {
  allowed: 'rates per second such as arrive=1,leave=0.01,crash=0.01,sleep=0.02:10 (a sleep of 10 seconds)',
  parse(given) {
    const rates: { -readonly [K in keyof ChurnOptions]: ChurnOptions[K] } = {};
    for (const part of given.split(',')) {
      const match = /^(arrive|leave|crash|sleep)=([^:]+)(?::(.+))?$/.exec(part);
      if (!match) return null;
      const name = match[1] as 'arrive' | 'leave' | 'crash' | 'sleep';
      const rate = decimal(0, 1e4).parse(match[2]);
      if (rate === null || (match[3] !== undefined && name !== 'sleep')) return null;
      rates[name] = rate;
      if (match[3] === undefined) continue;
      const seconds = decimal(0.001, 1e6).parse(match[3]);
      if (seconds === null) return null;
      rates.sleepSeconds = seconds;
    }
    return rates;
  },
};

export const units: Kind<readonly number[]> = {
  allowed: 'units of each hidden layer such as 64 or 64,32, at most 10 layers',
  format: (values: readonly number[]) => values.join(','),
  parse: list(integer(1, 1000), 10).parse,
};

export const ownOptions: Kind<Readonly<Record<string, number>>> = {
  allowed: 'options of the method’s own such as degree=6 or psi=4,window=2',
  format: (values: Readonly<Record<string, number>>) =>
    Object.entries(values)
      .map(([name, value]) => `${name}=${value}`)
      .join(','),
  parse(given) {
    const values: Record<string, number> = {};
    for (const part of given.split(',')) {
      const match = /^([a-z][a-zA-Z]*)=(.+)$/.exec(part);
      const value = match && decimal(-1e12, 1e12).parse(match[2]);
      if (!match || value === null) return null;
      values[match[1]] = value;
    }
    return values;
  },
};

export const slow: Kind<{ readonly oneIn: number; readonly times: number }> = {
  allowed: 'ONE_IN:TIMES such as 4:5, one peer in 4 being 5 times slower',
  parse(given) {
    const [one, many, ...rest] = given.split(':');
    const oneIn = integer(1, 1e6).parse(one);
    const times = many === undefined ? null : decimal(1, 1e4).parse(many);
    return oneIn === null || times === null || rest.length > 0 ? null : { oneIn, times };
  },
};
