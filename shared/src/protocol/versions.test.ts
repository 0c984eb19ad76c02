import fc from 'fast-check';
import { expect, it } from 'vitest';
import { otherVersion, VERSIONS, type Versions } from './versions.ts';

const versions = fc
  .tuple(fc.nat(20), fc.nat(20))
  .map(([a, b]): Versions => ({ current: Math.max(a, b), oldest: Math.min(a, b) }));
const said = ({ current, oldest }: Versions) => ({ version: current, oldest });

it('two that tell each other their versions come to the same', () => {
  const opposite = { older: 'newer', newer: 'older' } as const;
  fc.assert(
    fc.property(versions, versions, (a, b) => {
      const [ofB, ofA] = [otherVersion(a, said(b)), otherVersion(b, said(a))];
      expect(ofA).toBe(ofB && opposite[ofB]);
      const [older, newer] = a.current < b.current ? [a, b] : [b, a];
      expect(ofB === null).toBe(older.current >= newer.oldest);
    }),
  );
});

it('who says none is of version 0, which is understood today', () => {
  expect(otherVersion(VERSIONS, {})).toBeNull();
  expect(otherVersion({ current: 2, oldest: 1 }, {})).toBe('older');
  expect(otherVersion({ current: 2, oldest: 1 }, { version: 3 })).toBe('newer');
});
