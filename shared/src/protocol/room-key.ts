/**
 * The key of a room: random bytes in the link, which only those who have the link know, and the server does not. What needs
 * a key gets one of its own, see `derived-key.ts`.
 */
import { fromBase64Url, toBase64Url } from './base64url.ts';

/** Bytes of a key; as many as nobody can try out are enough. */
const LEAST_BYTES = 16;
const MOST_BYTES = 32;
const LONGEST_TEXT = Math.ceil((MOST_BYTES * 4) / 3);

/** The bytes of a key as a link has it; null where it is none. */
export function parseRoomKey(text: string): Uint8Array<ArrayBuffer> | null {
  const bytes = text.length <= LONGEST_TEXT ? fromBase64Url(text) : null;
  return bytes !== null && bytes.length >= LEAST_BYTES && bytes.length <= MOST_BYTES ? bytes : null;
}

/** A new key as text. @param randomBytes cryptographically random ones, so many */
export function makeRoomKey(randomBytes: (count: number) => Uint8Array): string {
  return toBase64Url(randomBytes(LEAST_BYTES));
}
