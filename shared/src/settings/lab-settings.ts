/**
 * Everything that defines a run in the lab, as it travels in a URL's fragment:
 *
 *     #view=lab&peers=1024&gossip=0.5&method=d-psgd&churn=100&seed=7
 *
 * Time is counted in updates: each peer makes one a second of the simulation's clock, on average. The same fragment
 * gives the same numbers.
 */
import { MESSAGE_ATTACKS } from '../attacks/attack-names.ts';
import { METHODS } from '../methods/methods.ts';
import { decimal, type Field, oneOf, parseDecimal, partsOf } from './fields.ts';
import type { Rule } from './rules.ts';
import { type SettingProblem, settingProblem } from './run-settings.ts';

export const LAB_LEARNERS = ['quadratic', 'classes'] as const;
export type LabLearner = (typeof LAB_LEARNERS)[number];

export interface LabSettings {
  readonly peers: number;
  /** The constant gossip rate, in exchanges that a peer starts per update; it is set against ln n. */
  readonly gossip: number;
  /** Runs beside the two rates, unless it is the method of these two. */
  readonly method: string;
  readonly exchange: 'push' | 'swap';
  /** After how many updates a peer goes, on average, and another comes. */
  readonly churn: 'none' | number;
  /** How long a message is on its way, in updates of a peer. */
  readonly latency: number;
  readonly learner: LabLearner;
  /** Classes that each peer sees, of `LAB_CLASSES`. */
  readonly labels: number;
  /** SGD step size. */
  readonly step: number;
  /** Length of the run, in updates of a peer. */
  readonly updates: number;
  /** How one of the peers of the two rates lies to the others. */
  readonly attack: LabAttack;
  /** Which one it is, counted from 1. What it makes of it is not measured. */
  readonly liar: number;
  /** Whether the peers of the two rates limit how far others may move them. */
  readonly guard: 'off' | 'on';
  readonly seed: number;
}

/** The first is the usual one. */
export const LAB_ATTACKS = ['none', ...MESSAGE_ATTACKS] as const;
export type LabAttack = (typeof LAB_ATTACKS)[number];

/** The method that the two rates are compared with. The first, so that it is the usual one. */
export const COMPARED_METHOD = 'mitra-ulukus';
/** One that is simulated as a single peer has nobody to be stale towards. */
export const LAB_METHODS: readonly string[] = METHODS.filter(({ pooled }) => pooled !== true).map(
  ({ name }) => name,
);

/** Classes of what is learned where it is classes. */
export const LAB_CLASSES = 10;
const MOST_PEERS = 5000;
/** Of methods in which everybody sends to everybody, or that simulate a whole cluster as one peer. */
const MOST_PEERS_OF_COSTLY = 256;
const COSTLY_METHODS: readonly string[] = ['synchronous-all-to-all', 'savic', 'draco', 'ravnest'];
/** It works on tensors. */
const METHODS_OF_NETWORKS: readonly string[] = ['variance-corrected'];
const SHORTEST_STAY = 10;
const LONGEST_STAY = 10_000;
const MOST_LATENCY = 10;
/** Only the first peers are followed; of those, enough must be left at the end. */
const UPDATES_PER_STAY = 4;

const fields: { readonly [K in keyof LabSettings]: Field<LabSettings[K]> } = {
  peers: decimal(256, 2, MOST_PEERS, 'integer'),
  gossip: decimal(1, 0.05, 20, 'number'),
  method: oneOf(LAB_METHODS),
  exchange: oneOf(['push', 'swap']),
  churn: {
    allowed: { code: 'stay', least: SHORTEST_STAY, most: LONGEST_STAY },
    initial: 'none',
    parse: (text) => {
      if (text === 'none') return 'none';
      const value = parseDecimal(text);
      return value === null || value < SHORTEST_STAY || value > LONGEST_STAY ? null : value;
    },
    format: String,
  },
  latency: decimal(0, 0, MOST_LATENCY, 'number'),
  learner: oneOf(LAB_LEARNERS),
  labels: decimal(2, 1, LAB_CLASSES, 'integer'),
  step: decimal(0.05, 0.001, 1, 'number'),
  updates: decimal(100, 20, 1000, 'integer'),
  attack: oneOf(LAB_ATTACKS),
  liar: decimal(1, 1, MOST_PEERS, 'integer'),
  guard: oneOf(['off', 'on']),
  seed: decimal(1, 0, 4_294_967_295, 'integer'),
};

