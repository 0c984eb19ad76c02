import { expect, it } from 'vitest';
import { waysOf } from './peers.ts';

const peers = [
  { id: 'd', slot: 3 },
  { id: 'b', slot: 1 },
  { id: 'c', slot: 2 },
];

it('tells how many links are direct, and who is behind a relay', () => {
  const neighbours = ['d', 'gone', 'b', 'c'];
  expect(waysOf({ neighbours, paths: 'rr?d' }, peers)).toEqual({ direct: 1, relayed: [3] });
  expect(waysOf({ neighbours, paths: 'rdrr' }, peers)).toEqual({ direct: 1, relayed: [1, 2, 3] });
});

it('tells nothing where nothing is known', () => {
  expect(waysOf({ neighbours: ['b'] }, peers)).toBeNull();
  expect(waysOf({ neighbours: ['b'], paths: '?' }, peers)).toBeNull();
});
