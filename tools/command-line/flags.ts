/**
 * Typed command-line flags, described by a record and read with `node:util`'s parseArgs:
 *
 *     const { values, positionals } = parseFlags(
 *       {
 *         command: 'npm run simulate --',
 *         summary: 'Simulates a room.',
 *         flags: { peers: { ...integer(1, 1000), initial: 8, help: 'how many tabs' } },
 *       },
 *       process.argv.slice(2),
 *     );
 *
 * The key `localSteps` is `--local-steps` on the command line. A flag given twice takes the last value.
 */
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { closest, distance } from 'fastest-levenshtein';
import { FlagError, HelpRequest, quoteInput } from './flag-error.ts';
import type { Kind } from './kinds.ts';
import { formatUsage } from './usage.ts';

export { FlagError, HelpRequest } from './flag-error.ts';
export { decimal, flag, integer, type Kind, list, oneOf, range, text } from './kinds.ts';

/** One flag; `initial` is its value when it is absent, and may be null whatever its kind. */
export interface Flag extends Kind<unknown> {
  readonly initial: unknown;
  readonly help: string;
}

/** The arguments that are not flags: between `least` and `most` of them, all of one kind. */
export interface Positionals<P> extends Kind<P> {
  /** What one of them is called in the usage text, such as `paper`. */
  readonly name: string;
  readonly help: string;
  readonly least: number;
  readonly most: number;
}

export interface CommandDescription<F extends Record<string, Flag>, P> {
  /** How the command is started, such as `npm run simulate --`. */
  readonly command: string;
  readonly summary: string;
  readonly flags: F;
  readonly positionals?: Positionals<P>;
}

type ValueOf<F> = F extends { parse: (text: string) => infer R; initial: infer I }
  ? NonNullable<R> | (null extends I ? null : never)
  : never;

/** Makes an `initial` that `parse` could never give an error of the compiler. */
type WithFittingInitials<F> = {
  readonly [K in keyof F]: F[K] extends Kind<infer T> ? { readonly initial: T | null } : never;
};

export interface ParsedFlags<F, P> {
  readonly values: { readonly [K in keyof F]: ValueOf<F[K]> };
  readonly positionals: readonly P[];
}

/**
 * Reads the arguments that follow the command's name.
 *
 * @throws FlagError for the first mistake, in one line.
 * @throws HelpRequest when `--help` or `-h` is among them; its message is the usage text.
 */
export function parseFlags<const F extends Record<string, Flag>, P = string>(
  description: CommandDescription<F, P> & { readonly flags: WithFittingInitials<F> },
  argv: readonly string[],
): ParsedFlags<F, P> {
  const names = new Map(Object.keys(description.flags).map((key) => [optionName(key), key]));
  // Not strict, because the messages are our own; the tokens have everything that they need.
  const { tokens } = parseArgs({
    args: [...argv],
    options: parseArgsOptions(description.flags),
    strict: false,
    tokens: true,
  });
  if (tokens.some((token) => token.kind === 'option' && token.name === 'help')) {
    throw new HelpRequest(formatUsage(description));
  }
  const values: Record<string, unknown> = Object.fromEntries(
    Object.entries(description.flags).map(([key, { initial }]) => [key, initial]),
  );
  const given: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') given.push(token.value);
    if (token.kind !== 'option') continue;
    const key = names.get(token.name);
    if (key === undefined || !token.rawName.startsWith('--')) {
      throw unknownFlag(argv[token.index] ?? token.rawName, [...names.keys()]);
    }
    values[key] = readValue(token.rawName, token.value, token.inlineValue === true, description.flags[key]!);
  }
  return {
    values: values as ParsedFlags<F, P>['values'],
    positionals: readPositionals(given, description.positionals),
  };
}

/** A key of the record as it is typed: `localSteps` is `local-steps`. */
export function optionName(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function parseArgsOptions(flags: Record<string, Flag>): NonNullable<ParseArgsConfig['options']> {
  const options: NonNullable<ParseArgsConfig['options']> = { help: { type: 'boolean', short: 'h' } };
  for (const [key, { standsAlone }] of Object.entries(flags)) {
    options[optionName(key)] = { type: standsAlone ? 'boolean' : 'string' };
  }
  return options;
}

function readValue(rawName: string, given: string | undefined, inline: boolean, described: Flag): unknown {
  if (given === undefined && described.standsAlone) return true;
  // `--peers --rounds 5`: the value was forgotten. A single dash may begin a negative number.
  if (given === undefined || given === '' || (!inline && given.startsWith('--'))) {
    throw new FlagError(`${rawName}: needs a value, ${described.allowed}`);
  }
  const value = described.parse(given);
  if (value === null) throw new FlagError(`${rawName} ${quoteInput(given)}: must be ${described.allowed}`);
  return value;
}

function readPositionals<P>(given: readonly string[], described: Positionals<P> | undefined): P[] {
  const surplus = given[described?.most ?? 0];
  if (surplus !== undefined) {
    const taken = described === undefined ? 'only flags are' : `at most ${described.most} of them are`;
    throw new FlagError(`${quoteInput(surplus)}: an argument that was not expected, ${taken} allowed`);
  }
  if (described === undefined) return [];
  if (given.length < described.least) {
    throw new FlagError(`${described.name}: missing, must be ${described.allowed}`);
  }
  return given.map((argument) => {
    const value = described.parse(argument);
    if (value === null) {
      throw new FlagError(`${described.name} ${quoteInput(argument)}: must be ${described.allowed}`);
    }
    return value;
  });
}

function unknownFlag(argument: string, names: readonly string[]): FlagError {
  const typed = argument.replace(/=.*$/s, '');
  const bare = typed.replace(/^-+/, '').toLowerCase();
  const known = [...names, 'help'];
  const nearest = closest(bare, known);
  // A third of the letters wrong is a slip of the fingers, more is another word.
  const meant = distance(bare, nearest) <= Math.max(1, Math.ceil(nearest.length / 3));
  const hint = meant
    ? `did you mean --${nearest}?`
    : `known are ${known.map((name) => `--${name}`).join(', ')}`;
  return new FlagError(`${quoteInput(typed)}: no such flag, ${hint}`);
}
