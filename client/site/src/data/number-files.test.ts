import fc from 'fast-check';
import { gzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { DataError } from './data-problem.ts';
import { idxExamples, parseIdx, readIdx } from './idx.ts';
import { bytesOfJson, parseJsonExamples, readJsonExamples } from './json-examples.ts';

/** An IDX file of bytes. */
function idx(lengths: readonly number[], values: readonly number[], kind = 8): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4 + 4 * lengths.length + values.length);
  bytes.set([0, 0, kind, lengths.length]);
  lengths.forEach((length, axis) => {
    new DataView(bytes.buffer).setUint32(4 + 4 * axis, length);
  });
  bytes.set(values, 4 + 4 * lengths.length);
  return bytes;
}

/** What something is refused with. */
function problemOf(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    if (error instanceof DataError) return error.problem;
    throw error;
  }
  return null;
}

const pictures = idx([2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8]);
const labels = idx([2], [1, 0]);

describe('IDX files', () => {
  it('are read, packed or not', async () => {
    const expected = {
      kind: 'pictures',
      count: 2,
      width: 2,
      height: 2,
      pixels: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8),
    };
    expect(await readIdx(new Blob([pictures]), 'a')).toEqual(expected);
    expect(await readIdx(new Blob([Uint8Array.from(gzipSync(pictures))]), 'a.gz')).toEqual(expected);
    expect(parseIdx(labels, 'b')).toEqual({ kind: 'labels', labels: Uint8Array.of(1, 0) });
  });

  it('become examples of a task, whichever comes first', () => {
    const files = [
      { name: 'a', file: parseIdx(pictures, 'a') },
      { name: 'b', file: parseIdx(labels, 'b') },
    ];
    const expected = [
      { label: 'dog', pixels: Uint8Array.of(1, 2, 3, 4) },
      { label: 'cat', pixels: Uint8Array.of(5, 6, 7, 8) },
    ];
    expect(idxExamples(files, 2, ['cat', 'dog'])).toEqual(expected);
    expect(idxExamples(files.toReversed(), 2, ['cat', 'dog'])).toEqual(expected);
    expect(problemOf(() => idxExamples(files.slice(1), 2, ['cat', 'dog']))).toEqual({ code: 'no-files' });
    expect(problemOf(() => idxExamples(files, 28, ['cat', 'dog']))).toMatchObject({
      code: 'idx-wrong-size',
      width: 2,
    });
    expect(problemOf(() => idxExamples(files, 2, ['cat']))).toMatchObject({
      code: 'unknown-label',
      label: 1,
    });
    const three = { name: 'b', file: parseIdx(idx([3], [0, 0, 0]), 'b') };
    expect(problemOf(() => idxExamples([files[0], three], 2, ['cat']))).toEqual({
      code: 'idx-counts-differ',
      images: 2,
      labels: 3,
    });
  });

  it('are refused where they are none, of another kind or of another length', async () => {
    const file = 'a';
    expect(problemOf(() => parseIdx(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8), file))).toEqual({
      code: 'not-idx',
      file,
    });
    expect(problemOf(() => parseIdx(new Uint8Array(3), file))).toEqual({ code: 'not-idx', file });
    expect(problemOf(() => parseIdx(idx([2], [1, 2], 13), file))).toEqual({ code: 'idx-unknown-kind', file });
    expect(problemOf(() => parseIdx(idx([2, 1], [1, 2]), file))).toEqual({ code: 'idx-unknown-kind', file });
    expect(problemOf(() => parseIdx(pictures.slice(0, 20), file))).toEqual({
      code: 'idx-wrong-length',
      file,
      expected: 24,
      actual: 20,
    });
    expect(problemOf(() => parseIdx(idx([2 ** 31, 2 ** 31, 2], []), file))).toMatchObject({
      code: 'idx-wrong-length',
    });
    const broken = gzipSync(pictures).fill(0xff, 12, 20);
    await expect(readIdx(new Blob([Uint8Array.from(broken)]), file)).rejects.toBeInstanceOf(DataError);
  });
});

