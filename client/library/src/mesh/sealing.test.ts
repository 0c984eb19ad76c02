import { deriveKey } from '@hearsay/shared/protocol/derived-key.ts';
import { makeRoomKey } from '@hearsay/shared/protocol/room-key.ts';
import { SignalSchema } from '@hearsay/shared/protocol/signalling.ts';
import { fromBase64Url, toBase64Url } from '@hearsay/shared/util/base64url.ts';
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { type Content, createSealer, type Route } from './sealing.ts';

let drawn = 0;
/** Of no use as secrets, but never the same twice. */
const bytes = (count: number): Uint8Array => {
  drawn += 1;
  return Uint8Array.from({ length: count }, (_, i) => (i === 0 ? drawn & 255 : i === 1 ? drawn >> 8 : i));
};
const keyOf = (fill: number): string => makeRoomKey((count) => new Uint8Array(count).fill(fill));
const KEY = keyOf(1);
const A = '00000000000000aa';
const B = '00000000000000bb';
const route: Route = { session: '0123456789abcdef', from: A, to: B };
const offer: Content = { type: 'offer', sdp: 'v=0\r\na=fingerprint:sha-256 AB:CD\r\n' };

const back: Route = { ...route, from: B, to: A };
const sealerOf = (room = 'demo', key = KEY) => createSealer(room, key, bytes);
type Sealer = ReturnType<typeof sealerOf>;
/** A, and B whom it has heard of. */
const pairOf = (alice = sealerOf()): [Sealer, Sealer] => {
  const bob = sealerOf();
  meet(alice, bob);
  return [alice, bob];
};
const meet = (alice: Sealer, bob: Sealer): void => {
  const first = bob.open(route, alice.seal(route, offer));
  if (first.ok || first.reason !== 'unconfirmed') throw new Error('They had met.');
  expect(alice.open(back, bob.seal(back, { type: 'again' }, first.epoch)).ok).toBe(true);
};
const wrongKey = { ok: false, reason: 'wrong-key' };

