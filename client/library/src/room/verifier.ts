/**
 * Whether a text was signed: by the browser's own Ed25519 where it has one, and else in JavaScript. That takes some ten times as long, and
 * is all there is on pages from plain http and in browsers before 2025; so fewer signatures a second are looked at there.
 */
import type { Proof } from '@hearsay/shared/protocol/signalling.ts';
import { isSigned } from '@hearsay/shared/room/host-key.ts';
import { fromBase64Url } from '@hearsay/shared/util/base64url.ts';

/** Signatures looked at in a second: some tens of milliseconds of a core in either case, on a laptop. */
export const NATIVE_PER_SECOND = 100;
export const SCRIPT_PER_SECOND = 12;

export interface Verifier {
  /** Most signatures that are to be looked at in a second. */
  readonly perSecond: number;
  /** Never throws, nor rejects. */
  check(text: string, proof: Proof): boolean | Promise<boolean>;
}

type Subtle = Pick<SubtleCrypto, 'importKey' | 'verify'>;

const ALGORITHM = { name: 'Ed25519' };
/** The base point, which is a public key like any other. */
const SOME_KEY = Uint8Array.from({ length: 32 }, (_, place) => (place === 0 ? 0x58 : 0x66));

/** @param subtle the browser's, null where it has none */
export function createVerifier(subtle: Subtle | null = globalThis.crypto?.subtle ?? null): Verifier {
  let native: Subtle | null = null;
  const importKey = (of: Subtle, key: Uint8Array<ArrayBuffer>): Promise<CryptoKey> =>
    of.importKey('raw', key, ALGORITHM, false, ['verify']);
  if (subtle !== null) {
    importKey(subtle, SOME_KEY).then(
      () => {
        native = subtle;
      },
      () => {},
    );
  }

  const checkNatively = async (of: Subtle, text: string, { key, signature }: Proof): Promise<boolean> => {
    const bytes = fromBase64Url(key);
    const signed = fromBase64Url(signature);
    if (bytes === null || signed === null) return false;
    try {
      return await of.verify(ALGORITHM, await importKey(of, bytes), signed, new TextEncoder().encode(text));
    } catch {
      return false;
    }
  };

  return {
    get perSecond() {
      return native === null ? SCRIPT_PER_SECOND : NATIVE_PER_SECOND;
    },
    check: (text, proof) =>
      native === null ? isSigned(text, proof.signature, proof.key) : checkNatively(native, text, proof),
  };
}
