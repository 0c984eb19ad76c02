/**
 * What the server says while it runs: lines for people, or JSON for programs. Addresses of who uses it stand in lines of level
 * `debug` alone, and names of rooms nowhere unless asked for: who may read a log need not know who learns with whom.
 */
import { type DestinationStream, destination, type Logger, pino, stdTimeFunctions } from 'pino';

export type Log = Logger;

export const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface LogOptions {
  readonly level: LogLevel;
  readonly json: boolean;
  /** Whether names of rooms are told. */
  readonly rooms: boolean;
}

/** @param stream where the lines go; without one JSON to the standard output, and other lines to where errors go */
export function createLog({ level, json, rooms }: LogOptions, stream?: DestinationStream): Log {
  const target = stream ?? destination({ dest: json ? 1 : 2, sync: true });
  return pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: rooms ? [] : ['room'], remove: true },
    },
    json ? target : { write: (line: string) => target.write(forPeople(line)) },
  );
}

/** `12:34:56 warn: What happened. key=value` */
function forPeople(line: string): string {
  const { level, time, msg, ...fields }: Record<string, unknown> = JSON.parse(line);
  const pairs = Object.entries(fields).map(([key, value]) => ` ${key}=${JSON.stringify(value)}`);
  return `${String(time).slice(11, 19)} ${level}: ${msg}${pairs.join('')}\n`;
}

/** Those that mean that the server has reached what it puts up with, whatever the one does who is refused. */
const FULL = ['server-full', 'too-many-connections'];

/**
 * Tells now and then what was refused since the last time, so that a flood makes no flood of lines.
 * @returns to be called now and then
 */
export function refusalsTeller(log: Log, counts: () => Readonly<Record<string, number>>): () => void {
  let before: Readonly<Record<string, number>> = {};
  return () => {
    const now = counts();
    const fresh = Object.entries(now)
      .map(([reason, count]) => [reason, count - (before[reason] ?? 0)] as const)
      .filter(([, count]) => count > 0);
    before = now;
    if (fresh.length === 0) return;
    const refused = Object.fromEntries(fresh);
    if (fresh.some(([reason]) => FULL.includes(reason))) {
      log.warn({ refused }, 'The server is full. "npm start -- --help" says how to let it take more.');
    } else log.info({ refused }, 'Some was refused.');
  };
}
