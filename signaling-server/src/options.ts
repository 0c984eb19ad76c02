/** The command line and the environment of the server. */
import { parseArgs } from 'node:util';
import type { IceServer } from '@hearsay/shared/protocol/ice-server.ts';
import { firstSentenceOf } from '@hearsay/shared/util/message-of.ts';
import { parseName } from './host-names.ts';
import { readIceOptions } from './ice/ice-options.ts';
import { LIMIT_NAMES, LIMIT_OPTIONS, type Limits, optionOf } from './limits.ts';
import { LOG_LEVELS, type LogOptions } from './log.ts';
import { ANY_ORIGIN, parseOrigin } from './origin.ts';
import { DEFAULT_PORT, isBlockedByBrowsers, MAX_PORT, parsePort } from './ports.ts';

/** Of this machine alone. */
export const METRICS_HOST = '127.0.0.1';
export const DRAIN_SECONDS = { initial: 5, least: 0, most: 600 };

export type Options =
  | {
      kind: 'run';
      port: number;
      host: string | undefined;
      /** `own`: with a certificate that the server makes for itself. Null: over http. */
      tls: 'own' | { cert: string; key: string } | null;
      /** By which it is known besides those that the machine has. */
      names: string[];
      trustProxy: boolean;
      allowedOrigins: string[];
      /** Where other processes are found that serve the same rooms; null for none. */
      redis: string | null;
      /** The most that peers get to go, when the server is told to stop. */
      drainSeconds: number;
      /** Where /metrics is served; null: nowhere. */
      metrics: { port: number; host: string } | null;
      log: LogOptions;
      /** The same for all peers. */
      iceServers: IceServer[];
      /** TURN servers that share a secret with this one; null for none. */
      turn: { urls: string[]; secretFile: string } | null;
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
    const limit = readWhole(optionOf(name), text, LIMIT_OPTIONS[name]);
    if (typeof limit !== 'number') return limit;
    limits[name] = limit;
  }
  const drainSeconds = readWhole('drain-seconds', values['drain-seconds'], DRAIN_SECONDS);
  if (typeof drainSeconds !== 'number') return drainSeconds;
  const metrics = readMetrics(values, port);
  if (metrics !== null && 'kind' in metrics) return metrics;
  const log = readLog(values);
  if ('kind' in log) return log;
  const allowedOrigins: string[] = [];
  for (const text of values['allow-origin'] ?? []) {
    const origin = parseOrigin(text);
    if (origin === null) {
      return refuse(`--allow-origin must be ${ANY_ORIGIN} or as in https://example.org, not "${text}".`);
    }
    allowedOrigins.push(origin);
  }
  const names: string[] = [];
  for (const text of values.name ?? []) {
    const name = parseName(text);
    if (name === null) {
      return refuse(`--name must be as in example.org or *.example.org, without a port, not "${text}".`);
    }
    names.push(name);
  }
  const { cert, key } = values;
  if ((cert === undefined) !== (key === undefined)) {
    const [given, missing] = cert === undefined ? ['--key', '--cert'] : ['--cert', '--key'];
    return refuse(
      `${given} needs ${missing} FILE too. For a certificate of the server's own say --https alone.`,
    );
  }
  if (cert === '' || key === '') return refuse('--cert and --key must be paths of files.');
  const tls = cert !== undefined && key !== undefined ? { cert, key } : values.https ? 'own' : null;
  const host = values.host || env.HOST || undefined;
  const redis = values.redis ?? (env.REDIS_URL || null);
  if (redis !== null && !isRedisUrl(redis)) {
    return refuse('--redis, or the variable REDIS_URL, must be as in redis://127.0.0.1:6379.');
  }
  const ice = readIceOptions(values['ice-server'], values['turn-url'], values['turn-secret-file']);
  if (typeof ice === 'string') return refuse(ice);
  return {
    kind: 'run',
    port,
    host,
    tls,
    names,
    trustProxy: values['trust-proxy'] ?? false,
    allowedOrigins,
    redis,
    drainSeconds,
    metrics,
    log,
    ...ice,
    limits,
  };
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
      cert: STRING,
      key: STRING,
      https: { type: 'boolean' },
      redis: STRING,
      'ice-server': { type: 'string', multiple: true },
      'turn-url': { type: 'string', multiple: true },
      'turn-secret-file': STRING,
      help: { type: 'boolean', short: 'h' },
      'drain-seconds': STRING,
      'log-level': STRING,
      'log-json': { type: 'boolean' },
      'log-rooms': { type: 'boolean' },
      'metrics-port': STRING,
      'metrics-host': STRING,
      name: { type: 'string', multiple: true },
      'trust-proxy': { type: 'boolean' },
      'allow-origin': { type: 'string', multiple: true },
    },
    allowPositionals: true,
  });
}

const isRedisUrl = (text: string): boolean =>
  URL.canParse(text) && ['redis:', 'rediss:'].includes(new URL(text).protocol);

function readLog(values: {
  'log-level'?: string | undefined;
  'log-json'?: boolean | undefined;
  'log-rooms'?: boolean | undefined;
}): LogOptions | Options {
  const json = values['log-json'] ?? false;
  const text = values['log-level'] ?? (json ? 'info' : 'warn');
  const level = LOG_LEVELS.find((name) => name === text);
  if (level === undefined) {
    return refuse(`--log-level must be one of ${LOG_LEVELS.join(', ')}, not "${text}".`);
  }
  return { level, json, rooms: values['log-rooms'] ?? false };
}

function readMetrics(
  values: { 'metrics-port'?: string | undefined; 'metrics-host'?: string | undefined },
  serverPort: number,
): { port: number; host: string } | Options | null {
  const text = values['metrics-port'];
  const host = values['metrics-host'] ?? METRICS_HOST;
  if (text === undefined) {
    return values['metrics-host'] === undefined ? null : refuse('--metrics-host needs --metrics-port too.');
  }
  const port = parsePort(text);
  if (port === null) return refuse(`--metrics-port must be a number from 0 to ${MAX_PORT}, not "${text}".`);
  if (port === serverPort && port !== 0) {
    return refuse('--metrics-port must be another port than --port: what it tells is not for everybody.');
  }
  if (host === '') return refuse('--metrics-host must be an address of this machine.');
  return { port, host };
}

interface WholeNumber {
  readonly initial: number;
  readonly least: number;
  readonly most: number;
}

function readWhole(
  option: string,
  text: string | undefined,
  { initial, least, most }: WholeNumber,
): number | Options {
  if (text === undefined) return initial;
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  return refuse(`--${option} must be a whole number from ${least} to ${most}, not "${text}".`);
}

function readPort(argument: string | undefined, variable: string | undefined): number | Options {
  const text = argument ?? (variable || String(DEFAULT_PORT));
  const port = parsePort(text);
  if (port === null) {
    const source = argument === undefined ? 'The variable PORT' : '--port';
    return refuse(`${source} must be a number from 0 to ${MAX_PORT}, not "${text}".`);
  }
  if (isBlockedByBrowsers(port)) {
    return refuse(
      `Browsers refuse to open port ${port}. Choose another one: npm start -- --port ${DEFAULT_PORT}`,
    );
  }
  return port;
}

function refuse(message: string): Options {
  return { kind: 'error', message };
}
