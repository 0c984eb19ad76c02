/** Bytes as text that goes into JSON: base64, as in RFC 4648, section 4. */
declare const atob: (base64: string) => string;
declare const btoa: (binary: string) => string;

/** Characters that are made of bytes at once: more arguments than this no browser takes. */
const CHUNK = 0x8000;

export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += CHUNK) {
    text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  }
  return btoa(text);
}

/** Null for what is no base64. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}
