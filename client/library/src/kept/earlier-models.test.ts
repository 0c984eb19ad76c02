import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EARLIER_SECONDS, type EarlierModel, surplus } from './earlier-models.ts';

/** Milliseconds. */
const MINUTE = 60_000;

/** What is kept after one was added every minute. */
function keptAfter(accuracies: readonly (number | null)[]): { kept: EarlierModel[]; now: number } {
  let kept: EarlierModel[] = [];
  let now = 0;
  for (const [id, accuracy] of accuracies.entries()) {
    now = id * 1000 * EARLIER_SECONDS;
    kept.push({ id, savedAt: now, updates: id, accuracy });
    const gone = surplus(kept, now);
    kept = kept.filter((model) => !gone.includes(model));
  }
  return { kept, now };
}

it('keeps few, of very different ages', () => {
  const { kept, now } = keptAfter(Array.from({ length: 300 }, () => 0.5));
  const ages = kept.map(({ savedAt }) => (now - savedAt) / MINUTE);
  expect(ages.length).toBeLessThanOrEqual(6);
  expect(ages).toContain(0);
  for (const [from, to] of [
    [2, 8],
    [8, 32],
    [32, 128],
  ]) {
    expect(ages.filter((age) => age >= from && age < to)).toHaveLength(1);
  }
});

it('keeps the newest and the most accurate, whatever came after', () => {
  fc.assert(
    fc.property(
      fc.array(fc.option(fc.double({ min: 0, max: 1, noNaN: true })), { minLength: 1, maxLength: 200 }),
      (accuracies) => {
        const { kept } = keptAfter(accuracies);
        const most = Math.max(...accuracies.map((accuracy) => accuracy ?? 0));
        expect(kept.at(-1)?.id).toBe(accuracies.length - 1);
        expect(Math.max(...kept.map(({ accuracy }) => accuracy ?? 0))).toBe(most);
        expect(kept.length).toBeLessThanOrEqual(6);
      },
    ),
    { seed: 2, numRuns: 50 },
  );
});
