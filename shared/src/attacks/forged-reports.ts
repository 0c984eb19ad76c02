/** Reports of others that are not theirs: changed on their way, and of peers that there are not. */
import { MAX_REPORTS_TOLD, type ToldReport } from '../room/report.ts';
import type { Attack } from './attack-names.ts';
import { sizeOf } from './attacks.ts';

/** Newer, further and better than it is, under the signature that it came with, if any. */
function changed({ report, ...told }: ToldReport, more: number): ToldReport {
  const { number, updates } = report;
  const lie = { number: number + 1, updates: Math.round(updates + more), accuracy: 1, staleness: 0 };
  return { ...told, report: { ...report, ...lie } };
}

/** Of a peer that has the id of the liar read from behind, and no signature. */
function invented({ age, report }: ToldReport): ToldReport {
  const id = [...report.id].reverse().join('');
  return { age, report: { ...report, id } };
}

/** @returns what a liar tells a neighbour in place of its own report, which comes first, and of those that it was to pass on */
export function forgedReports(attack: Attack): (told: readonly ToldReport[]) => ToldReport[] {
  const more = sizeOf(attack);
  return ([own, ...others]) =>
    own === undefined
      ? []
      : [own, invented(own), ...others.map((one) => changed(one, more))].slice(0, MAX_REPORTS_TOLD);
}
