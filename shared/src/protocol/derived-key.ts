/** Keys derived from a room's, one for each purpose. Apart from `room-key.ts`, so that a page's first paint needs no hashing. */
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { parseRoomKey } from './room-key.ts';

/** What a derived key is for: two purposes never share one. `proof`: to show a server that one has the key of the room of that name. */
export type KeyPurpose = 'handshakes' | 'run' | `proof ${string}`;

/**
 * HKDF-SHA256 (RFC 5869): the room's key cannot be found from what is derived of it.
 * @param key of a room, as text @param length bytes wanted
 * @throws Error where the text is no key
 */
export function deriveKey(key: string, purpose: KeyPurpose, length: number): Uint8Array {
  const bytes = parseRoomKey(key);
  if (bytes === null) throw new Error('This is not the key of a room.');
  return hkdf(sha256, bytes, utf8ToBytes('hearsay room key'), utf8ToBytes(purpose), length);
}
