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
  expect(toBase64(many)).toBe(Buffer.from(many).toString('base64'));
  expect(fromBase64(toBase64(many))).toEqual(many);
});

it('is null for what is no base64', () => {
  expect([fromBase64('a'), fromBase64('ü'), fromBase64('%')]).toEqual([null, null, null]);
});
