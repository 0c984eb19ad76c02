/**
 * Everything that defines a run, as it travels in a URL's fragment:
 *
 *     #room=demo&task=mnist-mlp&method=d-psgd&with=degree:6&partition=labels:2&samples=2000&seed=7&steps=10&auto=1
 *
 * Two tabs with the same fragment learn the same thing; the slot the server hands out then decides which
 * shard of the data each of them sees. The fragment never reaches a server.
 */
import * as v from 'valibot';
import {
  type Attack,
  formatAttack,
  isPeerAttack,
  PEER_ATTACKS,
  parseAttack,
} from '../attacks/attack-names.ts';
import { parseCodecChoice } from '../gossip/codec/codec-choice.ts';
import {
  CORRECTIONS,
  type DriftCorrection,
  formatDriftCorrection,
  parseDriftCorrection,
} from '../gossip/drift-correction/drift-correction.ts';
import type { GossipRate } from '../gossip/schedule/gossip-rate.ts';
import {
  codecProblem,
  driftCorrectionProblem,
  GUARD_CHOICES,
  type GuardChoice,
  guardProblem,
  methodNamed,
  ownOptionProblem,
  TAB_METHOD_NAMES,
} from '../methods/methods.ts';
import { BUDGET_LIMITS, formatBudget, parseBudget } from '../privacy/budget.ts';
import type { Budget } from '../privacy/mechanism.ts';
import { isHostKey, parseRoomKey } from '../protocol/room-key.ts';
import { RoomNameSchema } from '../protocol/signalling.ts';
import type { Task } from '../tasks/task.ts';
import { isTaskDigest, MOST_OUTPUTS, TASK_NAMES, taskNamed } from '../tasks/tasks.ts';
import { decimal, type Field, oneOf, parseDecimal, partsOf } from './fields.ts';
import { ruleInEnglish } from './rule-words.ts';
import type { Rule } from './rules.ts';

/** How the training data is dealt out among the slots of a room. */
export type Partition =
  | { readonly kind: 'iid' }
  | { readonly kind: 'labels'; readonly labels: number }
  | { readonly kind: 'dirichlet'; readonly alpha: number };

/** Exchanges per local update, as far as a link can choose them: a constant, or the natural logarithm of the number of peers. */
export type ChosenGossipRate = Exclude<GossipRate, 'n'>;

/** A slot chosen by hand: shard `index` (from 0) of `count`. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** The first is the usual one. */
export const BACKEND_CHOICES = ['auto', 'wasm', 'webgl', 'webgpu', 'cpu'] as const;
export type BackendChoice = (typeof BACKEND_CHOICES)[number];

export interface RunSettings {
  readonly room: string;
  /** What only those who have the link know, as base64url; empty for a room that is open to all. */
  readonly key: string;
  /** The public key of the room's host, whose commands everybody in it follows, as base64url; empty for none. */
  readonly host: string;
  /** What the host signs its commands with, as base64url, in its own tab alone: `formatSettings` leaves it out. */
  readonly hostSecret: string;
  /** The name of what is learned, or the digest of a task that the room shares, see `sharedTaskDigest`. */
  readonly task: string;
  /** The name of a method that runs among tabs. */
  readonly method: string;
  /** What differs from the method's own initial values, as in `with=degree:6`. */
  readonly with: Readonly<Record<string, number>>;
  readonly partition: Partition;
  /** Training examples of one peer. */
  readonly samples: number;
  /** Seed of the initial parameters and of the partition; peers of one room share it. */
  readonly seed: number;
  /** How many times the host has let all begin again. */
  readonly resets: number;
  readonly gossip: ChosenGossipRate;
  /** Local SGD steps in one update. */
  readonly steps: number;
  /** SGD step size. */
  readonly rate: number;
  /** Share of the velocity that is kept from step to step, 0 for none. */
  readonly momentum: number;
  /** Shrinks each step by the share of the gradient that is signal, not noise. */
  readonly varianceAdaptiveStep: boolean;
  /** What keeps tabs of unlike data together; peers of one room share it. */
  readonly driftCorrection: DriftCorrection;
  /** Whether this tab limits how far others may move its model. */
  readonly guard: GuardChoice;
  /** How this tab lies to the others, for trying what a room bears; null not at all. `formatSettings` leaves it out. */
  readonly attack: Attack | null;
  /** What of epsilon, at which delta, this peer may spend until it learns from its own examples no more; null for gradients without
   * noise. Each peer protects its own examples, whatever others do. */
  readonly privacy: Budget | null;
  readonly exchange: 'swap' | 'push';
  /** Local updates per second, at random times; `device` for one after the other, as fast as the device goes. */
  readonly updateRate: 'device' | number;
  /** How models are packed, see `run-codec.ts`; another one's are understood all the same. */
  readonly codec: string;
  /** What tfjs computes with; `auto` measures what there is. Of no concern to the other peers. */
  readonly backend: BackendChoice;
  /** How many times slower the tab computes than it could: to try what a slow device does to a room. */
  readonly slowdown: number;
  readonly shard: Shard | null;
  /** Start without a click. */
  readonly auto: boolean;
}

