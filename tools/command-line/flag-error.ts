/** What `parseFlags` throws: a mistake on the command line, or the wish to see the usage text. */

/** A mistake on the command line; the message is one line that names the flag, its value and what is allowed. */
export class FlagError extends Error {
  override readonly name = 'FlagError';
}

/** Somebody asked for `--help`; the message is the usage text. Not a mistake: it belongs on stdout. */
export class HelpRequest extends Error {
  override readonly name = 'HelpRequest';
}

const LONGEST = 80;

/** What somebody typed, on one line and not too long, to be repeated in a message. */
export function quoteInput(input: string): string {
  const line = input.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}
