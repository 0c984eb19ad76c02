import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromBase64, toBase64 } from './base64.ts';

it('gives the bytes back, also of more than goes into one call', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(fromBase64(toBase64(bytes))).toEqual(bytes);
    }),
  );
  const many = Uint8Array.from({ length: 100_000 }, (_, i) => i % 251);
  expect(fromBase64(toBase64(many))).toEqual(many);
});

it('is as in RFC 4648, section 10', () => {
  const texts = ['', 'f', 'fo', 'foo', 'foob', 'fooba', 'foobar'];
  const bytesOf = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  expect(texts.map((text) => toBase64(bytesOf(text)))).toEqual([
    '',
    'Zg==',
    'Zm8=',
    'Zm9v',
    'Zm9vYg==',
    'Zm9vYmE=',
    'Zm9vYmFy',
  ]);
});

it('is null for what is no base64', () => {
  expect([fromBase64('a'), fromBase64('ü'), fromBase64('%')]).toEqual([null, null, null]);
});
