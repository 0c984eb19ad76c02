import { describe, expect, it } from 'vitest';
import { createRandom } from '../../util/random/random.ts';
import type { MessageKind } from '../environment/environment.ts';
import { lonePeer } from '../peer-context.fake.ts';
import { VersionVector } from '../versions/version-vector.ts';
import { type Admission, admitAll } from './admission.ts';
import { atMostPerWindow } from './at-most-per-window.ts';
import { stalenessBound } from './staleness-bound.ts';

/** A message, and a state: these rules look at neither. */
const NUMBERS = new Float32Array(1);

/** Every admission rule passes this suite. */
const rules: Record<string, Admission> = {
  admitAll,
  atMostPerWindow: atMostPerWindow(lonePeer(), { most: 1, seconds: 1 }),
  stalenessBound: stalenessBound({ updates: 0 }),
};

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
      const weight = rule.weigh(1, a, b, 'offer', NUMBERS, NUMBERS);
      expect(weight).toBeGreaterThanOrEqual(0);
      expect(weight).toBeLessThanOrEqual(1);
    }
  });

  it('looks, and changes nothing', () => {
    rule.weigh(1, theirs, own, 'offer', NUMBERS, NUMBERS);
    expect([own.get(0), own.get(1), theirs.get(0), theirs.get(1)]).toEqual([10, 3, 0, 5]);
  });
});

it('a window takes its first offers, and what the rule within refuses does not count', () => {
  let now = 0;
  const refused = new Set<number>();
  const rule: Admission = { weigh: (from) => (refused.has(from) ? 0 : 0.5) };
  const windows = atMostPerWindow(
    {
      get now() {
        return now;
      },
      random: { ...createRandom(1), uniform: () => 0.25 },
    },
    { most: 2, seconds: 4 },
    rule,
  );
  const weigh = (from: number, kind: MessageKind = 'offer'): number =>
    windows.weigh(from, null, null, kind, NUMBERS, NUMBERS);
  refused.add(7);
  expect([1, 7, 2, 3].map((from) => weigh(from))).toEqual([0.5, 0, 0.5, 0]);
  expect(weigh(4, 'notice')).toBe(0.5);
  // This peer's windows begin a quarter of their length early.
  now = 2.9;
  expect(weigh(5)).toBe(0);
  now = 3.1;
  expect([5, 6, 8].map((from) => weigh(from))).toEqual([0.5, 0.5, 0]);
});

it('a window without a limit takes all', () => {
  const all = atMostPerWindow(lonePeer(), { most: Number.POSITIVE_INFINITY, seconds: 1 });
  for (let i = 0; i < 100; i++) expect(all.weigh(1, null, null, 'offer', NUMBERS, NUMBERS)).toBe(1);
});

it('a message is too old when more of its sender’s updates are known than it misses', () => {
  const rule = stalenessBound({ updates: 2 });
  const known = new VersionVector();
  known.raise(3, 10);
  known.raise(4, 50);
  const weights = [7, 8, 10, 12].map((updates) => {
    const theirs = new VersionVector();
    theirs.raise(3, updates);
    return rule.weigh(3, theirs, known, 'offer', NUMBERS, NUMBERS);
  });
  expect(weights).toEqual([0, 1, 1, 1]);
});