/** A setting that cannot be used. `fatal` is false for a name nobody knows. */
export interface SettingProblem {
  readonly name: string;
  readonly value: string;
  /** What can be, in English. */
  readonly allowed: string;
  /** The same as data. */
  readonly rule: Rule;
  readonly fatal: boolean;
}

const named = oneOf(TASK_NAMES);

const hostKey = (code: 'host-key' | 'host-secret'): Field<string> => ({
  allowed: { code },
  initial: '',
  parse: (text) => (text === '' || isHostKey(text) ? text : null),
  format: (value) => value,
});

const switchedOff: Field<boolean> = {
  allowed: { code: 'switch' },
  initial: false,
  parse: (text) => (text === '1' ? true : text === '0' ? false : null),
  format: (value) => (value ? '1' : '0'),
};

/** Leaves a choice to what fits the rest. */
export const AUTO = 'auto';
const MAX_GOSSIP_RATE = 100;
const MIN_UPDATE_RATE = 0.01;
const MAX_UPDATE_RATE = 100;
const MAX_RESETS = 1_000_000;
const MAX_SHARDS = 100_000;

const fields: { readonly [K in keyof RunSettings]: Field<RunSettings[K]> } = {
  room: {
    allowed: { code: 'room-name' },
    initial: 'demo',
    parse: (text) => (v.is(RoomNameSchema, text) ? text : null),
    format: (value) => value,
  },
  key: {
    allowed: { code: 'room-key' },
    initial: '',
    parse: (text) => (text === '' || parseRoomKey(text) !== null ? text : null),
    format: (value) => value,
  },
  host: hostKey('host-key'),
  hostSecret: hostKey('host-secret'),
  task: { ...named, parse: (text) => (isTaskDigest(text) ? text : named.parse(text)) },
  method: oneOf(TAB_METHOD_NAMES),
  with: {
    allowed: { code: 'own-options' },
    initial: {},
    parse: parseOwnOptions,
    format: formatOwnOptions,
  },
  partition: {
    allowed: { code: 'partition', labels: MOST_OUTPUTS },
    initial: { kind: 'labels', labels: 2 },
    parse: parsePartition,
    format: formatPartition,
  },
  samples: decimal(2000, 10, 60_000, 'integer'),
  seed: decimal(1, 0, 4_294_967_295, 'integer'),
  resets: decimal(0, 0, MAX_RESETS, 'integer'),
  gossip: {
    allowed: { code: 'gossip', most: MAX_GOSSIP_RATE },
    initial: 'ln',
    parse: (text) => {
      if (text === 'ln') return 'ln';
      const value = parseDecimal(text);
      return value === null || value > MAX_GOSSIP_RATE ? null : value;
    },
    format: String,
  },
  steps: decimal(10, 1, 1000, 'integer'),
  rate: decimal(0.1, 1e-6, 10, 'number'),
  momentum: decimal(0, 0, 0.9999, 'number'),
  varianceAdaptiveStep: switchedOff,
  driftCorrection: {
    allowed: { code: 'drift-correction', names: CORRECTIONS },
    initial: 'auto',
    parse: parseDriftCorrection,
    format: formatDriftCorrection,
  },
  guard: oneOf(GUARD_CHOICES),
  attack: {
    allowed: { code: 'attack', names: PEER_ATTACKS },
    initial: null,
    parse(text) {
      const attack = parseAttack(text);
      return attack !== null && isPeerAttack(attack) ? attack : null;
    },
    format: (value) => (value === null ? '' : formatAttack(value)),
  },
  privacy: {
    allowed: { code: 'privacy', ...BUDGET_LIMITS },
    initial: null,
    parse: parseBudget,
    format: (value) => (value === null ? '' : formatBudget(value)),
  },
  exchange: oneOf(['swap', 'push']),
  updateRate: {
    allowed: { code: 'update-rate', least: MIN_UPDATE_RATE, most: MAX_UPDATE_RATE },
    initial: 'device',
    parse: (text) => {
      if (text === 'device') return 'device';
      const value = parseDecimal(text);
      return value === null || value < MIN_UPDATE_RATE || value > MAX_UPDATE_RATE ? null : value;
    },
    format: String,
  },
  codec: {
    allowed: { code: 'codec', auto: true },
    initial: AUTO,
    parse: (text) => (text === AUTO || parseCodecChoice(text) !== null ? text : null),
    format: (value) => value,
  },
  backend: oneOf(BACKEND_CHOICES),
  slowdown: decimal(1, 1, 100, 'number'),
  shard: {
    allowed: { code: 'shard' },
    initial: null,
    parse: parseShard,
    format: (value) => (value === null ? '' : `${value.index}/${value.count}`),
  },
  auto: switchedOff,
};

