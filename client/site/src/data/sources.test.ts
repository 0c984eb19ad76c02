import { describe, expect, it } from 'vitest';
import { sourcesOfFiles, sourcesOfTransfer, type Transfer } from './sources.ts';

/** A file of an input, in a folder or not. */
function fileOf(name: string, path = ''): File {
  return Object.defineProperty(new File(['.'], name), 'webkitRelativePath', { value: path });
}

type Tree = { readonly [name: string]: Tree | string };

/** What a browser makes of files that are dropped. A folder gives two entries at a time. */
function entryOf(name: string, inside: Tree | string, path = `/${name}`): FileSystemEntry {
  const shared = { name, fullPath: path, filesystem: {}, getParent() {} };
  if (typeof inside === 'string') {
    const file = (resolve: (file: File) => void, reject: (error: unknown) => void): void =>
      inside === 'gone' ? reject(new Error('NotFoundError')) : resolve(new File([inside], name));
    return Object.assign(shared, { isFile: true, isDirectory: false, file }) as unknown as FileSystemEntry;
  }
  const createReader = () => {
    const left = Object.entries(inside).map(([inner, what]) => entryOf(inner, what, `${path}/${inner}`));
    return { readEntries: (resolve: (some: FileSystemEntry[]) => void) => resolve(left.splice(0, 2)) };
  };
  return Object.assign(shared, {
    isFile: false,
    isDirectory: true,
    createReader,
  }) as unknown as FileSystemEntry;
}

function transferOf(entries: (FileSystemEntry | null)[], files: (File | null)[] = []): Transfer {
  const items = entries.map((entry, i) => ({
    kind: 'file',
    getAsFile: () => files[i] ?? null,
    webkitGetAsEntry: () => entry,
  }));
  return {
    items: [{ kind: 'string', getAsFile: () => null, webkitGetAsEntry: () => null }, ...items],
    files: [] as unknown as FileList,
  };
}

describe('files that were chosen', () => {
  it('have the folder that they lie in', () => {
    const sources = sourcesOfFiles([fileOf('1.jpg', 'fruit/pears/1.jpg'), fileOf('2.jpg')]);
    expect(sources.map(({ path, folder }) => [path, folder])).toEqual([
      ['fruit/pears/1.jpg', 'pears'],
      ['2.jpg', null],
    ]);
  });

  it('are those that somebody meant', () => {
    const names = ['.DS_Store', 'Thumbs.db', 'desktop.ini', 'a.jpg'];
    expect(sourcesOfFiles(names.map((name) => fileOf(name, `x/${name}`))).map(({ path }) => path)).toEqual([
      'x/a.jpg',
    ]);
  });
});

describe('files that were dropped', () => {
  it('are all that are in the folders, however many come at a time', async () => {
    const tree = {
      pears: { '1.jpg': '1', '2.jpg': '2', '3.jpg': '3', '.hidden': '' },
      old: { plums: { '4.jpg': '44' } },
    };
    const sources = await sourcesOfTransfer(transferOf([entryOf('fruit', tree), entryOf('5.jpg', '5')]));
    expect(sources.map(({ path }) => path)).toEqual([
      'fruit/pears/1.jpg',
      'fruit/pears/2.jpg',
      'fruit/pears/3.jpg',
      'fruit/old/plums/4.jpg',
      '5.jpg',
    ]);
    expect(sources.map(({ folder }) => folder)).toEqual(['pears', 'pears', 'pears', 'plums', null]);
    expect((await sources[3].open()).size).toBe(2);
  });

  it('come as files where the browser has no entries of them, as with what is pasted', async () => {
    const sources = await sourcesOfTransfer(transferOf([null], [new File(['..'], 'image.png')]));
    expect(sources.map(({ path }) => path)).toEqual(['image.png']);
  });

  it('are a problem where there are none, or one is gone', async () => {
    await expect(sourcesOfTransfer(transferOf([]))).rejects.toMatchObject({ problem: { code: 'no-files' } });
    const [source] = await sourcesOfTransfer(transferOf([entryOf('a.jpg', 'gone')]));
    await expect(source.open()).rejects.toMatchObject({
      problem: { code: 'file-unreadable', file: 'a.jpg' },
    });
  });

  it('are looked for no longer when that is taken back', async () => {
    const signal = AbortSignal.abort();
    await expect(sourcesOfTransfer(transferOf([entryOf('a', { 'b.jpg': '' })]), signal)).rejects.toThrow(
      /abort/,
    );
  });
});
