import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Codec, MAX_MAGNITUDE } from './codec.ts';
import { float32 } from './float32.ts';
import { sparse } from './sparse.ts';

const LARGEST = Math.fround(MAX_MAGNITUDE / 2);

/** Every codec passes this suite. */
const codecs: Codec[] = [float32, sparse];

for (const codec of codecs) {
  describe(`codec ${codec.name}`, () => {
    const encoded = (vector: Float32Array): Uint8Array => {
      const bytes = new Uint8Array(codec.maxBytes(vector.length));
      return bytes.subarray(0, codec.encode(vector, bytes));
    };

    it('decodes what it encoded', () => {
      fc.assert(
        fc.property(fc.float32Array({ noNaN: true, min: -LARGEST, max: LARGEST }), (vector) => {
          const into = new Float32Array(vector.length);
          expect(codec.decode(encoded(vector), into)).toBe(true);
          expect(into).toEqual(vector);
        }),
      );
    });

    it('refuses NaN, infinities, numbers near them, and another length', () => {
      for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e31]) {
        expect(codec.decode(encoded(Float32Array.of(1, bad, 2)), new Float32Array(3))).toBe(false);
      }
      expect(codec.decode(encoded(Float32Array.of(1, 2)), new Float32Array(3))).toBe(false);
      expect(codec.decode(new Uint8Array(0), new Float32Array(3))).toBe(false);
    });

    it('never throws, whatever the bytes', () => {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
          const into = new Float32Array(4);
          if (codec.decode(bytes, into)) expect(into.every(Number.isFinite)).toBe(true);
        }),
      );
    });
  });
}
