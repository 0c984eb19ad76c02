import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRandom } from '../util/random/random.ts';
import { createLedger } from './ledger.ts';

const everybody = (): boolean => true;

/** Ledgers of peers who all know each other, and what all hold together. */
function room(values: readonly number[]) {
  const ledgers = values.map((value) => createLedger(Float64Array.of(value)));
  ledgers.forEach((ledger, i) => {
    values.forEach((_, j) => {
      if (i !== j) ledger.open(String(j));
    });
  });
  return {
    ledgers,
    give(from: number, to: number, share: number): void {
      ledgers[from].give(
        String(to),
        ledgers[from].mass(everybody).map((value) => value * share),
      );
    },
    /** The newest message. */
    tell: (from: number, to: number) =>
      ledgers[to].take(String(from), ledgers[from].given(String(to)).slice()),
    total: (counts: (partner: string) => boolean = everybody): number =>
      ledgers.reduce((sum, ledger, i) => (counts(String(i)) ? sum + ledger.mass(counts)[0] : sum), 0),
  };
}

it('conserves mass, whatever is given, told twice or not at all, once the newest is told', () => {
  const size = 5;
  const peer = fc.nat(size - 1);
  const step = fc.record({
    from: peer,
    to: peer,
    share: fc.double({ min: -1, max: 1, noNaN: true }),
    told: fc.nat(2),
  });
  const values = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), {
    minLength: size,
    maxLength: size,
  });
  fc.assert(
    fc.property(values, fc.array(step, { maxLength: 60 }), peer, (own, steps, leaver) => {
      const { ledgers, give, tell, total } = room(own);
      for (const { from, to, share, told } of steps) {
        if (from === to) continue;
        give(from, to, share);
        for (let i = 0; i < told; i++) tell(from, to);
      }
      const largest = Math.max(
        1,
        ...ledgers.flatMap((ledger, i) =>
          own.map((_, j) => (i === j ? 0 : Math.abs(ledger.given(String(j))[0]))),
        ),
      );
      own.forEach((_, from) => {
        own.forEach((_, to) => {
          if (from !== to) tell(from, to);
        });
      });
      const expected = own.reduce((sum, value) => sum + value, 0);
      expect(Math.abs(total() - expected)).toBeLessThan(1e-12 * largest);
      // Without one of them, as if it had never been there.
      const left = total((partner) => partner !== String(leaver));
      expect(Math.abs(left - (expected - own[leaver]))).toBeLessThan(1e-12 * largest);
    }),
  );
});

it('gives back what did not come', () => {
  const { ledgers, give, tell, total } = room([8, 0]);
  give(0, 1, 0.5);
  expect([...tell(0, 1)]).toEqual([4]);
  const came = ledgers[0].given('1').slice();
  give(0, 1, 0.5);
  expect(total()).toBe(6);
  ledgers[0].takeBack('1', came);
  expect(total()).toBe(8);
  expect(ledgers.map((ledger) => ledger.mass(everybody)[0])).toEqual([4, 4]);
});

it('says only what is new of what came', () => {
  const random = createRandom(1);
  const { give, tell } = room([random.uniform(), 1]);
  give(1, 0, 0.25);
  expect([...tell(1, 0)]).toEqual([0.25]);
  expect([...tell(1, 0)]).toEqual([0]);
});
