import { describe, expect, it } from 'vitest';
import * as german from '../app/words/de.ts';
import * as english from '../app/words/en.ts';
import {
  type DataProblem,
  type DataProblemCode,
  type DataProblemOf,
  dataProblemInWords,
} from './data-problem.ts';

const file = 'fruit/pear.jpg';
/** One of each, so that the compiler finds the one that is missing. */
const PROBLEMS: { [C in DataProblemCode]: Omit<DataProblemOf<C>, 'code'> } = {
  'not-a-picture': { file, looksLike: 'GIF' },
  'picture-damaged': { file },
  'picture-too-small': { file, width: 1, height: 1, least: 8 },
  'picture-too-large': { file, width: 10_000, height: 6000, most: 50e6 },
  'no-canvas': {},
  'file-too-large': { file, bytes: 2e9, most: 1e9 },
  'file-unreadable': { file },
  'too-many-files': { most: 20_000 },
  'no-files': {},
  'zip-damaged': { file },
  'zip-too-large': { file, limit: 'ratio', most: 200 },
  'not-idx': { file },
  'idx-unknown-kind': { file },
  'idx-wrong-length': { file, expected: 7840, actual: 100 },
  'idx-wrong-size': { file, width: 32, height: 32, side: 28 },
  'idx-counts-differ': { images: 10, labels: 1 },
  'not-json': { file },
  'json-not-examples': { file, where: 'xs' },
  'json-counts-differ': { file, xs: 10, ys: 9 },
  'unknown-label': { file, label: 7, classes: 3 },
  'storage-full': {},
  'storage-refused': {},
  'extractor-unreachable': {},
  'extractor-damaged': {},
  'extractor-failed': { what: 'no wasm' },
};
const problems = Object.entries(PROBLEMS).map(([code, data]) => ({ code, ...data }) as DataProblem);

describe('what goes wrong with examples', () => {
  it('is said in both languages, with the file that it is of', () => {
    for (const problem of problems) {
      const texts = [english, german].map(({ examples }) => dataProblemInWords(problem, examples.problems));
      expect(texts[0]).not.toBe(texts[1]);
      for (const text of texts) {
        expect(text).toMatch(/^\p{L}.*[.]$/su);
        expect(text).not.toMatch(/undefined|null|NaN|\[object/);
        if ('file' in problem) expect(text).toContain(file);
      }
    }
  });

  it('says what to do with pictures of a phone', () => {
    const heic: DataProblem = { code: 'not-a-picture', file: 'a.heic', looksLike: 'HEIC' };
    expect(dataProblemInWords(heic, english.examples.problems)).toContain('JPEG');
    expect(dataProblemInWords(heic, german.examples.problems)).toContain('JPEG');
  });

  it('says of an archive what there is too much of', () => {
    const limits = (['entries', 'bytes', 'ratio'] as const).map((limit) =>
      dataProblemInWords({ code: 'zip-too-large', file, limit, most: 2e9 }, english.examples.problems),
    );
    expect(limits.map((text) => /files|MB|times/.exec(text.split('.')[1])?.[0])).toEqual([
      'files',
      'MB',
      'times',
    ]);
  });
});
