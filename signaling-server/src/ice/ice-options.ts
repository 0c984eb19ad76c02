/** The options by which the server is told of STUN and TURN servers. */
import type { IceServer } from '@hearsay/shared/protocol/ice-server.ts';
import { ICE_SERVER_FORM, parseIceServer, parseTurnUrl } from '@hearsay/shared/protocol/ice-server-text.ts';

export interface IceOptions {
  iceServers: IceServer[];
  turn: { urls: string[]; secretFile: string } | null;
}

/** @returns one line that says what to do, where they cannot be used */
export function readIceOptions(
  servers: readonly string[] = [],
  turnUrls: readonly string[] = [],
  secretFile?: string,
): IceOptions | string {
  const iceServers: IceServer[] = [];
  for (const text of servers) {
    const server = parseIceServer(text);
    if (server === null) {
      const instead = parseTurnUrl(text) === null ? '' : ' To make passwords with a secret say --turn-url.';
      return `--ice-server must be ${ICE_SERVER_FORM}, not "${text}".${instead}`;
    }
    iceServers.push(server);
  }
  const urls: string[] = [];
  for (const text of turnUrls) {
    const url = parseTurnUrl(text);
    if (url === null) return `--turn-url must be as in turn:example.org:3478, not "${text}".`;
    urls.push(url);
  }
  if (secretFile === '') return '--turn-secret-file must be the path of a file.';
  if (secretFile === undefined) {
    if (urls.length === 0) return { iceServers, turn: null };
    return '--turn-url needs --turn-secret-file FILE too. For a fixed name and password say --ice-server.';
  }
  if (urls.length === 0) return '--turn-secret-file needs --turn-url URL too.';
  return { iceServers, turn: { urls, secretFile } };
}
