/** STUN and TURN servers as they are written in options. */
import type { IceServer } from './ice-server.ts';

const HOST = String.raw`(?:[a-z\d](?:[a-z\d.-]*[a-z\d])?|\[[\da-f:.]+\])(?::\d{1,5})?`;
/** RFC 7064 and RFC 7065; the name and password of the second group are no part of these, and never travel in a URL. */
const ICE_URL = new RegExp(
  String.raw`^(stuns?|turns?):(?:([^:@\s]+):([^@\s]+)@)?(${HOST})(\?transport=(?:udp|tcp))?$`,
  'i',
);

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
