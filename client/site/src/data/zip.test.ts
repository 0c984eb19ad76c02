import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { noise } from './bytes.fake.ts';
import { DataError } from './data-problem.ts';
import { unzip, type ZipLimits } from './zip.ts';

/** What is in an archive, and the problem that it ends with. */
async function contents(
  blob: Blob,
  limits?: ZipLimits,
): Promise<{ files: Record<string, number>; problem: unknown }> {
  const files: Record<string, number> = {};
  try {
    for await (const source of unzip(blob, 'a.zip', limits)) files[source.path] = (await source.open()).size;
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    return { files, problem: error.problem };
  }
  return { files, problem: null };
}

const limits: ZipLimits = { packed: 1e6, unpacked: 2e6, ratio: 100, small: 1e5, entries: 5 };
const blobOf = (bytes: Uint8Array): Blob => new Blob([Uint8Array.from(bytes)]);

describe('an archive', () => {
  it('gives its files in their order with their folders, stored and packed', async () => {
    const packed = zipSync({
      'cats/1.jpg': [noise(20_000, 1), { level: 0 }],
      'cats/2.jpg': noise(18_000, 2),
      '3.txt': new Uint8Array(5000),
    });
    expect(await contents(blobOf(packed))).toEqual({
      files: { 'cats/1.jpg': 20_000, 'cats/2.jpg': 18_000, '3.txt': 5000 },
      problem: null,
    });
    for await (const { folder, open } of unzip(blobOf(packed), 'a.zip')) {
      expect(folder).toBe('cats');
      expect(new Uint8Array(await (await open()).arrayBuffer())).toEqual(noise(20_000, 1));
      break;
    }
  });

  it('leaves out folders and what systems leave there', async () => {
    const packed = zipSync({
      'a/': new Uint8Array(),
      'a/.DS_Store': noise(9, 1),
      '__MACOSX/a/._1.jpg': noise(9, 2),
      'a/1.jpg': noise(9, 3),
    });
    expect((await contents(blobOf(packed))).files).toEqual({ 'a/1.jpg': 9 });
  });

  it('is damaged where it is none or ends too early, and what came before is there', async () => {
    const problem = { code: 'zip-damaged', file: 'a.zip' };
    expect(await contents(blobOf(noise(1000, 1)))).toEqual({ files: {}, problem });
    const packed = zipSync({ 'a.jpg': noise(40_000, 1), 'b.jpg': noise(40_000, 2) });
    expect(await contents(blobOf(packed.subarray(0, 60_000)))).toEqual({
      files: { 'a.jpg': 40_000 },
      problem,
    });
  });

  it('that unpacks to far more than it has is stopped, whatever it says of itself', async () => {
    const bomb = zipSync({ 'a.jpg': noise(1000, 1), 'b.png': new Uint8Array(1e6) });
    const problem = { code: 'zip-too-large', file: 'a.zip', limit: 'ratio', most: 100 };
    expect(await contents(blobOf(bomb), limits)).toEqual({ files: { 'a.jpg': 1000 }, problem });
    // The same with a head that promises ten bytes.
    const view = new DataView(bomb.buffer, bomb.byteOffset);
    const head = [...bomb.keys()].find(
      (at) =>
        at + 26 < bomb.length &&
        view.getUint32(at, true) === 0x04034b50 &&
        view.getUint32(at + 22, true) === 1e6,
    );
    view.setUint32((head ?? 0) + 22, 10, true);
    expect((await contents(blobOf(bomb), limits)).problem).toEqual(problem);
    expect((await contents(blobOf(bomb))).problem).toBeNull();
  });

  it('that unpacks to too much in all is stopped', async () => {
    const packed = zipSync({ 'a.jpg': noise(20_000, 1), 'b.jpg': noise(20_000, 2) });
    expect(await contents(blobOf(packed), { ...limits, unpacked: 30_000 })).toEqual({
      files: { 'a.jpg': 20_000 },
      problem: { code: 'zip-too-large', file: 'a.zip', limit: 'bytes', most: 30_000 },
    });
  });

  it('with too many files is stopped after the first of them', async () => {
    const names = Array.from({ length: 7 }, (_, i) => `${i}.txt`);
    const packed = zipSync(Object.fromEntries(names.map((name) => [name, new Uint8Array(1)])));
    const { files, problem } = await contents(blobOf(packed), limits);
    expect(problem).toEqual({ code: 'zip-too-large', file: 'a.zip', limit: 'entries', most: 5 });
    expect(Object.keys(files)).toEqual(names.slice(0, 5));
  });

  it('that is too large is not read at all', async () => {
    const { files, problem } = await contents(blobOf(zipSync({ 'a.jpg': noise(300, 1) })), {
      ...limits,
      packed: 200,
    });
    expect(files).toEqual({});
    expect(problem).toMatchObject({ code: 'file-too-large', most: 200 });
  });
});
