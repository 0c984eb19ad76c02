/** STUN and TURN servers, by which peers behind different routers meet: as written in options, and as they travel. */
import * as v from 'valibot';

/** Seconds for which what is handed out is good, at least: more often nobody is to ask. */
const LEAST_SECONDS = 10;
const MOST_SECONDS = 1_000_000;
const MAX_SERVERS = 16;

const HOST = String.raw`(?:[a-z\d](?:[a-z\d.-]*[a-z\d])?|\[[\da-f:.]+\])(?::\d{1,5})?`;
/** RFC 7064 and RFC 7065; the name and password of the second group are no part of these, and never travel in a URL. */
const ICE_URL = new RegExp(
  String.raw`^(stuns?|turns?):(?:([^:@\s]+):([^@\s]+)@)?(${HOST})(\?transport=(?:udp|tcp))?$`,
  'i',
);

const TurnFields = {
  username: v.pipe(v.string(), v.maxLength(512)),
  credential: v.pipe(v.string(), v.maxLength(512)),
};
const urlsOf = (scheme: RegExp) =>
  v.pipe(
    v.array(v.pipe(v.string(), v.maxLength(300), v.regex(scheme), v.regex(ICE_URL))),
    v.minLength(1),
    v.maxLength(MAX_SERVERS),
  );

/** What a browser refuses it refuses with the whole connection, so nothing else comes in. */
const IceServerSchema = v.union([
  v.object({ urls: urlsOf(/^turns?:/i), ...TurnFields }),
  v.object({ urls: urlsOf(/^stuns?:/i) }),
]);
export type IceServer = v.InferOutput<typeof IceServerSchema>;

/** The servers that links are made with, and for how many seconds from now what they are asked with is good. */
export const IceSchema = v.object({
  servers: v.pipe(v.array(IceServerSchema), v.maxLength(MAX_SERVERS)),
  seconds: v.pipe(v.number(), v.minValue(LEAST_SECONDS), v.maxValue(MOST_SECONDS)),
});
export type Ice = v.InferOutput<typeof IceSchema>;

/** How such a server is written, in words that follow “must be”. */
export const ICE_SERVER_FORM = 'as in stun:example.org:3478 or turn:name:password@example.org:3478';

/** @returns null where the text is no `ICE_SERVER_FORM` */
export function parseIceServer(text: string): IceServer | null {
  const [, scheme, name, password, host, transport = ''] = ICE_URL.exec(text) ?? [];
  if (scheme === undefined || !isPort(host)) return null;
  const urls = [`${scheme.toLowerCase()}:${host}${transport}`];
  const isTurn = scheme.toLowerCase().startsWith('turn');
  // Browsers make no connection at all with a TURN server that has no password, or a STUN server that has a way.
  if (isTurn !== (name !== undefined) || (!isTurn && transport !== '')) return null;
  return isTurn ? { urls, username: decoded(name), credential: decoded(password) } : { urls };
}

/** @returns the URL of a TURN server whose password is not in it; null where the text is none */
export function parseTurnUrl(text: string): string | null {
  const [, scheme, name, , host, transport = ''] = ICE_URL.exec(text) ?? [];
  if (scheme === undefined || name !== undefined || !/^turns?$/i.test(scheme) || !isPort(host)) return null;
  return `${scheme.toLowerCase()}:${host}${transport}`;
}

function isPort(host: string): boolean {
  const port = /:(\d+)$/.exec(host.replace(/^\[.*\]/, ''))?.[1];
  return port === undefined || (Number(port) >= 1 && Number(port) <= 65_535);
}

/** With `%40` for an @ and `%3A` for a colon. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
