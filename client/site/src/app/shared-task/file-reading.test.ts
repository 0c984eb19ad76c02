import { expect, it } from 'vitest';
import { fakeCollection } from './collection.fake.ts';
import { createFileReading } from './file-reading.ts';

const CLASSES = ['cat', 'dog', 'eel'];

function fileOf(path: string): File {
  return Object.defineProperty(new File(['picture'], path.split('/').at(-1) ?? ''), 'webkitRelativePath', {
    value: path,
  });
}

async function setUp() {
  const collection = await fakeCollection();
  const read: string[] = [];
  const reading = createFileReading(1, collection, CLASSES, () => ({
    async read(_blob, file) {
      read.push(file);
      return Uint8Array.of(0, 0);
    },
    close() {},
  }));
  const done = () =>
    new Promise<void>((resolve) => reading.taken.subscribe((taken) => taken !== null && resolve()));
  return { collection, reading, read, done };
}

it('sorts a folder by the folders in it, and says which of them are of no class', async () => {
  const { collection, reading, read, done } = await setUp();
  const paths = ['pets/Cat/1.jpg', 'pets/dog/2.jpg', 'pets/cat/3.jpg', 'pets/horse/4.jpg', 'pets/5.jpg'];
  reading.choose(paths.map(fileOf), 'by-folder');
  await done();
  expect(collection.counts.value).toEqual([2, 1, 0]);
  expect(read).toEqual(paths.slice(0, 3));
  expect(reading.foreign.value).toEqual([
    { folder: 'pets/horse', files: 1 },
    { folder: 'pets', files: 1 },
  ]);
  expect([reading.taken.value, reading.problems.value]).toEqual([3, []]);
  // It came at once, and so it is taken back.
  expect(collection.undo()).toBe(3);
});

it('puts a folder into the class that it was chosen for, whatever it is called', async () => {
  const { collection, reading, done } = await setUp();
  reading.choose(['cat/1.jpg', 'horse/2.jpg'].map(fileOf), 2);
  await done();
  expect(collection.counts.value).toEqual([0, 0, 2]);
  expect(reading.foreign.value).toEqual([]);
});

it('says so where no folder is named like a class', async () => {
  const { collection, reading, done } = await setUp();
  reading.choose(['horses/1.jpg', 'horses/2.jpg'].map(fileOf), 'by-folder');
  await done();
  expect(collection.counts.value).toEqual([0, 0, 0]);
  expect(reading.foreign.value).toEqual([{ folder: 'horses', files: 2 }]);
  expect([reading.taken.value, reading.problems.value]).toEqual([0, []]);
});
