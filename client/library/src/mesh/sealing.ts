/**
 * Seals handshakes from end to end with the room's key: XChaCha20-Poly1305, whose nonces are long enough to be drawn at
 * random. What relays a sealed handshake can neither read nor change it, nor hand it to another peer, in another session or
 * another room, nor a second time. The handshake carries the fingerprint of the sender's certificate, so nobody can sit in
 * the middle of the connection that follows either. In JavaScript, since `crypto.subtle` is missing on plain http.
 *
 *     box = base64url( nonce, 24 bytes | ciphertext | tag, 16 bytes )
 *     plaintext = JSON of { number, content, epoch, recipientEpoch }: number counts what the sender has sealed
 *     associated data = JSON of [ format, room, session, sender, recipient ]
 *
 * A peer is the same after it was reloaded, and has forgotten what it opened. So each sealer draws an epoch, and says it in all that
 * it seals, together with the recipient's, once it knows that: from the first that it opens of it. What names another epoch, or none,
 * does not open. Pages older than epochs say none of their own: theirs is held against the numbers alone.
 */

import { deriveKey } from '@hearsay/shared/protocol/derived-key.ts';
import {
  DeclinedSchema,
  FullSchema,
  HandshakeSchema,
  type PeerId,
  type Sealed,
} from '@hearsay/shared/protocol/signalling.ts';
import { fromBase64Url, toBase64Url } from '@hearsay/shared/util/base64url.ts';
import { dropOldest } from '@hearsay/shared/util/drop-oldest.ts';
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { bytesToUtf8, utf8ToBytes } from '@noble/ciphers/utils.js';
import * as v from 'valibot';
import { createReplayWindow } from './replay-window.ts';

const FORMAT = 'hearsay handshake 1';
const KEY_BYTES = 32;
const NONCE_BYTES = 24;
const TAG_BYTES = 16;

const EPOCH_BYTES = 12;
/** Most peers whose epochs are remembered; the one heard of longest ago goes, and is asked again. */
const MAX_EPOCHS = 4096;

/** The answer to an offer that does not name the epoch of this peer: to be sealed again, to the epoch that the answer tells. */
const AgainSchema = v.object({ type: v.literal('again') });
const ContentSchema = v.variant('type', [HandshakeSchema, FullSchema, DeclinedSchema, AgainSchema]);
const EpochSchema = v.optional(v.pipe(v.string(), v.regex(/^[\w-]{16}$/)));
/** What may be sealed. */
export type Content = v.InferOutput<typeof ContentSchema>;

const PlaintextSchema = v.object({
  number: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  content: ContentSchema,
  epoch: EpochSchema,
  recipientEpoch: EpochSchema,
});

/** Where a handshake belongs. */
export interface Route {
  readonly session: string;
  readonly from: PeerId;
  readonly to: PeerId;
}

/** `wrong-key`: sealed with another key, for another route, or changed on the way; which of these cannot be told. */
export type SealProblem = 'wrong-key' | 'replayed';
/** Sealed with the key, by a sender in `epoch`, but not to this peer as it is since it was loaded. */
export interface Unconfirmed {
  readonly ok: false;
  readonly reason: 'unconfirmed';
  readonly content: Content;
  readonly epoch: string;
  /** Whether it names an epoch of this peer, an earlier one; else none. */
  readonly isStale: boolean;
}

export interface Sealer {
  /** @param recipientEpoch by default what is known of the recipient */
  seal(route: Route, content: Content, recipientEpoch?: string): Sealed;
  /** Never throws, whatever came. */
  open(
    route: Route,
    sealed: Sealed,
  ): { ok: true; content: Content } | { ok: false; reason: SealProblem } | Unconfirmed;
}

/**
 * @param room its name @param key of the room, as text
 * @param randomBytes cryptographically random ones, so many
 * @param first number of what it seals: above all that the same peer has sealed before, for pages older than epochs
 * @throws Error where the text is no key
 */
export function createSealer(
  room: string,
  key: string,
  randomBytes: (count: number) => Uint8Array,
  first = 0,
): Sealer {
  const sealingKey = deriveKey(key, 'handshakes', KEY_BYTES);
  const window = createReplayWindow();
  const epoch = toBase64Url(randomBytes(EPOCH_BYTES));
  const epochs = new Map<PeerId, string>();
  let sealed = first;
  const cipher = (nonce: Uint8Array, { session, from, to }: Route) =>
    xchacha20poly1305(sealingKey, nonce, utf8ToBytes(JSON.stringify([FORMAT, room, session, from, to])));

  const decrypt = (route: Route, box: string): v.InferOutput<typeof PlaintextSchema> | null => {
    const bytes = fromBase64Url(box);
    if (bytes === null || bytes.length < NONCE_BYTES + TAG_BYTES) return null;
    try {
      const plaintext = cipher(bytes.subarray(0, NONCE_BYTES), route).decrypt(bytes.subarray(NONCE_BYTES));
      const parsed = v.safeParse(PlaintextSchema, JSON.parse(bytesToUtf8(plaintext)));
      return parsed.success ? parsed.output : null;
    } catch {
      return null;
    }
  };

  return {
    seal(route, content, recipientEpoch = epochs.get(route.to)) {
      const nonce = randomBytes(NONCE_BYTES);
      const plaintext = utf8ToBytes(JSON.stringify({ number: sealed, content, epoch, recipientEpoch }));
      sealed += 1;
      const ciphertext = cipher(nonce, route).encrypt(plaintext);
      const bytes = new Uint8Array(NONCE_BYTES + ciphertext.length);
      bytes.set(nonce);
      bytes.set(ciphertext, NONCE_BYTES);
      return { type: 'sealed', box: toBase64Url(bytes) };
    },
    open(route, { box }) {
      const plaintext = decrypt(route, box);
      if (plaintext === null) return { ok: false, reason: 'wrong-key' };
      const { content, number, epoch: theirs = '', recipientEpoch } = plaintext;
      // By epochs, so that a clock that was set back makes nothing old.
      if (!window.isNew(route.from + theirs, number)) return { ok: false, reason: 'replayed' };
      // What it declines it could not open, and so it may not know the epoch: the session shows that it is new.
      const needsEpoch = theirs !== '' && content.type !== 'declined';
      if (needsEpoch && recipientEpoch !== epoch) {
        const isStale = recipientEpoch !== undefined;
        return { ok: false, reason: 'unconfirmed', content, epoch: theirs, isStale };
      }
      if (needsEpoch) {
        epochs.delete(route.from);
        epochs.set(route.from, theirs);
        dropOldest(epochs, MAX_EPOCHS);
      }
      return { ok: true, content };
    },
  };
}
