/**
 * The key of a room: random bytes in the link, which only those who have the link know, and the server does not. What needs
 * a key gets one of its own, derived from it.
 */
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { fromBase64Url, toBase64Url } from './base64url.ts';

/** Bytes of a key; as many as nobody can try out are enough. */
const LEAST_BYTES = 16;
const MOST_BYTES = 32;
const LONGEST_TEXT = Math.ceil((MOST_BYTES * 4) / 3);

/** What a derived key is for: two purposes never share one. */
export type KeyPurpose = 'handshakes' | 'run';

/** The bytes of a key as a link has it; null where it is none. */
export function parseRoomKey(text: string): Uint8Array<ArrayBuffer> | null {
  const bytes = text.length <= LONGEST_TEXT ? fromBase64Url(text) : null;
  return bytes !== null && bytes.length >= LEAST_BYTES && bytes.length <= MOST_BYTES ? bytes : null;
}

/** A new key as text. @param randomBytes cryptographically random ones, so many */
export function makeRoomKey(randomBytes: (count: number) => Uint8Array): string {
  return toBase64Url(randomBytes(LEAST_BYTES));
}

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
