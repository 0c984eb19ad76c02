import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sparse } from './sparse.ts';

const encoded = (vector: Float32Array): Uint8Array => {
  // Not at the beginning of a buffer, and with rubbish in it.
  const scratch = new Uint8Array(sparse.maxBytes(vector.length) + 3).fill(0xaa).subarray(3);
  return scratch.subarray(0, sparse.encode(vector, scratch, 0));
};

const mostlyZero = fc
  .array(fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, fc.constantFrom(1.5, -2e-30, -0)), {
    maxLength: 400,
  })
  .map((values) => Float32Array.from(values));

describe('sparse codec', () => {
  it('gives back what it was given, to the bit, in as many bytes as it said', () => {
    fc.assert(
      fc.property(mostlyZero, (vector) => {
        const bytes = encoded(vector);
        expect(bytes.length).toBe(sparse.size(vector));
        const into = new Float32Array(vector.length).fill(7);
        expect(sparse.decode(bytes, into)).toBe(true);
        expect([...into]).toEqual([...vector]);
      }),
    );
  });

  it('takes the form that is smallest', () => {
    const formOf = (every: number): [number, number] => {
      const bytes = encoded(new Float32Array(1000).map((_, i) => (i % every === every - 1 ? 1 : 0)));
      return [bytes[0], bytes.length];
    };
    expect(formOf(1)).toEqual([0, 4001]);
    expect(formOf(2)).toEqual([1, 1 + 125 + 2000]);
    expect(formOf(10)).toEqual([2, 1 + 500]);
    expect(formOf(200)).toEqual([2, 1 + 5 * 6]);
    expect(encoded(new Float32Array(1000)).length).toBe(1);
  });

  it('refuses what points outside, is cut off, is too long, or is not finite', () => {
    const into = new Float32Array(9);
    const one = [0, 0, 128, 63];
    const nan = [0, 0, 192, 127];
    const good = [
      [1, 0, 1, ...one],
      [2, 8, ...one],
      [2, 0x88, 0, ...one],
      [2],
      [0, ...new Array(9).fill(one).flat()],
    ];
    for (const bytes of good) expect(sparse.decode(Uint8Array.from(bytes), into)).toBe(true);
    const bad = [
      [],
      [3],
      [0, ...one],
      [1, 0],
      [1, 0, 2, ...one],
      [1, 0, 1],
      [1, 0, 0, ...one],
      [1, 0, 1, ...nan],
      [2, 9, ...one],
      [2, 4, ...one, 4, ...one],
      [2, 0x80],
      [2, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, ...one],
      [2, 0, 0, 0],
      [2, 0, ...nan],
      [0, ...new Array(9).fill(nan).flat()],
    ];
    for (const bytes of bad) expect(sparse.decode(Uint8Array.from(bytes), into)).toBe(false);
  });

  it('never throws nor gives what is not finite, whatever the bytes', () => {
    const bytes = fc.uint8Array({ maxLength: 40 });
    fc.assert(
      fc.property(fc.nat(3), bytes, fc.nat(20), (form, rest, dimension) => {
        const into = new Float32Array(dimension);
        const decoded = sparse.decode(Uint8Array.of(form, ...rest), into);
        if (decoded) expect(into.every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
