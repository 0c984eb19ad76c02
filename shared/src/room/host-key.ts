/** A host's keys and signatures: Ed25519 (RFC 8032), in plain JavaScript, since a page from plain http has no crypto.subtle. */
import { getPublicKey, hashes, sign as signBytes, verify } from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { isHostKey } from '../protocol/room-key.ts';
import { fromBase64Url, toBase64Url } from '../util/base64url.ts';

hashes.sha512 = sha512;

/** The public key that belongs to a host's secret. @throws Error where the text is no secret */
export function publicKeyOf(secret: string): string {
  return toBase64Url(getPublicKey(bytesOf(secret)));
}

/** The signature of a text, 64 bytes as base64url. @throws Error where the text is no secret */
export function sign(text: string, secret: string): string {
  return toBase64Url(signBytes(utf8ToBytes(text), bytesOf(secret)));
}

/** Whether that is a signature of the text by whoever has the secret of this public key. Never throws. */
export function isSigned(text: string, signature: string, publicKey: string): boolean {
  const bytes = fromBase64Url(signature);
  const key = fromBase64Url(publicKey);
  if (bytes === null || key === null) return false;
  try {
    return verify(bytes, utf8ToBytes(text), key);
  } catch {
    return false;
  }
}

function bytesOf(secret: string): Uint8Array {
  const bytes = isHostKey(secret) ? fromBase64Url(secret) : null;
  if (bytes === null) throw new Error('This is not the secret of a host.');
  return bytes;
}
