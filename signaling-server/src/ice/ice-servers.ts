/** What peers are told to meet by: STUN and TURN servers, and for TURN a name and password that are good for a while. */
import { createHmac } from 'node:crypto';
import type { Ice, IceServer } from '@hearsay/shared/protocol/ice-server.ts';
import type { PeerId } from '@hearsay/shared/protocol/signalling.ts';

/** Seconds for which a password is good: peers ask anew before that. */
const VALID_SECONDS = 3600;
/** So many seconds more a password lasts, for a TURN server whose clock is ahead of this machine's. */
const CLOCK_SECONDS = 3600;

export interface IceServersOptions {
  /** The same for all peers. */
  readonly servers: readonly IceServer[];
  /** Where the secret of these TURN servers makes the passwords. */
  readonly turn: { readonly urls: readonly string[]; readonly secret: () => string } | null;
  readonly validSeconds?: number;
  /** Milliseconds since 1970. */
  readonly date?: () => number;
}

/** What that peer may use from now on. */
export type IceServers = (peer: PeerId) => Ice;

export function createIceServers(options: IceServersOptions): IceServers {
  const { servers, turn, validSeconds = VALID_SECONDS, date = Date.now } = options;
  return (peer) => {
    const own = [...servers];
    if (turn !== null) {
      const username = `${Math.floor(date() / 1000) + validSeconds + CLOCK_SECONDS}:${peer}`;
      own.push({ urls: [...turn.urls], username, credential: turnPassword(turn.secret(), username) });
    }
    return { servers: own, seconds: validSeconds };
  };
}

/**
 * Of draft-uberti-behave-turn-rest-00, section 2.2, which coturn calls `use-auth-secret`.
 * @param username begins with the second since 1970 at which it ends
 */
export const turnPassword = (secret: string, username: string): string =>
  createHmac('sha1', secret).update(username).digest('base64');
