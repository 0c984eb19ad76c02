import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { noise } from '../bytes.fake.ts';
import { DataError, type DataProblem } from '../data-problem.ts';
import { type Source, sourceOf } from '../sources.ts';
import { readPictures } from './read-pictures.ts';

const blobOf = (bytes: Uint8Array): Blob => new Blob([Uint8Array.from(bytes)]);

function source(path: string, blob: Blob = new Blob(['picture'])): Source {
  const made = sourceOf(path, async () => blob);
  if (made === null) throw new Error(`${path} is left out`);
  return made;
}

/** Reads with a reader that makes one byte of a file, its length; what is called `bad` is no picture. */
async function read(sources: readonly Source[], cancelAfter = Number.POSITIVE_INFINITY) {
  const cancel = new AbortController();
  const problems: DataProblem[] = [];
  const pictures: string[] = [];
  const progress: string[] = [];
  const result = await readPictures(sources, {
    side: 96,
    reader: {
      async read(blob, file, side) {
        if (file.includes('bad')) throw new DataError({ code: 'picture-damaged', file });
        if (file.includes('odd')) throw new Error('Odd.');
        return Uint8Array.of(blob.size, side);
      },
    },
    signal: cancel.signal,
    onPicture({ path, folder, pixels }) {
      pictures.push(`${path} in ${folder}: ${pixels}`);
      if (pictures.length === cancelAfter) cancel.abort();
    },
    onProblem: (problem) => problems.push(problem),
    onProgress: (done, files) => progress.push(`${done}/${files}`),
  });
  return { ...result, pictures, problems, progress };
}

describe('reading pictures', () => {
  it('reads those that can be read and says what is wrong with the others', async () => {
    const gone: Source = {
      path: 'gone.jpg',
      folder: null,
      open: () => Promise.reject(new DataError({ code: 'file-unreadable', file: 'gone.jpg' })),
    };
    const result = await read([
      source('a/1.jpg'),
      source('bad.jpg'),
      gone,
      source('odd.jpg'),
      source('2.jpg'),
    ]);
    expect(result).toEqual({
      read: 2,
      whole: true,
      pictures: ['a/1.jpg in a: 7,96', '2.jpg in null: 7,96'],
      problems: [
        { code: 'picture-damaged', file: 'bad.jpg' },
        { code: 'file-unreadable', file: 'gone.jpg' },
        { code: 'file-unreadable', file: 'odd.jpg' },
      ],
      progress: ['1/5', '2/5', '3/5', '4/5', '5/5'],
    });
  });

  it('reads what is in an archive, whatever that is called, and no archive inside', async () => {
    const inner = zipSync({ 'deep.jpg': noise(5, 1) });
    const outer = zipSync({ 'cats/1.jpg': noise(30, 1), 'bad.jpg': noise(3, 2), 'dogs/inner.zip': inner });
    const { pictures, problems, progress } = await read([
      source('pets.data', blobOf(outer)),
      source('3.jpg'),
    ]);
    expect(pictures).toEqual([
      'cats/1.jpg in cats: 30,96',
      `dogs/inner.zip in dogs: ${inner.length % 256},96`,
      '3.jpg in null: 7,96',
    ]);
    expect(problems).toEqual([{ code: 'picture-damaged', file: 'bad.jpg' }]);
    expect(progress.at(-1)).toBe('5/5');
  });

  it('has what came before an archive broke off', async () => {
    const cut = zipSync({ '1.jpg': noise(3000, 1), '2.jpg': noise(3000, 2) }).subarray(0, 4000);
    const { pictures, problems, read: count } = await read([source('a.zip', blobOf(cut)), source('3.jpg')]);
    expect([pictures.length, count]).toEqual([2, 2]);
    expect(problems).toEqual([{ code: 'zip-damaged', file: 'a.zip' }]);
  });

  it('stops when it is cancelled, in an archive too, and has what was read', async () => {
    const packed = zipSync(Object.fromEntries([1, 2, 3].map((i) => [`${i}.jpg`, noise(9, i)])));
    const result = await read([source('0.jpg'), source('a.zip', blobOf(packed)), source('4.jpg')], 2);
    expect(result).toMatchObject({ read: 2, whole: false, problems: [] });
    expect(result.pictures).toHaveLength(2);
  });

  it('says where there are none, or too many', async () => {
    expect((await read([])).problems).toEqual([{ code: 'no-files' }]);
    const one = source('1.jpg');
    const many = Array.from({ length: 20_001 }, () => one);
    const { problems, whole } = await read(many, 1);
    expect([problems, whole]).toEqual([[{ code: 'too-many-files', most: 20_000 }], false]);
  });
});
