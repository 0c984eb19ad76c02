import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../util/random/random.ts';
import { MAX_MAGNITUDE } from '../codec/codec.ts';
import { positionsOf } from '../codec/difference/positions.ts';
import { add, moveTowards, subtract } from '../vectors/arithmetic.ts';
import { bitsOf, countAbove, MAGNITUDE, positionsFrom } from '../vectors/magnitudes.ts';
import { compileKernels } from './compile.mjs';
import { COMPILED } from './vector-kernels.generated.ts';
import { CHUNK, loadVectorKernels } from './vector-kernels.ts';

it('are what their source compiles to', async () => {
  expect(COMPILED === (await compileKernels('vector-kernels'))).toBe(true);
});

const kernels = loadVectorKernels();
it('are there', () => {
  expect(kernels).not.toBeNull();
});

const EDGES = [
  0,
  2 ** -149,
  3 * 2 ** -149,
  2 ** -126,
  2 ** -125,
  0.1,
  1,
  1 + 2 ** -23,
  2 ** 24,
  MAX_MAGNITUDE,
];
const signed = fc.constantFrom(...EDGES).chain((size) => fc.constantFrom(size, -size));
const number = fc.oneof(
  signed,
  fc.float({ min: -Math.fround(MAX_MAGNITUDE / 2), max: Math.fround(MAX_MAGNITUDE / 2), noNaN: true }),
  fc.float({ min: -4, max: 4, noNaN: true }),
);

const lengths = fc.oneof(
  fc.nat(100),
  fc.constantFrom(CHUNK - 17, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 33),
);

/** Of ordinary numbers, or of a few that come again and again; with some odd ones anywhere. */
const vectorsOf = (length: number): fc.Arbitrary<Float32Array> =>
  fc
    .record({
      seed: fc.nat(),
      scale: fc.constantFrom(1e-44, 1e-38, 0.01, 1, 1e29),
      cycle: fc.array(number, { maxLength: 7 }),
      odd: fc.array(fc.tuple(fc.nat(Math.max(0, length - 1)), number), { maxLength: 30 }),
    })
    .map(({ seed, scale, cycle, odd }) => {
      const random = createRandom(seed);
      const vector = new Float32Array(length).map((_, i) =>
        cycle.length > 3 ? cycle[i % cycle.length] : scale * random.normal(),
      );
      for (const [at, value] of odd) if (at < length) vector[at] = value;
      return vector;
    });
const pairs = lengths.chain((length) => fc.tuple(vectorsOf(length), vectorsOf(length)));
const single = lengths.chain(vectorsOf);

/** To the bit: -0 is not 0. */
const expectSame = (a: Float32Array | Uint32Array, b: Float32Array | Uint32Array): void => {
  const [left, right] = [a, b].map((all) => new Uint32Array(all.buffer, all.byteOffset, all.length));
  expect(left.length === right.length && left.every((bits, i) => bits === right[i])).toBe(true);
};

describe('with and without kernels', () => {
  it('vectors are added and subtracted to the same bits', () => {
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        const [fast, slow] = [a.slice(), a.slice()];
        add(fast, b, kernels);
        add(slow, b, null);
        expectSame(fast, slow);
        // Into another, and in place.
        subtract(a, b, fast, kernels);
        subtract(a, b, slow, null);
        expectSame(fast, slow);
        subtract(fast, b, fast, kernels);
        subtract(slow, b, slow, null);
        expectSame(fast, slow);
      }),
    );
  });

  it('a vector moves half-way to another, or by another share, to the same bits, and so does the opposite', () => {
    fc.assert(
      fc.property(pairs, fc.constantFrom(0.5, 0.5, 0.3), ([a, b], share) => {
        const [fast, slow] = [a.slice(), a.slice()];
        const [opposite, slowOpposite] = [new Float32Array(a.length), new Float32Array(a.length)];
        moveTowards(fast, b, share, opposite, kernels);
        moveTowards(slow, b, share, slowOpposite, null);
        expectSame(fast, slow);
        expectSame(opposite, slowOpposite);
        moveTowards(fast, b, share, null, kernels);
        moveTowards(slow, b, share, null, null);
        expectSame(fast, slow);
      }),
      { numRuns: 300 },
    );
  });

  it('half-way is the same for each pair of odd numbers', () => {
    const all = EDGES.flatMap((size) => [size, -size, 1.5 * size, size * (1 - 2 ** -24)]);
    const a = Float32Array.from(all.flatMap((value) => all.map(() => value)));
    const b = Float32Array.from(all.flatMap(() => all)).map((value) => Math.min(value, MAX_MAGNITUDE));
    const [fast, slow, opposite, slowOpposite] = [a.slice(), a.slice(), b.slice(), b.slice()];
    moveTowards(fast, b, 0.5, opposite, kernels);
    moveTowards(slow, b, 0.5, slowOpposite, null);
    expectSame(fast, slow);
    expectSame(opposite, slowOpposite);
  });

  it('the same magnitudes are counted and found, whatever they are', () => {
    fc.assert(
      fc.property(single, fc.nat(), fc.nat(), fc.boolean(), (vector, from, to, hasNaN) => {
        if (hasNaN) vector.fill(Number.NaN, 3, 5).fill(Number.NEGATIVE_INFINITY, 7, 8);
        // Between magnitudes that are there, or anything.
        const [least, most] = [from, to]
          .map((draw) => (vector.length > 0 ? bitsOf(vector)[draw % vector.length] & MAGNITUDE : draw))
          .sort((a, b) => a - b)
          .map((magnitude) => Math.max(1, magnitude));
        const sizes = [...bitsOf(vector)].map((bits) => bits & MAGNITUDE);
        const above = sizes.filter((size) => size > least).length;
        expect(countAbove(vector, least, kernels)).toBe(above);
        expect(countAbove(vector, least, null)).toBe(above);
        const expected = sizes.flatMap((size, i) => (size >= least && size <= most ? [i] : []));
        for (const which of [kernels, null]) {
          const into = new Uint32Array(vector.length);
          const count = positionsFrom(vector, least, most, into, which);
          expect(count).toBe(expected.length);
          expectSame(into.subarray(0, count), Uint32Array.from(expected));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('the same bits are found in a bitmap, and refused where they are too many', () => {
    const bytes = lengths.chain((length) =>
      fc.tuple(fc.nat(), fc.constantFrom(0, 0.03, 0.25, 0.9, 1)).map(([seed, share]) => {
        const random = createRandom(seed);
        return new Uint8Array(Math.ceil(length / 8)).map(() =>
          [1, 2, 4, 8, 16, 32, 64, 128].reduce(
            (byte, bit) => (random.uniform() < share ? byte | bit : byte),
            0,
          ),
        );
      }),
    );
    fc.assert(
      fc.property(bytes, fc.nat(3), fc.nat(7), (bitmap, missing, at) => {
        const expected = [...bitmap].flatMap((byte, i) =>
          [0, 1, 2, 3, 4, 5, 6, 7].flatMap((bit) => (byte & (1 << bit) ? [8 * i + bit] : [])),
        );
        const shifted = new Uint8Array(at + bitmap.length).subarray(at);
        shifted.set(bitmap);
        for (const which of [kernels, null]) {
          const into = new Uint32Array(expected.length + 1).fill(7);
          expect(positionsOf(shifted, into, which)).toBe(expected.length);
          expectSame(into, Uint32Array.of(...expected, 7));
          const short = into.subarray(0, Math.max(0, expected.length - missing));
          expect(positionsOf(shifted, short, which)).toBe(
            short.length < expected.length ? -1 : expected.length,
          );
        }
      }),
    );
  });
});
