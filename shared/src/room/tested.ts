/** How good a room's model is on all that its peers test it with, where each has test examples of its own: from their reports. */
import type { PeerId } from '../protocol/signalling.ts';
import { noConfusion, readConfusion } from './confusion.ts';
import type { Report } from './report.ts';

/** Of the peers that have tested it. */
export interface RoomTested {
  readonly peers: number;
  /** Examples that they have tested with, together. */
  readonly examples: number;
  /** The share of all these that is right, of values the mean of what is explained of their variance, by the number of examples; 0
   * to 1. Null where nobody has tested. */
  readonly accuracy: number | null;
  /** Who has the least. */
  readonly worst: { readonly id: PeerId; readonly accuracy: number; readonly examples: number } | null;
  /** Of all examples of a class the share that is right, 0 to 1; null for a class of which nobody has any. Of peers that say what
   * they took examples for; empty where there is none. */
  readonly perClass: readonly (number | null)[];
  /** Of those peers: how many examples of each class were taken for each class. Empty as well. */
  readonly confusion: readonly (readonly number[])[];
}

/** @param classes how many the task has @param reports of which those without examples of their own to test with do not count */
export function testedByAll(reports: readonly Report[], classes: number): RoomTested {
  const confusion = noConfusion(classes);
  let peers = 0;
  let examples = 0;
  let right = 0;
  let confused = 0;
  let worst: RoomTested['worst'] = null;
  for (const { id, accuracy, tested = 0, confusion: told } of reports) {
    if (accuracy === null || tested === 0) continue;
    peers += 1;
    examples += tested;
    right += accuracy * tested;
    if (worst === null || accuracy < worst.accuracy) worst = { id, accuracy, examples: tested };
    const rows = told === undefined ? null : readConfusion(told, classes);
    if (rows === null) continue;
    confused += 1;
    rows.forEach((row, of) => {
      row.forEach((count, taken) => {
        confusion[of][taken] += count;
      });
    });
  }
  const isTold = confused > 0;
  return {
    ...{ peers, examples, worst },
    accuracy: examples === 0 ? null : right / examples,
    perClass: isTold ? confusion.map(shareRight) : [],
    confusion: isTold ? confusion : [],
  };
}

function shareRight(row: readonly number[], label: number): number | null {
  const count = row.reduce((sum, one) => sum + one, 0);
  return count === 0 ? null : row[label] / count;
}
