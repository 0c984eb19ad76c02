/**
 * The key of a room: random bytes in the link, which only those who have the link know, and the server does not. What needs
 * a key gets one of its own, see `derived-key.ts`.
 */
import { fromBase64Url, toBase64Url } from '../util/base64url.ts';

/** Least bytes of a key: as many as nobody can try out. */
export const LEAST_BYTES = 16;
const MOST_BYTES = 32;
const LONGEST_TEXT = Math.ceil((MOST_BYTES * 4) / 3);

/** The bytes of a key as a link has it; null where it is none. */
export function parseRoomKey(text: string): Uint8Array<ArrayBuffer> | null {
  const bytes = text.length <= LONGEST_TEXT ? fromBase64Url(text) : null;
  return bytes !== null && bytes.length >= LEAST_BYTES && bytes.length <= MOST_BYTES ? bytes : null;
}

/** Whether the text is a host's key, the public or the secret one: 32 bytes as base64url, without what would mean the same. */
export function isHostKey(text: string): boolean {
  return text.length <= LONGEST_TEXT && fromBase64Url(text)?.length === MOST_BYTES;
}

/** A new secret of a host as text; its public key is in `room/host-key.ts`. @param randomBytes as above */
export function makeHostSecret(randomBytes: (count: number) => Uint8Array): string {
  return toBase64Url(randomBytes(MOST_BYTES));
}

/** A new key as text. @param randomBytes cryptographically random ones, so many */
export function makeRoomKey(randomBytes: (count: number) => Uint8Array): string {
  return toBase64Url(randomBytes(LEAST_BYTES));
}
