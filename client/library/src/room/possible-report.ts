/** Whether a report is of what can be: a peer may lie of itself, and not without end. */
import type { Report, ToldReport } from '@hearsay/shared/room/report.ts';
import { MAX_UPDATE_RATE, reachable } from '../peer/claims.ts';

/** The largest count of updates that version vectors have room for. */
const MAX_COUNT = 2 ** 32 - 1;
/** Labels of which a report tells whether there are examples. */
const LABELS = 32;

/**
 * @param before the newest report of that peer that was believed, and when it was made; null for none
 * @param now seconds
 */
export function isPossible(
  { report, age }: Pick<ToldReport, 'report' | 'age'>,
  before: { readonly report: Report; readonly madeAt: number } | null,
  now: number,
): boolean {
  const { updates, updateRate } = report;
  // What was believed may have been made a little later than those said through whose hands it went.
  const most =
    before === null
      ? MAX_COUNT
      : reachable({ updates: before.report.updates, at: Math.min(before.madeAt, now - age) }, now);
  return updates <= Math.min(most, MAX_COUNT) && updateRate <= MAX_UPDATE_RATE && hasItsLabels(report);
}

/** Whether it has examples of the labels that it says it has, where it says how many. */
function hasItsLabels({ labels, counts }: Report): boolean {
  if (counts === undefined) return true;
  return Array.from({ length: LABELS }, (_, label) => label).every(
    (label) => (Math.floor(labels / 2 ** label) % 2 === 1) === (counts[label] ?? 0) > 0,
  );
}
