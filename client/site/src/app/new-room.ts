/** A room that nobody knows of yet. */
import { makeHostSecret, makeRoomKey } from '@hearsay/shared/protocol/room-key.ts';
import type { RunSettings } from '@hearsay/shared/settings/run-settings.ts';

/** None that are taken for each other. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const LENGTH = 6;

/** A name that is hardly taken, a key, and the secret of its host. @param randomBytes cryptographically random ones, so many */
export function newRoom(
  randomBytes: (count: number) => Uint8Array,
): Pick<RunSettings, 'room' | 'key' | 'hostSecret'> {
  const name = Array.from(randomBytes(LENGTH), (byte) => LETTERS[byte % LETTERS.length]).join('');
  return { room: `room-${name}`, key: makeRoomKey(randomBytes), hostSecret: makeHostSecret(randomBytes) };
}
