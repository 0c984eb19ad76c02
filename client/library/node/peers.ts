/** Peers without a browser, in one room: each is a session as a tab has, with a thread of its own. */
import { setTimeout as wait } from 'node:timers/promises';
import { joinRoom, type RunSettings, type Session, type SessionOptions } from './index.ts';
import { GOODBYE_MS } from './node-platform.ts';

/** Joins a room so many times. @param url the server's origin */
export function startPeers(
  url: string,
  settings: RunSettings,
  count: number,
  options: Pick<SessionOptions, 'iceServers' | 'rtcConfiguration'> = {},
): Session[] {
  return Array.from({ length: count }, () => joinRoom(settings, { url, ...options }));
}

/** Leaves politely. Resolves when the others have been told. */
export async function leaveAll(peers: readonly Session[]): Promise<void> {
  for (const peer of peers) peer.leave();
  await wait(GOODBYE_MS);
}
