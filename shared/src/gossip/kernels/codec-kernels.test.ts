import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Codec, MAX_MAGNITUDE } from '../codec/codec.ts';
import { float16With } from '../codec/float16.ts';
import { allFinite } from '../codec/float32.ts';
import { INT4 } from '../codec/int4.ts';
import { INT8 } from '../codec/int8.ts';
import { scaledIntegers } from '../codec/scaled-integers.ts';
import { COMPILED } from './codec-kernels.generated.ts';
import { CHUNK, type CodecKernels, loadCodecKernels } from './codec-kernels.ts';
import { compileKernels } from './compile.mjs';

it('are what their source compiles to', async () => {
  expect(COMPILED === (await compileKernels('codec-kernels'))).toBe(true);
});

it('are there', () => {
  expect(loadCodecKernels()).not.toBeNull();
});

type Make = (kernels: () => CodecKernels | null) => Codec;
const CODECS: readonly Make[] = [
  float16With,
  (kernels) => scaledIntegers(INT8, kernels),
  (kernels) => scaledIntegers(INT4, kernels),
];
const plain = (): CodecKernels | null => null;

/** As bits: NaN equals itself, and -0 is not 0. */
const bitsOf = (vector: Float32Array): Uint32Array =>
  new Uint32Array(vector.buffer, vector.byteOffset, vector.length);

const numbersOf = (bits: readonly number[]): Float32Array => new Float32Array(Uint32Array.from(bits).buffer);

/** Where a codec changes what it does, and just beside. */
const EDGES = [
  ...[0, 2 ** -149, 2 ** -126, 2 ** -119, 2 ** -25, 3 * 2 ** -25, 2 ** -24, 2 ** -15, 2 ** -14],
  ...[0.25, 1, 127, 4, 2049, 32768, 65504, 65520, 65536, 2 ** 18, MAX_MAGNITUDE, 2 ** 100, 2 ** 127],
  ...[Number.POSITIVE_INFINITY],
].flatMap((value) => {
  const bits = bitsOf(Float32Array.of(value))[0];
  return [bits, bits + 1, bits + 0x1000, ...(bits > 0 ? [bits - 1, bits - 0x1000] : [])];
});

const float = fc.oneof(
  { weight: 2, arbitrary: fc.nat(0xffff_ffff) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(...EDGES).chain((bits) => fc.constantFrom(bits >>> 0, bits | 0x8000_0000)),
  },
  {
    weight: 4,
    arbitrary: fc.float({ min: -4, max: 4, noNaN: true }).map((x) => bitsOf(Float32Array.of(x))[0]),
  },
);

/** Nasty throughout, or in one place; of ordinary numbers, of tiny ones, of large ones. */
const vectors = fc
  .record({
    length: fc.integer({ min: 0, max: 1000 }),
    scale: fc.constantFrom(1e-44, 1e-38, 1e-6, 1e-3, 0.1, 1, 1e5, 1e29),
    seed: fc.nat(),
    nasty: fc.array(fc.tuple(fc.nat(999), float), { maxLength: 20 }),
    cycle: fc.array(float, { maxLength: 40 }),
  })
  .map(({ length, scale, seed, nasty, cycle }) => {
    const vector = new Float32Array(length);
    const all = numbersOf(cycle);
    let random = seed;
    for (let i = 0; i < length; i++) {
      random = (Math.imul(random, 1664525) + 1013904223) | 0;
      vector[i] = all.length > 20 ? all[i % all.length] : scale * (random / 2 ** 31);
    }
    for (const [at, bits] of nasty) if (at < length) bitsOf(vector)[at] = bits;
    return vector;
  });

function encoded(codec: Codec, vector: Float32Array, seed: number, at = 0): Uint8Array {
  const bytes = new Uint8Array(codec.maxBytes(vector.length) + at + 5).fill(0xa5);
  const written = codec.encode(vector, bytes.subarray(at), seed);
  // Nothing else is touched.
  expect(bytes.subarray(0, at).every((byte) => byte === 0xa5)).toBe(true);
  expect(bytes.subarray(at + written).every((byte) => byte === 0xa5)).toBe(true);
  return bytes.subarray(at, at + written);
}

/** The bits of what is decoded; null where it is refused. */
function decoded(codec: Codec, bytes: Uint8Array, length: number): Uint32Array | null {
  const into = new Float32Array(length + 3).fill(7);
  const accepted = codec.decode(bytes, into.subarray(1, 1 + length));
  expect([into[0], into[length + 1], into[length + 2]]).toEqual([7, 7, 7]);
  return accepted ? bitsOf(into.subarray(1, 1 + length)) : null;
}

/** Compared as text, which is quicker than number by number. */
const same = (a: ArrayLike<number> | null, b: ArrayLike<number> | null): boolean =>
  a === null || b === null ? a === b : a.length === b.length && String(a) === String(b);