const names = Object.keys(fields) as (keyof LabSettings)[];

export const defaultLabSettings: LabSettings = Object.freeze({
  peers: fields.peers.initial,
  gossip: fields.gossip.initial,
  method: fields.method.initial,
  exchange: fields.exchange.initial,
  churn: fields.churn.initial,
  latency: fields.latency.initial,
  learner: fields.learner.initial,
  labels: fields.labels.initial,
  step: fields.step.initial,
  updates: fields.updates.initial,
  attack: fields.attack.initial,
  liar: fields.liar.initial,
  guard: fields.guard.initial,
  seed: fields.seed.initial,
});

/**
 * Reads a URL fragment (with or without `#`). Settings that are absent or cannot be used get their defaults; the latter are
 * named in `problems`, as are those that do not go together. Never throws.
 */
export function parseLabSettings(fragment: string): { settings: LabSettings; problems: SettingProblem[] } {
  let settings = defaultLabSettings;
  const problems: SettingProblem[] = [];
  for (const [name, value] of partsOf(fragment)) {
    if (name === 'view') continue;
    if (!isName(name)) {
      problems.push(settingProblem(name, value, { code: 'no-such-setting', names }, false));
      continue;
    }
    const parsed = fields[name].parse(value);
    if (parsed !== null) settings = { ...settings, [name]: parsed };
    else problems.push(settingProblem(name, value, fields[name].allowed));
  }
  for (const { name, rule } of conflictsOf(settings)) {
    problems.push(settingProblem(name, textOf(settings, name), rule));
    settings = { ...settings, [name]: fields[name].initial };
  }
  return { settings, problems };
}

/** The fragment of a run, without `#`: the settings that differ from their defaults. */
export function formatLabSettings(settings: LabSettings): string {
  const parts = names
    .filter((name) => textOf(settings, name) !== textOf(defaultLabSettings, name))
    .map((name) => `${name}=${encodeURIComponent(textOf(settings, name))}`);
  return ['view=lab', ...parts].join('&');
}

/** What each setting allows alone and all together do not. */
function conflictsOf({ method, peers, learner, churn, updates, liar }: LabSettings): {
  name: keyof LabSettings;
  rule: Rule;
}[] {
  const conflicts: { name: keyof LabSettings; rule: Rule }[] = [];
  if (COSTLY_METHODS.includes(method) && peers > MOST_PEERS_OF_COSTLY) {
    conflicts.push({
      name: 'method',
      rule: { code: 'fewer-peers', method, most: MOST_PEERS_OF_COSTLY },
    });
  } else if (METHODS_OF_NETWORKS.includes(method) && learner !== 'classes') {
    conflicts.push({ name: 'method', rule: { code: 'networks-only', method } });
  }
  if (liar > peers) {
    conflicts.push({ name: 'liar', rule: { code: 'number', whole: true, least: 1, most: peers } });
  }
  if (churn !== 'none' && updates > UPDATES_PER_STAY * churn) {
    conflicts.push({
      name: 'churn',
      rule: { code: 'longer-stay', least: updates / UPDATES_PER_STAY, updates },
    });
  }
  return conflicts;
}

function textOf<K extends keyof LabSettings>(settings: LabSettings, name: K): string {
  return fields[name].format(settings[name]);
}

function isName(name: string): name is keyof LabSettings {
  return Object.hasOwn(fields, name);
}
