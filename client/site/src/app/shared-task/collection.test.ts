import { describe, expect, it } from 'vitest';
import { createCollection, type Example } from './collection.ts';

const example = (label: number, ink = 0): Example => ({ label, bytes: Uint8Array.of(ink, label) });
const labelsOf = (targets: ArrayLike<number>): number[] => Array.from(targets);

describe('the examples of this device', () => {
  it('are counted by class, and taken back as they came', () => {
    const collection = createCollection(3, 2);
    collection.add([example(0), example(0)]);
    collection.add([example(2)]);
    expect(collection.counts.value).toEqual([2, 0, 1]);
    expect(collection.undo()).toBe(1);
    expect(collection.counts.value).toEqual([2, 0, 0]);
    expect(collection.undo()).toBe(2);
    expect(collection.undo()).toBe(0);
    expect(collection.counts.value).toEqual([0, 0, 0]);
  });

  it('go by class, and what is gone is not taken back again', () => {
    const collection = createCollection(2, 2, [example(1)]);
    collection.add([example(0), example(1)]);
    collection.clear(1);
    expect(collection.counts.value).toEqual([1, 0]);
    expect(collection.undo()).toBe(1);
    expect(collection.examples.value).toEqual([]);
  });

  it('are learned from but for a fifth of each class', () => {
    const collection = createCollection(2, 2);
    collection.add(Array.from({ length: 20 }, (_, i) => example(i % 2, i)));
    const { train, test } = collection.source();
    expect(labelsOf(test.targets).sort()).toEqual([0, 0, 1, 1]);
    expect(train.targets.length).toBe(16);
    const rows = [...train.inputs, ...test.inputs].filter((_, i) => i % 2 === 0);
    expect(rows.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i));
  });

  it('have one to test with from three of a class on, and stay where they are as more come', () => {
    const collection = createCollection(1, 2);
    collection.add([example(0, 1), example(0, 2)]);
    expect(collection.source().test.targets).toHaveLength(0);
    collection.add([example(0, 3)]);
    expect([...collection.source().test.inputs]).toEqual([3, 0]);
    collection.add([example(0, 4)]);
    expect([...collection.source().test.inputs]).toEqual([3, 0]);
  });
});
