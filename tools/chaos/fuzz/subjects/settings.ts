/** The fragment of a page's address: it comes in links from anybody. */
import { isDeepStrictEqual } from 'node:util';
import { driftCorrectionProblem, METHODS, TAB_METHOD_NAMES } from '@hearsay/shared/methods/methods.ts';
import { codecOf } from '@hearsay/shared/settings/run-codec.ts';
import {
  BACKEND_CHOICES,
  formatOwnSettings,
  parseSettings,
  type RunSettings,
} from '@hearsay/shared/settings/run-settings.ts';
import { TASK_NAMES } from '@hearsay/shared/tasks/tasks.ts';
import type { Random } from '@hearsay/shared/util/random/random.ts';
import { mutateText, pick } from '../mutate.ts';
import { must, type Subject } from '../subject.ts';

const EPISODE = 20;

const PARTS = [
  'room=demo',
  'room=klasse-7%C3%BC',
  'task=mnist-cnn',
  'method=d-psgd',
  'with=degree:6',
  'with=psi:4,window:2',
  'partition=labels:2',
  'partition=dirichlet:0.1',
  'partition=iid',
  'samples=500',
  'seed=9',
  'resets=2',
  `host=${'A'.repeat(43)}`,
  `hostSecret=${'B'.repeat(42)}A`,
  'gossip=ln',
  'gossip=1.5',
  'steps=3',
  'rate=0.2',
  'momentum=0.9',
  'varianceAdaptiveStep=1',
  'driftCorrection=best',
  'driftCorrection=momentum,logits',
  'privacy=3:1e-5',
  'exchange=push',
  'updateRate=device',
  'updateRate=0.5',
  'codec=float16',
  'codec=top-k:0.1:int8',
  'codec=random-k',
  'backend=wasm',
  'slowdown=3',
  'shard=1/4',
  'auto=1',
];
const WORDS = [
  ...PARTS,
  ...TAB_METHOD_NAMES,
  ...METHODS.flatMap(({ options }) => Object.keys(options)),
  '__proto__',
  'constructor',
  'toString',
  'Infinity',
  '1e400',
  '1e-400',
  '0x10',
  '-0',
  '%00',
  '%E0%A4%A',
  '&with=',
  ':NaN',
];

const between = (value: number, min: number, max: number): boolean => value >= min && value <= max;
const whole = (value: number, min: number, max: number): boolean =>
  Number.isInteger(value) && between(value, min, max);

function isValid(settings: RunSettings): boolean {
  const { room, partition, gossip, updateRate, shard } = settings;
  const method = METHODS.find(({ name }) => name === settings.method);
  const own = Object.entries(settings.with).every(([name, value]) => {
    const option = method?.options[name];
    return (
      option !== undefined &&
      between(value, option.min, option.max) &&
      (!option.integer || Number.isInteger(value))
    );
  });
  return (
    /^[\p{L}\p{N}._-]{1,64}$/u.test(room) &&
    (TASK_NAMES.includes(settings.task) || /^[0-9a-f]{64}$/.test(settings.task)) &&
    TAB_METHOD_NAMES.includes(settings.method) &&
    own &&
    (partition.kind !== 'labels' || whole(partition.labels, 1, 10)) &&
    (partition.kind !== 'dirichlet' || between(partition.alpha, 0.01, 1000)) &&
    whole(settings.samples, 10, 60_000) &&
    whole(settings.seed, 0, 2 ** 32 - 1) &&
    whole(settings.resets, 0, 1_000_000) &&
    [settings.host, settings.hostSecret].every((key) => /^([\w-]{43})?$/.test(key)) &&
    (gossip === 'ln' || between(gossip, 0, 100)) &&
    whole(settings.steps, 1, 1000) &&
    between(settings.rate, 1e-6, 10) &&
    between(settings.momentum, 0, 0.9999) &&
    driftCorrectionProblem(settings.method, settings.driftCorrection) === null &&
    (updateRate === 'device' || between(updateRate, 0.01, 100)) &&
    between(settings.slowdown, 1, 100) &&
    BACKEND_CHOICES.includes(settings.backend) &&
    (shard === null || (whole(shard.count, 1, 100_000) && whole(shard.index, 0, shard.count - 1)))
  );
}

export function checkFragment(fragment: string): void {
  const { settings, problems } = parseSettings(fragment);
  must(isValid(settings), 'settings are valid whatever the fragment', fragment, settings);
  // The codec is one that there is.
  codecOf(settings);
  must(
    problems.every(({ allowed }) => allowed.length > 0),
    'a problem says what is allowed',
  );
  // One for each part, and one for what does not go together.
  must(
    problems.length <= fragment.split('&').length + 1,
    'there are no more problems than parts',
    problems.length,
  );
  const again = parseSettings(formatOwnSettings(settings));
  must(again.problems.length === 0, 'what is understood can be written', fragment, again.problems);
  must(
    isDeepStrictEqual(again.settings, settings),
    'what is written means the same',
    fragment,
    formatOwnSettings(settings),
  );
}

export const settings: Subject = {
  name: 'settings',
  episode(random) {
    for (let input = 0; input < EPISODE; input++)
      checkFragment(mutateText(validFragment(random), random, WORDS));
    return EPISODE;
  },
};

function validFragment(random: Random): string {
  const parts = Array.from({ length: random.integer(6) }, () => pick(PARTS, random));
  return `#${parts.join('&')}`;
}
