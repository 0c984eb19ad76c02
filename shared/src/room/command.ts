/**
 * What the host of a room wishes of all that are in it. A command is the whole wish, not a change to an earlier one, so that
 * the newest is all that anybody has to know. It carries the host's signature, which every peer verifies against the public
 * key in its own link: neither the server nor the neighbours that pass a command on have to be trusted.
 */
import * as v from 'valibot';
import { GUARD_CHOICES, type GuardChoice, guardProblem } from '../methods/methods.ts';
import { type PeerId, PeerIdSchema } from '../protocol/signalling.ts';
import type { Rule } from '../settings/rules.ts';
import { defaultSettings, formatSettings, parseSettings } from '../settings/run-settings.ts';
import { SettingError } from '../settings/setting-error.ts';
import type { Task } from '../tasks/task.ts';
import { type HostSettings, hostSettingsOf } from './host-settings.ts';

/** Longest text of a command's settings, in characters. */
export const MAX_COMMAND_SETTINGS = 1000;
/** Most peers that are kept out of a room at a time. */
export const MAX_REMOVED = 64;
/** Says what is signed, so that no other text that a host may sign one day is taken for a command. */
const FORMAT = 'hearsay host command 1';
const FORMAT_OF_ADDITION = 'hearsay host command 2';

/** Which settings a host has in its hand. */
const NAMES: readonly string[] = ['method', 'with', 'partition', 'gossip', 'exchange', 'codec'];
/** What else it may change. */
const OTHERS: readonly string[] = ['guard', 'run', 'reset', 'remove', 'letIn'];

export interface Wish {
  /** Grows from command to command of a host. */
  readonly number: number;
  readonly run: 'training' | 'paused';
  /** In these, `resets` says how many times all have begun again: another number than before is to begin again. */
  readonly settings: HostSettings;
  /** Whom nobody links to, oldest first; at most `MAX_REMOVED`. */
  readonly removed: readonly PeerId[];
  /** Whether all limit how far others may move them; null: as each one's own link says. */
  readonly guard: GuardChoice | null;
}

/** What is wished besides, as it travels. */
type Added = Pick<Wish, 'removed' | 'guard'>;

const SignatureSchema = v.pipe(v.string(), v.regex(/^[\w-]{86}$/));

/**
 * What commands did not have at first. Pages from before leave it out, also of what they pass on, and follow the rest: so it has a
 * signature of its own, and the newest that is known of it holds until a newer one comes.
 */
const AdditionSchema = v.object({
  removed: v.pipe(v.array(PeerIdSchema), v.maxLength(MAX_REMOVED)),
  guard: v.nullable(v.picklist(GUARD_CHOICES)),
  signature: SignatureSchema,
});

/** As it travels. `settings` is a fragment, with the room's name and what differs from the defaults. */
export const CommandSchema = v.object({
  type: v.literal('command'),
  number: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  run: v.picklist(['training', 'paused']),
  settings: v.pipe(v.string(), v.maxLength(MAX_COMMAND_SETTINGS)),
  /** Ed25519, 64 bytes as base64url. */
  signature: SignatureSchema,
  /** Absent as long as the host has removed nobody, and said nothing of the guard. */
  addition: v.optional(AdditionSchema),
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
export function signedText({ number, run, settings }: Pick<Command, 'number' | 'run' | 'settings'>): string {
  // None of the parts has a line break: the settings are escaped as in an address.
  return [FORMAT, number, run, settings].join('\n');
}

/** The text that the signature of its addition is of. */
export function signedAddition(room: string, number: number, { removed, guard }: Added): string {
  return [FORMAT_OF_ADDITION, room, number, guard ?? '', removed.join(' ')].join('\n');
}

/** What a host changes; what is not named stays as it is. */
export interface WishChange extends Partial<Omit<HostSettings, 'resets'>> {
  readonly run?: Wish['run'];
  /** Whether all begin again, from the initial parameters. */
  readonly reset?: boolean;
  /** Null: as each one's own link says. */
  readonly guard?: GuardChoice | null;
  /** The id of a peer that all part from, and that takes no part in the room any more. */
  readonly remove?: PeerId;
  /** The id of one that was removed, and may take part again. */
  readonly letIn?: PeerId;
}

/**
 * The wish after a change, with a number that is higher than the last and no lower than `number`. Where the method changes,
 * its own options and the codec are those that it has of itself, unless they are named too, and a guard that it cannot have is off.
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
  const { run = last.run, reset = false, guard: _, remove, letIn, ...named } = change;
  const unknown = Object.keys(named).find((name) => !NAMES.includes(name));
  if (unknown !== undefined) {
    const rule: Rule = { code: 'no-such-setting', names: [...NAMES, ...OTHERS] };
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
  const removed = remainingOut(last.removed, remove, letIn);
  const guard = changedGuard(last.guard, change.guard, read.settings.method);
  return {
    ...{ number: Math.max(number, last.number + 1), run, removed, guard },
    settings: hostSettingsOf(read.settings),
  };
}

function remainingOut(
  before: readonly PeerId[],
  remove: PeerId | undefined,
  letIn: PeerId | undefined,
): readonly PeerId[] {
  for (const [name, id] of Object.entries({ remove, letIn })) {
    if (id === undefined || v.is(PeerIdSchema, id)) continue;
    throw new SettingError(name, String(id), { code: 'peer-id' }, `${name} takes the id of a peer.`);
  }
  const after = before.filter((id) => id !== letIn);
  if (remove === undefined || after.includes(remove)) return after;
  if (after.length < MAX_REMOVED) return [...after, remove];
  const rule: Rule = { code: 'most-removed', most: MAX_REMOVED };
  throw new SettingError('remove', remove, rule, `At most ${MAX_REMOVED} peers can be removed at a time.`);
}

function changedGuard(
  before: GuardChoice | null,
  wanted: GuardChoice | null | undefined,
  method: string,
): GuardChoice | null {
  if (wanted === undefined) return before !== null && guardProblem(method, before) !== null ? 'off' : before;
  if (wanted === null) return null;
  const rule: Rule | null = GUARD_CHOICES.includes(wanted)
    ? guardProblem(method, wanted)
    : { code: 'one-of', values: GUARD_CHOICES };
  if (rule === null) return wanted;
  throw new SettingError('guard', String(wanted), rule, `guard=${wanted} cannot be used with ${method}.`);
}
