/** Cryptographically random bytes, so many; on plain http too. */
export function randomBytes(count: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(count));
}

/** So many of them as hexadecimal digits, two a byte; crypto.randomUUID would need a secure context. */
export function randomHex(count: number): string {
  return Array.from(randomBytes(count), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
