/** The command line and the environment of the server. */
import { parseArgs } from 'node:util';
import { firstSentenceOf } from '@hearsay/shared/util/message-of.ts';
import { LIMIT_OPTIONS, type Limits, optionOf } from './limits.ts';
import { ANY_ORIGIN, parseOrigin } from './origin.ts';

const DEFAULT_PORT = 8080;
const MAX_PORT = 65_535;

/** Ports that browsers refuse to open (the "bad ports" of the Fetch standard), those above 1023. */
const BLOCKED_BY_BROWSERS = new Set([
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697,
  10080,
]);

const LIMIT_NAMES = Object.keys(LIMIT_OPTIONS) as (keyof Limits)[];
/** Where the explanations of the long options begin. */
const COLUMN = 36;

const helpOnLimits = LIMIT_NAMES.map((name) => {
  const { help, initial } = LIMIT_OPTIONS[name];
  return `${`  --${optionOf(name)} <number>`.padEnd(COLUMN)}${help}. Default: ${initial}`;
}).join('\n');

export const HELP = `Hearsay: the signalling server, which also serves the page and the MNIST images.

  npm start -- [options]

  --port <number>   the port to listen on; 0 takes any free one. Default: ${DEFAULT_PORT}, or the variable PORT
  --host <address>  the address to listen on. Default: all of this machine's, or the variable HOST
  --help            show this

Behind a proxy, or for pages from elsewhere:

  --trust-proxy     there is one proxy in front, which adds the address it was asked from to X-Forwarded-For
  --allow-origin <origin>
                    a page from there may use this server, as in https://example.org, or ${ANY_ORIGIN} for any; may be
                    repeated. Default: only pages from this very server

The most that the server puts up with; what is refused is counted at /health:

${helpOnLimits}
`;

export type Options =
  | {
      kind: 'run';
      port: number;
      host: string | undefined;
      trustProxy: boolean;
      allowedOrigins: string[];
      /** What was asked for. */
      limits: Partial<Limits>;
    }
  | { kind: 'help' }
  /** `message` is one line that says what to do. */
  | { kind: 'error'; message: string };

/** Reads the arguments (without node and the script) and the variables PORT and HOST. Never throws. */
export function readOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Options {
  let values: ReturnType<typeof parse>['values'];
  let positionals: string[];
  try {
    ({ values, positionals } = parse(args));
  } catch (error) {
    return refuse(`${firstSentenceOf(error)}. "npm start -- --help" lists the options.`);
  }
  if (values.help) return { kind: 'help' };
  if (positionals.length > 0) {
    return refuse(
      `Unexpected argument "${positionals[0]}". Options go after two dashes, as in: npm start -- --port 9000`,
    );
  }
  const port = readPort(values.port, env.PORT);
  if (typeof port !== 'number') return port;
  const limits: Partial<Record<keyof Limits, number>> = {};
  const given: Readonly<Record<string, unknown>> = values;
  for (const name of LIMIT_NAMES) {
    const text = given[optionOf(name)];
    if (typeof text !== 'string') continue;
    const limit = readLimit(name, text);
    if (typeof limit !== 'number') return limit;
    limits[name] = limit;
  }
  const allowedOrigins: string[] = [];
  for (const text of values['allow-origin'] ?? []) {
    const origin = parseOrigin(text);
    if (origin === null) {
      return refuse(`--allow-origin must be ${ANY_ORIGIN} or as in https://example.org, not "${text}".`);
    }
    allowedOrigins.push(origin);
  }
  const host = values.host || env.HOST || undefined;
  return { kind: 'run', port, host, trustProxy: values['trust-proxy'] ?? false, allowedOrigins, limits };
}

const STRING = { type: 'string' } as const;

function parse(args: readonly string[]) {
  const limits: Record<string, typeof STRING> = {};
  for (const name of LIMIT_NAMES) limits[optionOf(name)] = STRING;
  return parseArgs({
    args: [...args],
    options: {
      ...limits,
      port: STRING,
      host: STRING,
      help: { type: 'boolean', short: 'h' },
      'trust-proxy': { type: 'boolean' },
      'allow-origin': { type: 'string', multiple: true },
    },
    allowPositionals: true,
  });
}

function readLimit(name: keyof Limits, text: string): number | Options {
  const { least, most } = LIMIT_OPTIONS[name];
  const limit = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (limit >= least && limit <= most) return limit;
  return refuse(`--${optionOf(name)} must be a whole number from ${least} to ${most}, not "${text}".`);
}

function readPort(argument: string | undefined, variable: string | undefined): number | Options {
  const text = argument ?? (variable || String(DEFAULT_PORT));
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= MAX_PORT)) {
    const source = argument === undefined ? 'The variable PORT' : '--port';
    return refuse(`${source} must be a number from 0 to ${MAX_PORT}, not "${text}".`);
  }
  if (BLOCKED_BY_BROWSERS.has(port)) {
    return refuse(
      `Browsers refuse to open port ${port}. Choose another one: npm start -- --port ${DEFAULT_PORT}`,
    );
  }
  return port;
}

/** One line, for people, on why the server could not listen; null for an error that has other causes. */
export function explainListenError(error: unknown, port: number, host: string | undefined): string | null {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const another = `npm start -- --port ${port === DEFAULT_PORT ? DEFAULT_PORT + 1 : DEFAULT_PORT}`;
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is in use. Stop what uses it, or choose another one: ${another}`;
    case 'EACCES':
      return `Port ${port} is not allowed for this user. Choose one above 1023: ${another}`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EINVAL':
      return `"${host}" is not an address of this machine. Leave out --host (and the variable HOST) to listen on all.`;
    default:
      return null;
  }
}

function refuse(message: string): Options {
  return { kind: 'error', message };
}
