/**
 * Shows a server that a peer has the key of a room, so that nobody else takes places there. The server learns a public key alone:
 * with the room's name in what it is derived from, rooms of the same key have nothing in common there. What is signed has a challenge
 * of the server's in it, another one for each connection, so that nobody joins with what they heard somebody else say.
 */
import { deriveKey } from '../protocol/derived-key.ts';
import type { Proof } from '../protocol/signalling.ts';
import { toBase64Url } from '../util/base64url.ts';
import { publicKeyOf, sign } from './host-key.ts';

const FORMAT = 'hearsay room proof 1';
/** Of the secret that Ed25519 signs with (RFC 8032). */
const SECRET_BYTES = 32;

/** What is signed. @param challenge the id that socket.io's server gave the connection: random, and told to nobody else */
export function proofText(room: string, challenge: string): string {
  return JSON.stringify([FORMAT, room, challenge]);
}

/** @param room its name @param key of the room, as text @param challenge see `proofText` @throws Error where the text is no key */
export function makeProof(room: string, key: string, challenge: string): Proof {
  const secret = toBase64Url(deriveKey(key, `proof ${room}`, SECRET_BYTES));
  return { key: publicKeyOf(secret), signature: sign(proofText(room, challenge), secret) };
}
