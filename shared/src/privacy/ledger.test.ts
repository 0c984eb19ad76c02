import { describe, expect, it } from 'vitest';
import { epsilonOf } from './accountant.ts';
import { PrivacyLedger } from './ledger.ts';
import type { Releases } from './mechanism.ts';

const budget = { epsilon: 3, delta: 1e-5 };
const options = { budget, batchSize: 20 };

function ledgerOf(examples: number, more: Partial<ConstructorParameters<typeof PrivacyLedger>[0]> = {}) {
  const ledger = new PrivacyLedger({ ...options, ...more });
  ledger.setExamples(examples);
  return ledger;
}

/** @returns how many steps it took */
function takeAll(ledger: PrivacyLedger, most = 1e6): number {
  let taken = 0;
  while (taken < most && ledger.take()) taken += 1;
  return taken;
}

describe('the ledger', () => {
  it('ends with the budget, and not before it is nearly used up', () => {
    const ledger = ledgerOf(400);
    expect(ledger.status).toMatchObject({ steps: 0, ended: false, target: 3, delta: 1e-5, sampling: 0.05 });
    expect(takeAll(ledger)).toBe(ledger.plan?.steps);
    expect(ledger.ended).toBe(true);
    expect(ledger.mayStep).toBe(false);
    const { epsilon = 0 } = ledger.status ?? {};
    expect(epsilon).toBeLessThanOrEqual(3);
    expect(epsilon).toBeGreaterThan(2.9);
  });

  it('says what was spent, and never less', () => {
    const ledger = ledgerOf(400);
    const { sampling = 0, noise = 0 } = ledger.plan ?? {};
    for (const steps of [1, 30, 200]) {
      takeAll(ledger, steps);
      const { epsilon = 0, steps: taken = 0 } = ledger.status ?? {};
      expect(epsilon).toBeGreaterThanOrEqual(epsilonOf([{ sampling, noise, steps: taken }], 1e-5));
    }
    expect(ledger.status?.steps).toBe(231);
  });

  it('makes no step that was not put down before', () => {
    const down: Releases[][] = [];
    const ledger = ledgerOf(400, { putDown: (spent) => down.push([...spent]) });
    expect(ledger.take()).toBe(false);
    ledger.granted();
    let taken = 0;
    while (ledger.take()) {
      taken += 1;
      expect(down.at(-1)?.[0].steps).toBeGreaterThanOrEqual(taken);
    }
    // One part was granted; the next is only asked for.
    expect(taken).toBe(Math.ceil((ledger.plan?.steps ?? 0) / 50));
    expect(down.length).toBe(2);
    expect(ledger.ended).toBe(false);
    ledger.granted();
    expect(ledger.take()).toBe(true);
  });

  it('goes on from what was put down, at most', () => {
    const down: Releases[][] = [];
    const first = ledgerOf(400, { putDown: (spent) => down.push([...spent]) });
    first.granted();
    takeAll(first, 5);
    const spent = down.at(-1) ?? [];
    const second = ledgerOf(400, { spent });
    expect(second.status?.steps).toBe(spent[0].steps);
    expect(takeAll(second) + spent[0].steps).toBe(second.plan?.steps);
    expect(second.status?.epsilon).toBeLessThanOrEqual(3);
    expect(ledgerOf(400, { spent: second.spent }).take()).toBe(false);
  });

  it('counts what was released of other examples too', () => {
    const ledger = ledgerOf(400);
    takeAll(ledger, 100);
    // A few more or fewer are sampled as before.
    ledger.setExamples(420);
    ledger.setExamples(0);
    expect(ledger.status?.sampling).toBe(0.05);
    ledger.setExamples(150);
    const after = takeAll(ledger);
    expect(after).toBeGreaterThan(0);
    expect(ledger.spent.length).toBe(2);
    expect(epsilonOf(ledger.spent, 1e-5)).toBeLessThanOrEqual(3);
    // Back to the first, and round again: what was spent stays spent.
    ledger.setExamples(400);
    takeAll(ledger);
    ledger.setExamples(150);
    expect(takeAll(ledger)).toBe(0);
    expect(epsilonOf(ledger.spent, 1e-5)).toBeLessThanOrEqual(3);
  });

  it('has none for who has no examples, or whom no noise would do for', () => {
    expect(ledgerOf(0).take()).toBe(false);
    expect(ledgerOf(0).ended).toBe(false);
    const hopeless = ledgerOf(5, { budget: { epsilon: 1e-7, delta: 1e-12 } });
    expect(hopeless.take()).toBe(false);
    expect(hopeless.ended).toBe(true);
    expect(hopeless.status).toBeNull();
  });
});
