import { expect, it } from 'vitest';
import { createStalenessMeter } from './staleness.ts';
import { MAX_PEERS, VersionVector } from './version-vector.ts';

it('a version vector merges by element-wise maximum, and grows', () => {
  const a = new VersionVector(2);
  const b = new VersionVector(2);
  a.raise(0, 5);
  a.raise(1, 1);
  b.raise(1, 7);
  b.raise(300, 2);
  a.merge(b);
  expect([a.get(0), a.get(1), a.get(300), a.get(299), a.get(1e6)]).toEqual([5, 7, 2, 0, 0]);
  a.raise(1, 3);
  expect(a.get(1)).toBe(7);
});

it('a version vector keeps nothing past its bound', () => {
  const a = new VersionVector();
  a.raise(MAX_PEERS, 1);
  expect(a.length).toBe(0);
});

it('a version vector that holds a sample ignores the others', () => {
  const sample = new VersionVector(2, 2);
  const all = new VersionVector();
  for (let peer = 0; peer < 5; peer++) all.raise(peer, peer + 1);
  sample.merge(all);
  sample.raise(4, 9);
  expect([sample.length, sample.get(0), sample.get(1), sample.get(4)]).toEqual([2, 1, 2, 0]);
});

it('a version vector says how many it knows of, however it came to know', () => {
  const a = new VersionVector();
  const b = new VersionVector();
  a.raise(4, 0);
  a.raise(2, 3);
  a.raise(2, 5);
  b.raise(2, 9);
  b.raise(7, 1);
  a.merge(b);
  expect(a.known).toBe(2);
  a.forget(2);
  a.forget(2);
  a.forget(99);
  expect(a.known).toBe(1);
  a.assign(b);
  expect(a.known).toBe(2);
});

it('a version vector lowers a count that was too large, and no other', () => {
  const a = new VersionVector();
  a.raise(1, 5);
  a.raise(2, 5);
  a.lower(1, 3);
  a.lower(1, 4);
  a.lower(2, 0);
  a.lower(9, 0);
  expect([a.get(1), a.get(2), a.known, a.length]).toEqual([3, 0, 1, 3]);
});

it('a version vector takes over another, smaller counts too', () => {
  const a = new VersionVector();
  const b = new VersionVector();
  a.raise(0, 5);
  a.raise(3, 5);
  b.raise(0, 2);
  a.assign(b);
  expect([a.get(0), a.get(3)]).toEqual([2, 0]);
});

it('staleness is what is missing, never less than nothing, over the last while', () => {
  const meter = createStalenessMeter(30);
  expect(meter.summary(0)).toEqual({ mean: 0, max: 0 });
  meter.measure(1, 10, 4);
  meter.measure(2, 10, 12);
  expect(meter.summary(3)).toEqual({ mean: 3, max: 6 });
  expect(meter.summary(31.5)).toEqual({ mean: 0, max: 0 });
  expect(meter.summary(40)).toEqual({ mean: 0, max: 0 });
});
