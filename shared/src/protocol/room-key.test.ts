import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultSettings, formatSettings, parseSettings } from '../settings/run-settings.ts';
import { fromBase64Url, toBase64Url } from '../util/base64url.ts';
import { deriveKey } from './derived-key.ts';
import { makeRoomKey, parseRoomKey } from './room-key.ts';
import { runNumber } from './run-number.ts';

const KEY = makeRoomKey((count) => new Uint8Array(count).fill(7));

describe('base64url', () => {
  // RFC 4648, section 10, without the padding.
  it('is what it is elsewhere', () => {
    const bytesOf = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    expect(
      ['', 'f', 'fo', 'foo', 'foob', 'fooba', 'foobar'].map((text) => toBase64Url(bytesOf(text))),
    ).toEqual(['', 'Zg', 'Zm8', 'Zm9v', 'Zm9vYg', 'Zm9vYmE', 'Zm9vYmFy']);
    expect(toBase64Url(Uint8Array.of(0xfb, 0xff))).toBe('-_8');
  });

  it('gives back what it was made of', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(fromBase64Url(toBase64Url(bytes))).toEqual(Uint8Array.from(bytes));
      }),
    );
  });

  it('has one text for the same bytes: all others are refused', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 50 }), (text) => {
        const bytes = fromBase64Url(text);
        if (bytes !== null) expect(toBase64Url(bytes)).toBe(text);
      }),
    );
    for (const text of ['A', 'AB', 'AAB', 'AA==', 'A+/A', 'AAA\n']) expect(fromBase64Url(text)).toBeNull();
  });
});

describe('the key of a room', () => {
  it('has 16 to 32 bytes', () => {
    expect(parseRoomKey(KEY)).toHaveLength(16);
    for (const length of [0, 15, 33, 1000])
      expect(parseRoomKey(toBase64Url(new Uint8Array(length)))).toBeNull();
    for (const length of [16, 32])
      expect(parseRoomKey(toBase64Url(new Uint8Array(length)))).toHaveLength(length);
  });

  it('travels in the fragment', () => {
    const { settings, problems } = parseSettings(`room=a&key=${KEY}`);
    expect(problems).toEqual([]);
    expect(settings.key).toBe(KEY);
    expect(formatSettings(settings)).toBe(`room=a&key=${KEY}`);
    expect(parseSettings('room=a&key=').problems).toEqual([]);
    expect(parseSettings('key=short').problems).toMatchObject([{ name: 'key', fatal: true }]);
  });

  it('gives each purpose a key of its own', () => {
    const keys = [deriveKey(KEY, 'handshakes', 32), deriveKey(KEY, 'run', 32)];
    expect(keys[0]).toHaveLength(32);
    expect(keys[0]).not.toEqual(keys[1]);
    expect(keys[0]).not.toEqual(deriveKey(`${KEY.slice(0, -1)}A`, 'handshakes', 32));
    expect(() => deriveKey('no key', 'run', 32)).toThrow('key');
  });

  // Node's `crypto.hkdfSync` gives this.
  it('is derived by HKDF with SHA-256', () => {
    const hex = Array.from(deriveKey(KEY, 'run', 32), (byte) => byte.toString(16).padStart(2, '0')).join('');
    expect(hex).toBe('3f2fa15a372956f9b47a486e111e4608514367e94257ce28fe25a7adff742e4b');
  });

  it('makes another run: models of another key, or of none, are of another room', () => {
    const keys = ['', KEY, makeRoomKey((count) => new Uint8Array(count).fill(8))];
    const numbers = keys.map((key) => runNumber({ ...defaultSettings, key }, 'a'));
    expect(new Set(numbers).size).toBe(3);
  });
});