describe('examples as JSON', () => {
  const read = (value: unknown, inputLength = 4, classes = 3) =>
    parseJsonExamples(JSON.stringify(value), 'a.json', inputLength, classes);
  const flat = { xs: [1, 2, 3, 4, 5, 6, 7, 8], ys: [2, 0], shape: [2, 2] };
  const expected = {
    count: 2,
    inputs: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8),
    targets: Uint16Array.of(2, 0),
  };

  it('are read in each way in which they are written', async () => {
    const nested = [
      [
        [1, 2],
        [3, 4],
      ],
      [
        [5, 6],
        [7, 8],
      ],
    ];
    const ways = [
      flat,
      { ...flat, shape: [2, 2, 2] },
      { ...flat, xs: nested },
      {
        xs: [
          [1, 2, 3, 4],
          [5, 6, 7, 8],
        ],
        ys: [[2], [0]],
      },
      {
        xs: nested,
        ys: [
          [0, 0, 1],
          [1, 0, 0],
        ],
        shape: [4],
      },
    ];
    for (const way of ways) expect(read(way)).toEqual(expected);
    expect(await readJsonExamples(new Blob([JSON.stringify(flat)]), 'a.json', 4, 3)).toEqual(expected);
    expect(read({ xs: [0.5, 1.5], ys: [0, 1] }, 1).inputs).toEqual(Float32Array.of(0.5, 1.5));
    expect(read({ xs: [], ys: [] }).count).toBe(0);
  });

  it('are bytes, from shares or from bytes', () => {
    const bytes = (xs: number[]) => bytesOfJson(read({ xs, ys: [1, 0] }, 2), 'a', ['cat', 'dog']);
    expect(bytes([0, 1, 0.5, 0.2])).toEqual([
      { label: 'dog', pixels: Uint8Array.of(0, 255) },
      { label: 'cat', pixels: Uint8Array.of(128, 51) },
    ]);
    expect(bytes([0, 1, 255, 2])[1].pixels).toEqual(Uint8Array.of(255, 2));
    for (const xs of [
      [0, 1, -0.1, 1],
      [0, 256, 0, 0],
    ])
      expect(problemOf(() => bytes(xs))).toMatchObject({ code: 'json-not-examples', where: 'xs' });
    expect(bytesOfJson(read({ xs: [], ys: [] }), 'a', ['cat'])).toEqual([]);
  });

  it('are refused with the part that is wrong', () => {
    const where = (value: unknown): unknown => problemOf(() => read(value));
    expect(problemOf(() => parseJsonExamples('{', 'a', 4, 3))).toEqual({ code: 'not-json', file: 'a' });
    const cases: [unknown, string][] = [
      [[], 'xs'],
      [{ ys: [] }, 'xs'],
      [{ ...flat, ys: 7 }, 'ys'],
      [{ ...flat, shape: [0] }, 'shape.0'],
      [{ ...flat, shape: [3, 3] }, 'shape'],
      [
        {
          ...flat,
          xs: [
            [1, 2, 3, 4],
            [5, 6, 7],
          ],
        },
        'xs.1',
      ],
      [
        {
          ...flat,
          xs: [
            [1, 2, 3, 4],
            [5, 6, 7, 8, 9],
          ],
        },
        'xs.1',
      ],
      [
        {
          ...flat,
          xs: [
            [1, 2, 'x', 4],
            [5, 6, 7, 8],
          ],
        },
        'xs.0',
      ],
      [
        {
          ...flat,
          xs: [
            [1, 2, 1e39, 4],
            [5, 6, 7, 8],
          ],
        },
        'xs.0',
      ],
      [{ ...flat, ys: [0.5, 0] }, 'ys.0'],
      [{ ...flat, ys: [0, [1, 1, 0]] }, 'ys.1'],
      [{ ...flat, ys: [0, 'cat'] }, 'ys.1'],
    ];
    for (const [value, part] of cases)
      expect([part, where(value)]).toEqual([
        part,
        { code: 'json-not-examples', file: 'a.json', where: part },
      ]);
    expect(where({ ...flat, ys: [1], shape: undefined })).toMatchObject({
      code: 'json-counts-differ',
      xs: 2,
      ys: 1,
    });
    expect(where({ ...flat, ys: [0, 3] })).toMatchObject({ code: 'unknown-label', label: 3, classes: 3 });
  });

  it('are never anything but examples or a problem', () => {
    fc.assert(
      fc.property(fc.json(), fc.json(), (xs, ys) => {
        const problem = problemOf(() => parseJsonExamples(`{"xs":${xs},"ys":${ys}}`, 'a', 1, 2));
        expect(problem === null || typeof problem === 'object').toBe(true);
      }),
    );
  });
});
