/** The command line of `npm run peer`. */
import { parseArgs } from 'node:util';
import { BUDGET_LIMITS, parseBudget } from '@hearsay/shared/privacy/budget.ts';
import type { IceServer } from '@hearsay/shared/protocol/ice-server.ts';
import { ICE_SERVER_FORM, parseIceServer } from '@hearsay/shared/protocol/ice-server-text.ts';
import { ruleInEnglish } from '@hearsay/shared/settings/rule-words.ts';
import { parseSettings, type RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import { firstSentenceOf } from '@hearsay/shared/util/message-of.ts';

/** Most peers of one program: each has a thread and a copy of tfjs of its own. */
const MAX_COUNT = 64;
const MAX_SECONDS = 7 * 24 * 3600;

export const HELP = `Headless peers: join a room from Node, learn with the tabs in it, and leave politely on Ctrl-C.

  npm run peer -- --url <link of the room> [options]

  --url <link>      as it stands in the address of a tab, with all behind the #; in quotes, because of the &
  --count <number>  how many peers, 1 to ${MAX_COUNT}. Default: 1
  --seconds <time>  leave by itself after so many seconds. Default: stay until Ctrl-C
  --ice-server <url>
                    meet others by this server, in place of those that the signalling server tells of, as in
                    stun:example.org:3478 or turn:name:password@example.org:3478; may be repeated
  --privacy <EPSILON:DELTA>
                    what each peer may spend of its examples' privacy, as in 3:1e-5, in place of what the link says; not
                    kept after the program ends
  --json            print how it ended as JSON, and all else to the standard error
  --help            show this
`;

export interface PeerOptions {
  /** The server's origin. */
  readonly url: string;
  readonly settings: RunSettings;
  readonly count: number;
  readonly seconds: number | null;
  /** Null for those that the signalling server tells of. */
  readonly iceServers: IceServer[] | null;
  readonly json: boolean;
  /** What is odd about the link and does no harm, in sentences. */
  readonly warnings: readonly string[];
}

export type Options =
  | { kind: 'run'; options: PeerOptions }
  | { kind: 'help' }
  /** `message` says what to do, a line for each problem. */
  | { kind: 'error'; message: string };

/** Reads the arguments, without node and the script. Never throws. */
export function readOptions(args: readonly string[]): Options {
  let values: ReturnType<typeof parse>['values'];
  let positionals: string[];
  try {
    ({ values, positionals } = parse(args));
  } catch (error) {
    return refuse(`${firstSentenceOf(error)}. "npm run peer -- --help" lists the options.`);
  }
  if (values.help) return { kind: 'help' };
  if (positionals.length > 0) {
    return refuse(`Unexpected argument "${positionals[0]}". The link goes after --url, in quotes.`);
  }
  if (values.url === undefined) {
    return refuse('Say which room: npm run peer -- --url "http://localhost:8080/#room=demo"');
  }
  const count = readNumber(values.count ?? '1', MAX_COUNT);
  if (count === null) return refuse(`--count must be a whole number from 1 to ${MAX_COUNT}.`);
  const seconds = values.seconds === undefined ? null : readNumber(values.seconds, MAX_SECONDS);
  if (values.seconds !== undefined && seconds === null) {
    return refuse(`--seconds must be a whole number from 1 to ${MAX_SECONDS}.`);
  }
  const iceServers: IceServer[] = [];
  for (const text of values['ice-server'] ?? []) {
    const server = parseIceServer(text);
    if (server === null) return refuse(`--ice-server must be ${ICE_SERVER_FORM}, not "${text}".`);
    iceServers.push(server);
  }
  const link = readLink(values.url);
  if (link === null) {
    return refuse(
      `"${values.url}" is not the link of a room. It begins with http:// or https://, as in http://localhost:8080/#room=demo`,
    );
  }
  const privacy = values.privacy === undefined ? null : parseBudget(values.privacy);
  if (values.privacy !== undefined && privacy === null) {
    const allowed = ruleInEnglish({ code: 'privacy', ...BUDGET_LIMITS });
    return refuse(`--privacy must be ${allowed}, not "${values.privacy}".`);
  }
  const { settings: ofLink, problems } = parseSettings(link.hash);
  const settings = privacy === null ? ofLink : { ...ofLink, privacy };
  const words = problems.map(({ name, value, allowed, fatal }) =>
    fatal
      ? `${name}=${value} in the link cannot be used; allowed: ${allowed}.`
      : `Ignored in the link, as no setting has this name: ${name}.`,
  );
  if (problems.some(({ fatal }) => fatal)) return refuse(words.join('\n'));
  if (settings.shard !== null && count > 1) {
    words.push(`shard= in the link gives all ${count} peers the same examples.`);
  }
  return {
    kind: 'run',
    options: {
      url: link.origin,
      settings,
      count,
      seconds,
      iceServers: iceServers.length === 0 ? null : iceServers,
      json: values.json ?? false,
      warnings: words,
    },
  };
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    options: {
      url: { type: 'string' },
      count: { type: 'string' },
      seconds: { type: 'string' },
      'ice-server': { type: 'string', multiple: true },
      privacy: { type: 'string' },
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
    allowPositionals: true,
  });
}

function readNumber(text: string, most: number): number | null {
  const value = /^\d{1,7}$/.test(text) ? Number(text) : 0;
  return value >= 1 && value <= most ? value : null;
}

function readLink(text: string): URL | null {
  if (!URL.canParse(text)) return null;
  const link = new URL(text);
  return link.protocol === 'http:' || link.protocol === 'https:' ? link : null;
}

function refuse(message: string): Options {
  return { kind: 'error', message };
}
