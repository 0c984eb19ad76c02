import { expect, it } from 'vitest';
import { fakeCollection } from './collection.fake.ts';

const example = (ink = 0) => Uint8Array.of(ink, 0);

it('counts what is brought by class, and takes it back as it came', async () => {
  const collection = await fakeCollection();
  collection.add(0, [example(1), example(2)]);
  collection.add(2, [example(3)]);
  collection.add(1, []);
  expect(collection.counts.value).toEqual([2, 0, 1]);
  expect(collection.undo()).toBe(1);
  expect(collection.counts.value).toEqual([2, 0, 0]);
  expect(collection.undo()).toBe(2);
  expect(collection.undo()).toBe(0);
  expect(collection.counts.value).toEqual([0, 0, 0]);
});

it('takes a class away, and no other', async () => {
  const collection = await fakeCollection();
  collection.add(0, [example()]);
  collection.add(1, [example(), example()]);
  collection.clear(1);
  expect(collection.counts.value).toEqual([1, 0, 0]);
});

it('says what keeps examples from being kept, or from being learned from', async () => {
  const collection = await fakeCollection();
  expect(collection.problem.value).toEqual({ code: 'storage-refused' });
  collection.trouble.value = { code: 'extractor-unreachable' };
  expect(collection.problem.value).toEqual({ code: 'extractor-unreachable' });
});
