import { describe, expect, it } from 'vitest';
import { whatGivesWay } from './shares.ts';

const held = (...addresses: string[]) =>
  addresses.map((address, place) => ({ what: place, address, lastActive: place }));

describe('where all places are taken', () => {
  it('what was idle longest gives way, of the address that has most', () => {
    expect(whatGivesWay(held('few', 'many', 'many', 'many'), 'new')?.what).toBe(1);
    const [few, first, second, third] = held('few', 'many', 'many', 'many');
    const used = { ...first, lastActive: 10 };
    expect(whatGivesWay([few, used, second, third], 'new')?.what).toBe(2);
  });

  it('nothing gives way to an address that would have as much as the other then', () => {
    expect(whatGivesWay(held('a', 'b'), 'new')).toBeNull();
    expect(whatGivesWay(held('a', 'a', 'a'), 'a')).toBeNull();
    expect(whatGivesWay(held('a', 'a', 'b'), 'b')).toBeNull();
    expect(whatGivesWay(held('a', 'a', 'a', 'b'), 'b')?.address).toBe('a');
    expect(whatGivesWay([], 'new')).toBeNull();
  });

  it('comes to an end: whoever gave way does not get it back from those who have less', () => {
    const holdings = held(...Array.from({ length: 9 }, () => 'many'));
    for (let asked = 0; asked < 20; asked++) {
      const gives = whatGivesWay(holdings, 'new');
      if (gives === null) break;
      holdings.splice(holdings.indexOf(gives), 1, { ...gives, address: 'new', lastActive: 100 + asked });
    }
    expect(holdings.filter(({ address }) => address === 'new')).toHaveLength(4);
    expect(whatGivesWay(holdings, 'many')).toBeNull();
  });
});
