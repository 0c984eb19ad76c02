import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PeerList } from './peer-list.ts';

it('holds the peers that a set would hold, each at one position', () => {
  const change = fc.record({ add: fc.boolean(), peer: fc.nat({ max: 150 }) });
  fc.assert(
    fc.property(fc.nat({ max: 20 }), fc.array(change, { maxLength: 100 }), (inOrder, changes) => {
      const list = new PeerList();
      const set = new Set<number>();
      for (let peer = 0; peer < inOrder; peer++) {
        list.add(peer);
        set.add(peer);
      }
      for (const { add, peer } of changes) {
        if (add) {
          list.add(peer);
          set.add(peer);
        } else {
          list.remove(peer);
          set.delete(peer);
        }
        expect(list.has(peer)).toBe(add);
      }
      expect(positions(list.count, (position) => list.at(position))).toEqual(sorted(set));
      for (const without of [0, 1, 7, 150, 9999]) {
        const others = new Set(set);
        others.delete(without);
        const found = positions(others.size, (position) => list.atWithout(without, position));
        expect(found).toEqual(sorted(others));
      }
    }),
  );
});

const sorted = (peers: Iterable<number>): number[] => [...peers].sort((a, b) => a - b);
const positions = (count: number, at: (position: number) => number): number[] =>
  sorted(Array.from({ length: count }, (_, position) => at(position)));