/** Null where there is no such partition of any task; which labels one task has, `parseSettings` looks at. */
export function parsePartition(text: string): Partition | null {
  if (text === 'iid') return { kind: 'iid' };
  const [kind, parameter, ...rest] = text.split(':');
  const value = parseDecimal(parameter ?? '');
  if (value === null || rest.length > 0) return null;
  if (kind === 'labels' && Number.isInteger(value) && value >= 1 && value <= MOST_OUTPUTS) {
    return { kind: 'labels', labels: value };
  }
  return kind === 'dirichlet' && value >= 0.01 && value <= 1000 ? { kind: 'dirichlet', alpha: value } : null;
}

/** What a partition must be with a task; null where it can be used. */
export function partitionProblem(partition: Partition, { outputs }: Pick<Task, 'outputs'>): Rule | null {
  const fits = partition.kind !== 'labels' || partition.labels <= outputs;
  return fits ? null : { code: 'partition', labels: outputs };
}

export function formatPartition(partition: Partition): string {
  if (partition.kind === 'labels') return `labels:${partition.labels}`;
  return partition.kind === 'dirichlet' ? `dirichlet:${partition.alpha}` : 'iid';
}

const MOST_OWN_OPTIONS = 20;

function parseOwnOptions(text: string): Readonly<Record<string, number>> | null {
  const parts = text === '' ? [] : text.split(',');
  if (parts.length > MOST_OWN_OPTIONS) return null;
  const values: Record<string, number> = {};
  for (const part of parts) {
    const match = /^([a-z][a-zA-Z]{0,40}):(-?)(.+)$/.exec(part);
    const value = match && parseDecimal(match[3]);
    if (!match || value === null) return null;
    values[match[1]] = match[2] === '' ? value : -value;
  }
  return values;
}

/** In the order of their names, so that the same options are the same text. */
export function formatOwnOptions(values: Readonly<Record<string, number>>): string {
  return Object.keys(values)
    .sort()
    .map((name) => `${name}:${values[name]}`)
    .join(',');
}

function parseShard(text: string): Shard | null {
  const match = /^(\d{1,6})\/(\d{1,6})$/.exec(text);
  if (!match) return null;
  const index = Number(match[1]);
  const count = Number(match[2]);
  return index < count && count <= MAX_SHARDS ? { index, count } : null;
}

const names = Object.keys(fields) as (keyof RunSettings)[];

/** What each setting allows, for the form and for error messages. */
export function ruleOf(name: keyof RunSettings): Rule {
  return fields[name].allowed;
}

/** What is wrong with a value, in English too. */
export function settingProblem(name: string, value: string, rule: Rule, fatal = true): SettingProblem {
  return { name, value, allowed: ruleInEnglish(rule), rule, fatal };
}

