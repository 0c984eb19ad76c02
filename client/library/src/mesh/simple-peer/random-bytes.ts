/** In place of the package `randombytes`, which brings Node's `Buffer`. See `stream.ts`. */
import { bytesToHex } from '@noble/ciphers/utils.js';

function named(count: number): { toString(): string } {
  const text = bytesToHex(crypto.getRandomValues(new Uint8Array(count)));
  // simple-peer asks for nothing but the hexadecimal digits.
  return { toString: () => text };
}

export { named as 'module.exports' };