describe('a sealed handshake', () => {
  it('is opened by the one it was sealed for, whatever it says', () => {
    const content = fc.oneof(
      fc.record({
        type: fc.constantFrom('offer' as const, 'answer' as const),
        sdp: fc.string({ unit: 'binary' }),
      }),
      fc.record({
        type: fc.constant('candidate' as const),
        candidate: fc.record({ candidate: fc.string(), sdpMLineIndex: fc.nat(9), sdpMid: fc.constant(null) }),
      }),
      fc.constant({ type: 'declined' as const }),
    );
    const [alice, bob] = pairOf();
    fc.assert(
      fc.property(content, (said) => {
        const sealed = alice.seal(route, said);
        expect(v.is(SignalSchema, { to: B, session: route.session, handshake: sealed })).toBe(true);
        expect(bob.open(route, sealed)).toEqual({ ok: true, content: said });
      }),
    );
  });

  it('shows nothing of what it says', () => {
    const { box } = sealerOf().seal(route, offer);
    const raw = Buffer.from(box, 'base64url').toString('latin1');
    for (const word of ['fingerprint', 'offer', 'sdp', A, 'demo']) expect(raw).not.toContain(word);
    expect(sealerOf().seal(route, offer).box, 'another time it looks different').not.toBe(box);
  });

  it('is refused when any of its bits is flipped', () => {
    const [alice, bob] = pairOf();
    const whole = fromBase64Url(alice.seal(route, { type: 'declined' }).box);
    if (whole === null) throw new Error('not base64url');
    for (let bit = 0; bit < 8 * whole.length; bit++) {
      const changed = whole.slice();
      changed[bit >> 3] ^= 1 << (bit & 7);
      expect(bob.open(route, { type: 'sealed', box: toBase64Url(changed) })).toEqual(wrongKey);
    }
    expect(bob.open(route, { type: 'sealed', box: toBase64Url(whole) }).ok).toBe(true);
  });

  it('is refused when it is cut, or is no box at all, and never throws', () => {
    const [alice, bob] = pairOf();
    const { box } = alice.seal(route, offer);
    for (let length = 0; length < box.length; length++) {
      expect(bob.open(route, { type: 'sealed', box: box.slice(0, length) })).toEqual(wrongKey);
    }
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(bob.open(route, { type: 'sealed', box: text })).toEqual(wrongKey);
      }),
    );
  });

  it.each<[string, Partial<Route>]>([
    ['another session', { session: 'ffffffffffffffff' }],
    ['another sender', { from: B }],
    ['another recipient', { to: A }],
    ['the way back', { from: B, to: A }],
  ])('is refused in %s', (_, change) => {
    const sealed = sealerOf().seal(route, offer);
    expect(sealerOf().open({ ...route, ...change }, sealed)).toEqual(wrongKey);
  });

  it('is refused in another room, and with another key', () => {
    const sealed = sealerOf().seal(route, offer);
    expect(sealerOf('other').open(route, sealed)).toEqual(wrongKey);
    expect(sealerOf('demo', keyOf(2)).open(route, sealed)).toEqual(wrongKey);
    expect(sealerOf().open(route, sealed)).toMatchObject({ reason: 'unconfirmed', isStale: false });
  });

  it('counts once', () => {
    const [alice, bob] = pairOf();
    const first = alice.seal(route, offer);
    const second = alice.seal(route, offer);
    expect(bob.open(route, second).ok).toBe(true);
    expect(bob.open(route, first).ok, 'overtaken').toBe(true);
    for (const sealed of [first, second]) {
      expect(bob.open(route, sealed)).toEqual({ ok: false, reason: 'replayed' });
    }
  });

  it('does not open again after the receiver was loaded anew', () => {
    const [alice, bob] = pairOf();
    const sealed = alice.seal(route, offer);
    expect(bob.open(route, sealed).ok).toBe(true);
    const reloaded = sealerOf();
    expect(reloaded.open(route, sealed)).toMatchObject({ ok: false, reason: 'unconfirmed', isStale: true });
    expect(reloaded.open(route, sealed)).toEqual({ ok: false, reason: 'replayed' });
    meet(alice, reloaded);
    expect(reloaded.open(route, sealed).ok, 'nor when they have met again').toBe(false);
    expect(reloaded.open(route, alice.seal(route, offer)).ok).toBe(true);
  });

  it('opens where the sender was loaded anew with a clock that was set back, or forward', () => {
    const [, bob] = pairOf(createSealer('demo', KEY, bytes, 5e15));
    for (const first of [1e15, 6e15, 0]) {
      const again = createSealer('demo', KEY, bytes, first);
      meet(again, bob);
      expect(bob.open(route, again.seal(route, offer)).ok).toBe(true);
    }
  });

  it('of a page older than epochs opens by its number alone', () => {
    const box = (number: number): string => {
      const nonce = bytes(24);
      const key = deriveKey(KEY, 'handshakes', 32);
      const about = JSON.stringify(['hearsay handshake 1', 'demo', route.session, A, B]);
      const text = JSON.stringify({ number, content: offer });
      const encode = new TextEncoder();
      const sealed = xchacha20poly1305(key, nonce, encode.encode(about)).encrypt(encode.encode(text));
      return toBase64Url(Uint8Array.of(...nonce, ...sealed));
    };
    const bob = sealerOf();
    expect(bob.open(route, { type: 'sealed', box: box(7) }).ok).toBe(true);
    expect(bob.open(route, { type: 'sealed', box: box(7) })).toEqual({ ok: false, reason: 'replayed' });
  });

  it('is refused when a holder of the key seals what is no handshake', () => {
    const nonsense = { type: 'offer', sdp: 5 } as unknown as Content;
    expect(sealerOf().open(route, sealerOf().seal(route, nonsense))).toEqual(wrongKey);
  });
});

// draft-irtf-cfrg-xchacha-03, appendix A.3.1.
it('rests on XChaCha20-Poly1305 as it was published', () => {
  const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));
  const key = Uint8Array.from({ length: 32 }, (_, i) => 0x80 + i);
  const nonce = Uint8Array.from({ length: 24 }, (_, i) => 0x40 + i);
  const cipher = xchacha20poly1305(key, nonce, hex('50515253c0c1c2c3c4c5c6c7'));
  const plaintext =
    "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.";
  const sealed = cipher.encrypt(new TextEncoder().encode(plaintext));
  expect(Buffer.from(sealed.slice(0, 16)).toString('hex')).toBe('bd6d179d3e83d43b9576579493c0e939');
  expect(Buffer.from(sealed.slice(-16)).toString('hex')).toBe('c0875924c1c7987947deafd8780acf49');
});
