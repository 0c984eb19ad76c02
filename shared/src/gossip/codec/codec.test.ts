import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../util/random/random.ts';
import { type Codec, MAX_MAGNITUDE } from './codec.ts';
import { CODECS } from './codecs.ts';
import { float16 } from './float16.ts';
import { int4 } from './int4.ts';
import { int8 } from './int8.ts';

const LARGEST = Math.fround(MAX_MAGNITUDE / 2);

/** The most by which a number may come out otherwise. @param most the largest of those sent with it */
function errorOf({ name }: Codec, value: number, most: number): number {
  if (name === 'float16') return Math.max(Math.abs(value) * 2 ** -11, 2 ** -25);
  if (name === 'int4') return (1.001 * most) / 7 + 1e-40;
  return name === 'int8' ? (1.001 * most) / 127 + 1e-40 : 0;
}

/** Every codec passes this suite. */
for (const codec of CODECS) {
  describe(`codec ${codec.name}`, () => {
    const encoded = (vector: Float32Array): Uint8Array => {
      const bytes = new Uint8Array(codec.maxBytes(vector.length));
      return bytes.subarray(0, codec.encode(vector, bytes, 1));
    };

    const largest = codec.lossless ? LARGEST : 1000;

    it('decodes what it encoded, all of it or so near as it says', () => {
      fc.assert(
        fc.property(fc.float32Array({ noNaN: true, min: -largest, max: largest }), (vector) => {
          const into = new Float32Array(vector.length);
          expect(codec.decode(encoded(vector), into)).toBe(true);
          if (codec.lossless) expect(into).toEqual(vector);
          const most = vector.reduce((size, value) => Math.max(size, Math.abs(value)), 0);
          into.forEach((value, i) => {
            expect(Math.abs(value - vector[i])).toBeLessThanOrEqual(errorOf(codec, vector[i], most));
          });
        }),
      );
    });

    it('says how many bytes it will take', () => {
      fc.assert(
        fc.property(fc.float32Array({ noNaN: true, min: -largest, max: largest }), (vector) => {
          expect(encoded(vector).length).toBe(codec.size(vector));
          expect(codec.size(vector)).toBeLessThanOrEqual(codec.maxBytes(vector.length));
        }),
      );
    });

    it('knows long vectors, and gives zeros back as zeros', () => {
      for (const length of [255, 256, 257, 1000]) {
        const into = new Float32Array(length).fill(1);
        expect(codec.decode(encoded(new Float32Array(length)), into)).toBe(true);
        expect(into.every((value) => value === 0)).toBe(true);
      }
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

it('float16 rounds to the nearest, also what is small, and cuts what is too large', () => {
  const through = (...values: number[]): number[] => {
    const vector = Float32Array.from(values);
    const bytes = new Uint8Array(float16.maxBytes(vector.length));
    float16.encode(vector, bytes, 0);
    expect(float16.decode(bytes, vector)).toBe(true);
    return [...vector];
  };
  expect(through(1, -2, 0.5, 65504, -65504, 0)).toEqual([1, -2, 0.5, 65504, -65504, 0]);
  expect(through(2049, 2051, 1e6, -1e29)).toEqual([2050, 2052, 65504, -65504]);
  expect(through(2 ** -24, 2 ** -14, 3 * 2 ** -25, 2 ** -27)).toEqual([2 ** -24, 2 ** -14, 2 ** -23, 0]);
  expect(through(2047.9, 2 ** -14 - 2 ** -26)).toEqual([2048, 2 ** -14]);
});

for (const codec of [int8, int4]) {
  it(`${codec.name} is right on average`, () => {
    const largest = codec === int8 ? 127 : 7;
    const vector = Float32Array.of(1, 0.002, -0.002, 0.79, -0.99, 0.3).map((share) => share * largest);
    const bytes = new Uint8Array(codec.maxBytes(vector.length));
    const into = new Float32Array(vector.length);
    const sums = new Float64Array(vector.length);
    const random = createRandom(1);
    const TIMES = 20_000;
    for (let i = 0; i < TIMES; i++) {
      codec.encode(vector, bytes, random.integer(2 ** 32));
      codec.decode(bytes, into);
      into.forEach((value, k) => {
        sums[k] += value / TIMES;
      });
    }
    sums.forEach((mean, k) => {
      expect(Math.abs(mean - vector[k])).toBeLessThan(0.02);
    });
  });
}
