/** The command line and the environment of the server. */
import { parseArgs } from 'node:util';

const DEFAULT_PORT = 8080;
const MAX_PORT = 65_535;

/** Ports that browsers refuse to open (the "bad ports" of the Fetch standard), those above 1023. */
const BLOCKED_BY_BROWSERS = new Set([
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697,
  10080,
]);

export const HELP = `Hearsay: the signalling server, which also serves the page and the MNIST images.

  npm start -- [options]

  --port <number>   the port to listen on; 0 takes any free one. Default: ${DEFAULT_PORT}, or the variable PORT
  --host <address>  the address to listen on. Default: all of this machine's, or the variable HOST
  --help            show this
`;

export type Options =
  | { kind: 'run'; port: number; host: string | undefined }
  | { kind: 'help' }
  /** `message` is one line that says what to do. */
  | { kind: 'error'; message: string };

/** Reads the arguments (without node and the script) and the variables PORT and HOST. Never throws. */
export function readOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Options {
  let values: { port?: string; host?: string; help?: boolean };
  let positionals: string[];
  try {
    ({ values, positionals } = parseArgs({
      args: [...args],
      options: { port: { type: 'string' }, host: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    }));
  } catch (error) {
    // Node adds advice about positional arguments, of which there are none here.
    const problem = String(error instanceof Error ? error.message : error).split(/\.? *\n|\. /, 1)[0];
    return refuse(`${problem}. "npm start -- --help" lists the options.`);
  }
  if (values.help) return { kind: 'help' };
  if (positionals.length > 0) {
    return refuse(
      `Unexpected argument "${positionals[0]}". Options go after two dashes, as in: npm start -- --port 9000`,
    );
  }
  const port = readPort(values.port, env.PORT);
  if (typeof port !== 'number') return port;
  return { kind: 'run', port, host: values.host || env.HOST || undefined };
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