for (const make of CODECS) {
  const fast = make(loadCodecKernels);
  const slow = make(plain);

  describe(`${fast.name} with and without kernels`, () => {
    it('gives the same bytes, and of these the same numbers, whatever they are', () => {
      fc.assert(
        fc.property(vectors, fc.integer(), fc.nat(7), (vector, seed, at) => {
          const bytes = encoded(fast, vector, seed, at);
          expect(same(bytes, encoded(slow, vector, seed))).toBe(true);
          const numbers = decoded(fast, bytes, vector.length);
          expect(same(numbers, decoded(slow, bytes, vector.length))).toBe(true);
          // Between the two, a codec may do either.
          if (allFinite(vector, null)) expect(numbers).not.toBeNull();
          if (!vector.every((value) => Math.abs(value) < 2 ** 100)) expect(numbers).toBeNull();
        }),
        { numRuns: 1000 },
      );
    });

    it('gives the same numbers of any bytes', () => {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 1000 }), fc.boolean(), fc.nat(7), (random, finite, at) => {
          const length = lengthOf(fast, random.length);
          const bytes = new Uint8Array(fast.maxBytes(length) + at).subarray(at);
          bytes.set(random.subarray(0, bytes.length));
          // Most random bytes are refused: now and then not.
          if (finite) for (let i = 3; i < bytes.length; i += 4) bytes[i] = 0x30;
          if (finite) for (let i = 1; i < bytes.length; i += 4) bytes[i] &= 0xbf;
          expect(same(decoded(fast, bytes, length), decoded(slow, bytes, length))).toBe(true);
        }),
        { numRuns: 1000 },
      );
    });

    it('is the same for every length up to 1000, and for several chunks', () => {
      const long = new Float32Array(2 * CHUNK + 300).map((_, i) => Math.sin(i * i) * 3);
      for (const length of [...Array(1001).keys(), CHUNK - 1, CHUNK, CHUNK + 1, long.length]) {
        const vector = long.subarray(long.length - length);
        const bytes = encoded(fast, vector, length);
        expect(same(bytes, encoded(slow, vector, length))).toBe(true);
        expect(same(decoded(fast, bytes, length), decoded(slow, bytes, length))).toBe(true);
      }
    });

    it('is the same after what was refused', () => {
      const vector = new Float32Array(CHUNK + 10).fill(0.3);
      const before = [...encoded(fast, vector, 1)];
      expect(decoded(fast, new Uint8Array(fast.maxBytes(CHUNK)).fill(0xff), CHUNK)).toBeNull();
      for (const bad of [Number.NaN, 1e-44])
        encoded(
          fast,
          vector.map(() => bad),
          1,
        );
      expect(same(encoded(fast, vector, 1), before)).toBe(true);
    });
  });
}

/** How many numbers a codec has in about so many bytes. */
function lengthOf(codec: Codec, bytes: number): number {
  let length = 0;
  while (codec.maxBytes(length + 1) <= bytes) length += 1;
  return length;
}

it('float16 is the same for each of its numbers, and beside them', () => {
  const [fast, slow] = [float16With(loadCodecKernels), float16With(plain)];
  const halves = new Uint8Array(2 * 0x7c00);
  for (const sign of [0, 0x8000]) {
    const view = new DataView(halves.buffer);
    for (let half = 0; half < 0x7c00; half++) view.setUint16(2 * half, sign | half, true);
    const numbers = new Float32Array(0x7c00);
    expect(fast.decode(halves, numbers)).toBe(true);
    expect(same(bitsOf(numbers), decoded(slow, halves, numbers.length))).toBe(true);
    expect(same(encoded(fast, numbers, 0), halves)).toBe(true);
    // The middles between two, and what is just below and above.
    const between = numbers.map((number, i) => (number + (numbers[i + 1] ?? number)) / 2);
    for (const offset of [-1, 0, 1]) {
      const beside = numbersOf([...bitsOf(between)].map((bits) => bits + offset));
      expect(same(encoded(fast, beside, 0), encoded(slow, beside, 0))).toBe(true);
    }
  }
});

it('finds what is not finite wherever it is', () => {
  fc.assert(
    fc.property(vectors, (vector) => {
      const expected = vector.every((value) => Math.abs(value) <= MAX_MAGNITUDE);
      expect(allFinite(vector)).toBe(expected);
      expect(allFinite(vector, null)).toBe(expected);
    }),
  );
  for (const length of [1, 15, 16, 17, 1000, CHUNK + 3]) {
    for (const bad of [Number.NaN, Number.NEGATIVE_INFINITY, -1e31]) {
      const vector = new Float32Array(length);
      vector[length - 1] = bad;
      expect(allFinite(vector)).toBe(false);
    }
  }
});
