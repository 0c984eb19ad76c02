/** The text of `--help`, generated from the same description that reads the flags. */
import wrapAnsi from 'wrap-ansi';
import { type CommandDescription, type Flag, optionName } from './flags.ts';
import { formatTable } from './table.ts';

const WIDTH = 100;

/** The usage text of a command, at most 100 columns wide, with no line break at its end. */
export function formatUsage<P>(description: CommandDescription<Record<string, Flag>, P>): string {
  const { command, summary, flags, positionals } = description;
  const rows = Object.entries(flags).map(([key, described]) => [
    `--${optionName(key)}`,
    described.help,
    described.standsAlone ? '' : described.allowed,
    formatInitial(described),
  ]);
  if (positionals !== undefined) rows.unshift([positionals.name, positionals.help, positionals.allowed, '']);
  rows.push(['--help', 'shows this text', '', '']);
  const table = formatTable(['flag', 'meaning', 'allowed', 'initially'], rows, { width: WIDTH });
  const usage = `Usage: ${command} [flags]${formatPositionals(description)}`;
  return [usage, '', wrapAnsi(summary, WIDTH), '', table].join('\n');
}

function formatPositionals<P>({ positionals }: CommandDescription<Record<string, Flag>, P>): string {
  if (positionals === undefined) return '';
  const { name, least, most } = positionals;
  const several = most > 1 ? ' ...' : '';
  return least > 0 ? ` ${name}${several}` : ` [${name}${several}]`;
}

function formatInitial({ initial, standsAlone, format }: Flag): string {
  if (initial === null || (standsAlone && initial === false)) return '';
  // The compiler has seen that `initial` is of the flag's kind, `Flag` has just forgotten which.
  return format === undefined ? String(initial) : format(initial as never);
}
