import { describe, expect, it } from 'vitest';
import { VersionVector } from '../versions/version-vector.ts';
import { type Admission, admitAll } from './admission.ts';

/** Every admission rule passes this suite. */
const rules: Record<string, Admission> = { admitAll };

describe.each(Object.entries(rules))('admission rule: %s', (_, rule) => {
  const own = new VersionVector();
  own.raise(0, 10);
  own.raise(1, 3);
  const theirs = new VersionVector();
  theirs.raise(1, 5);

  it('weighs from 0 to 1, also where versions are not tracked', () => {
    for (const [a, b] of [
      [theirs, own],
      [null, own],
      [theirs, null],
      [null, null],
    ] as const) {
      const weight = rule.weigh(1, a, b);
      expect(weight).toBeGreaterThanOrEqual(0);
      expect(weight).toBeLessThanOrEqual(1);
    }
  });

  it('looks, and changes nothing', () => {
    rule.weigh(1, theirs, own);
    expect([own.get(0), own.get(1), theirs.get(0), theirs.get(1)]).toEqual([10, 3, 0, 5]);
  });
});