export const defaultSettings: RunSettings = Object.freeze(
  Object.fromEntries(names.map((name) => [name, fields[name].initial])) as unknown as RunSettings,
);

function parseField<K extends keyof RunSettings>(name: K, text: string, into: Partial<RunSettings>): boolean {
  const value = fields[name].parse(text);
  if (value === null) return false;
  into[name] = value as RunSettings[K];
  return true;
}

/**
 * Reads a URL fragment (with or without `#`). Settings that are absent get their defaults; those that cannot
 * be used get their defaults too and are named in `problems`. Never throws.
 * @param task what is learned, where it is none of those that have a name
 */
export function parseSettings(
  fragment: string,
  task?: Pick<Task, 'outputs'>,
): { settings: RunSettings; problems: SettingProblem[] } {
  const found: Partial<RunSettings> = {};
  const problems: SettingProblem[] = [];
  for (const [name, value] of partsOf(fragment)) {
    if (!isName(name)) {
      problems.push(settingProblem(name, value, { code: 'no-such-setting', names }, false));
    } else if (!parseField(name, value, found)) {
      problems.push(settingProblem(name, value, fields[name].allowed));
    }
  }
  let settings = withoutInitialOptions({ ...defaultSettings, ...found });
  for (const [name, value] of Object.entries(settings.with)) {
    const refused = ownOptionProblem(settings.method, name, value);
    if (refused !== null) {
      problems.push(settingProblem('with', `${name}:${value}`, refused));
      settings = { ...settings, with: {} };
      break;
    }
  }
  // Examples of a shared task are its peers' own, and not dealt out.
  const isDealt = found.partition !== undefined && !isTaskDigest(settings.task);
  const partitionRefused = isDealt
    ? partitionProblem(settings.partition, task ?? taskNamed(settings.task))
    : null;
  if (partitionRefused !== null) {
    problems.push(settingProblem('partition', formatPartition(settings.partition), partitionRefused));
    settings = { ...settings, partition: defaultSettings.partition };
  }
  const driftRefused = driftCorrectionProblem(settings.method, settings.driftCorrection);
  if (driftRefused !== null) {
    const value = formatDriftCorrection(settings.driftCorrection);
    problems.push(settingProblem('driftCorrection', value, driftRefused));
    settings = { ...settings, driftCorrection: defaultSettings.driftCorrection };
  }
  const guardRefused = guardProblem(settings.method, settings.guard);
  if (guardRefused !== null) {
    problems.push(settingProblem('guard', settings.guard, guardRefused));
    settings = { ...settings, guard: defaultSettings.guard };
  }
  const codecRefused = settings.codec === AUTO ? null : codecProblem(settings.method, settings.codec);
  if (codecRefused !== null) {
    problems.push(settingProblem('codec', settings.codec, codecRefused));
    return { settings: { ...settings, codec: defaultSettings.codec }, problems };
  }
  return { settings, problems };
}

/** The fragment of a run, without `#`, for others: the settings that differ from their defaults, and always the room. */
export function formatSettings(settings: RunSettings): string {
  return formatOwnSettings({ ...settings, hostSecret: '', attack: null });
}

/** The same for this tab's own address alone: the secret of the host is in it. */
export function formatOwnSettings(settings: RunSettings): string {
  const parts: string[] = [];
  const add = <K extends keyof RunSettings>(name: K): void => {
    const text = fields[name].format(settings[name]);
    if (name === 'room' || text !== fields[name].format(fields[name].initial)) {
      parts.push(
        `${name}=${encodeURIComponent(text).replaceAll('%3A', ':').replaceAll('%2F', '/').replaceAll('%2C', ',')}`,
      );
    }
  };
  names.forEach(add);
  return parts.join('&');
}

/** What a method would set anyway is not said, so that two ways to write the same run are the same run. */
function withoutInitialOptions(settings: RunSettings): RunSettings {
  const { options } = methodNamed(settings.method);
  const differing = Object.entries(settings.with).filter(
    ([name, value]) => !Object.hasOwn(options, name) || options[name].initial !== value,
  );
  return { ...settings, with: Object.fromEntries(differing) };
}

function isName(name: string): name is keyof RunSettings {
  return Object.hasOwn(fields, name);
}
