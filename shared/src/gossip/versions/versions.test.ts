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

it('staleness is what is missing, never less than nothing', () => {
  const meter = createStalenessMeter();
  expect(meter.summary()).toEqual({ mean: 0, max: 0, measurements: 0 });
  meter.measure(10, 4);
  meter.measure(10, 12);
  expect(meter.summary()).toEqual({ mean: 3, max: 6, measurements: 2 });
});
