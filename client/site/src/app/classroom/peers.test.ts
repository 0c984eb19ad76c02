import { expect, it } from 'vitest';
import { leftOutOf, peersOf, waysOf } from './peers.ts';
import { reportWith } from './report.fake.ts';

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

it('names whom at least half of those who are linked to it mostly leave out', () => {
  const all = ['a', 'b', 'c', 'd'];
  const reports = all.map((id, slot) => {
    const neighbours = all.filter((other) => other !== id);
    const limited = slot === 3 ? [0] : slot < 2 ? [neighbours.indexOf('d')] : undefined;
    return reportWith({ id, slot, neighbours, exchanges: [0, 0, 0], ...(limited && { limited }) });
  });
  expect(leftOutOf(peersOf(reports)).map(({ peer, by, of }) => [peer.id, by, of])).toEqual([['d', 2, 3]]);
  expect(leftOutOf(peersOf(reports.slice(3)))).toMatchObject([]);
  expect(leftOutOf(peersOf([reportWith()]))).toEqual([]);
});
