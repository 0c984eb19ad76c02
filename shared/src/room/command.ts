/**
 * What the host of a room wishes of all that are in it. A command is the whole wish, not a change to an earlier one, so that
 * the newest is all that anybody has to know. It carries the host's signature, which every peer verifies against the public
 * key in its own link: neither the server nor the neighbours that pass a command on have to be trusted.
 */
import * as v from 'valibot';
import type { Rule } from '../settings/rules.ts';
import { defaultSettings, formatSettings, parseSettings } from '../settings/run-settings.ts';
import { SettingError } from '../settings/setting-error.ts';
import type { Task } from '../tasks/task.ts';
import { type HostSettings, hostSettingsOf } from './host-settings.ts';

/** Longest text of a command's settings, in characters. */
export const MAX_COMMAND_SETTINGS = 1000;
/** Says what is signed, so that no other text that a host may sign one day is taken for a command. */
const FORMAT = 'hearsay host command 1';

/** Which settings a host has in its hand. */
const NAMES: readonly string[] = ['method', 'with', 'partition', 'gossip', 'exchange', 'codec'];

export interface Wish {
  /** Grows from command to command of a host. */
  readonly number: number;
  readonly run: 'training' | 'paused';
  /** In these, `resets` says how many times all have begun again: another number than before is to begin again. */
  readonly settings: HostSettings;
}

/** As it travels. `settings` is a fragment, with the room's name and what differs from the defaults. */
export const CommandSchema = v.object({
  type: v.literal('command'),
  number: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  run: v.picklist(['training', 'paused']),
  settings: v.pipe(v.string(), v.maxLength(MAX_COMMAND_SETTINGS)),
  /** Ed25519, 64 bytes as base64url. */
  signature: v.pipe(v.string(), v.regex(/^[\w-]{86}$/)),
});
export type Command = v.InferOutput<typeof CommandSchema>;

/** Same settings are the same text. */
export function writeHostSettings(room: string, settings: HostSettings): string {
  return formatSettings({ ...defaultSettings, ...hostSettingsOf(settings), room });
}

/**
 * Null for what is of another room, cannot be used, or is not what `writeHostSettings` gives.
 * @param task what the room learns
 */
export function readHostSettings(
  room: string,
  text: string,
  task: Pick<Task, 'outputs'>,
): HostSettings | null {
  const { settings, problems } = parseSettings(text, task);
  const wished = hostSettingsOf(settings);
  return problems.length === 0 && writeHostSettings(room, wished) === text ? wished : null;
}

/** The text that a command's signature is of: its room is in the settings. */
export function signedText({ number, run, settings }: Omit<Command, 'type' | 'signature'>): string {
  // None of the parts has a line break: the settings are escaped as in an address.
  return [FORMAT, number, run, settings].join('\n');
}

/** What a host changes; what is not named stays as it is. */
export interface WishChange extends Partial<Omit<HostSettings, 'resets'>> {
  readonly run?: Wish['run'];
  /** Whether all begin again, from the initial parameters. */
  readonly reset?: boolean;
}

/**
 * The wish after a change, with a number that is higher than the last and no lower than `number`. Where the method changes,
 * its own options and the codec are those that it has of itself, unless they are named too.
 * @param task what the room learns
 * @throws SettingError that says which value cannot be used, and what is allowed
 */
export function changedWish(
  room: string,
  last: Wish,
  change: WishChange,
  number: number,
  task: Pick<Task, 'outputs'>,
): Wish {
  const { run = last.run, reset = false, ...named } = change;
  const unknown = Object.keys(named).find((name) => !NAMES.includes(name));
  if (unknown !== undefined) {
    const rule: Rule = { code: 'no-such-setting', names: [...NAMES, 'run', 'reset'] };
    throw new SettingError(unknown, '', rule, `A host cannot change ${unknown}.`);
  }
  if (run !== 'training' && run !== 'paused') {
    const rule: Rule = { code: 'one-of', values: ['training', 'paused'] };
    throw new SettingError('run', String(run), rule, `run must be training or paused, not ${run}.`);
  }
  const otherMethod = named.method !== undefined && named.method !== last.settings.method;
  const ofMethod = otherMethod ? { with: defaultSettings.with, codec: defaultSettings.codec } : {};
  const settings: HostSettings = {
    ...last.settings,
    ...ofMethod,
    ...named,
    resets: last.settings.resets + (reset ? 1 : 0),
  };
  const text = writeHostSettings(room, settings);
  const read = parseSettings(text, task);
  const [problem] = read.problems;
  if (problem) throw new SettingError(problem.name, problem.value, problem.rule);
  if (text.length > MAX_COMMAND_SETTINGS) {
    const rule: Rule = { code: 'length', most: MAX_COMMAND_SETTINGS };
    throw new SettingError('with', '', rule, 'These settings are too long for a command.');
  }
  return { number: Math.max(number, last.number + 1), run, settings: hostSettingsOf(read.settings) };
}
