/**
 * Which of the reports that neighbours tell are believed. One that is signed has to be of who it says it is, newer than what that peer
 * said before, and of what can be; one that is not counts only of peers that are not known to sign. To look at a signature takes time:
 * a neighbour has so many a second looked at, all together too, and fewer where some of its own did not fit. Of more peers than that is enough
 * for each is heard less often.
 */
import type { PeerId } from '@hearsay/shared/protocol/signalling.ts';
import { idOfKey, reportText } from '@hearsay/shared/room/identity.ts';
import type { Report, ToldReport } from '@hearsay/shared/room/report.ts';
import type { ReportTable } from '@hearsay/shared/room/report-table.ts';
import type { Signers } from '@hearsay/shared/room/signers.ts';
import { createTokenBucket, type TokenBucket } from '@hearsay/shared/util/token-bucket.ts';
import type { SignedCount } from '../peer/signed-counts.ts';
import { isPossible } from './possible-report.ts';
import type { Verifier } from './verifier.ts';

/** Seconds for which signatures may come at once: a newcomer is told of many. */
const BURST_SECONDS = 4;
/** Signatures of a neighbour that are looked at, as a share of all. */
const NEIGHBOUR_SHARE = 0.5;
/** What one that does not fit counts. */
const FORGED_COST = 8;

export interface ReportIntakeOptions {
  readonly self: PeerId;
  /** The room's name. */
  readonly room: string;
  readonly table: ReportTable;
  readonly signers: Signers;
  readonly verifier: Verifier;
  /** Milliseconds. */
  readonly now: () => number;
  /** Something is in the table that was not. */
  readonly onFresh: () => void;
  readonly onSigned: (count: SignedCount) => void;
  /** `forged-report`: not signed by who it is of; `unsigned-report`: of one that signs; `impossible-report`: it cannot be. */
  readonly onDropped: (reason: string) => void;
}

export interface ReportIntake {
  /** Of a neighbour: see `take`. */
  createBudget(): TokenBucket;
  /** A neighbour told these. @param budget its own */
  take(from: PeerId, told: readonly ToldReport[], budget: TokenBucket): void;
}

export function createReportIntake(options: ReportIntakeOptions): ReportIntake {
  const { self, room, table, signers, verifier, now, onFresh, onSigned, onDropped } = options;
  // Of what is spent a token is as long as a signature takes where there are most.
  const createBudget = (share: number): TokenBucket => createTokenBucket(share, share * BURST_SECONDS, now);
  const all = createBudget(1);
  const seconds = (): number => now() / 1000;

  const put = (from: PeerId, told: ToldReport): boolean => {
    if (!isPossible(told, table.newestOf(told.report.id), seconds())) {
      onDropped('impossible-report');
      return false;
    }
    if (table.take(from, [told], seconds()) > 0) onFresh();
    return true;
  };

  /** Whether it is time to hear of that peer again, where there are more peers than can be heard of each second. */
  const isDue = (id: PeerId): boolean => {
    const known = signers.has(id) ? table.newestOf(id) : null;
    return known === null || seconds() - known.madeAt >= table.size / verifier.perSecond;
  };

  /** @returns whether one more signature may be looked at */
  const spend = (budget: TokenBucket, signatures: number): boolean => {
    const cost = signatures / verifier.perSecond;
    return budget.level() >= cost && all.level() >= cost && budget.take(cost) >= 0 && all.take(cost) >= 0;
  };

  const settle = (from: PeerId, told: ToldReport, budget: TokenBucket, fits: boolean): void => {
    const { report, age } = told;
    const { id, number, updates, updateRate: rate } = report;
    if (!fits) {
      budget.take(FORGED_COST / verifier.perSecond);
      onDropped('forged-report');
    } else if (signers.isNews(id, number)) {
      signers.note(id, number);
      if (put(from, told)) onSigned({ peer: id, updates, rate, age });
    }
  };

  const takeSigned = (from: PeerId, told: ToldReport, budget: TokenBucket): void => {
    const { report, proof } = told;
    if (proof === undefined) return;
    if (!signers.isNews(report.id, report.number)) {
      table.note(from, report);
      return;
    }
    if (!isDue(report.id) || !spend(budget, 1)) return;
    if (idOfKey(proof.key) !== report.id) {
      settle(from, told, budget, false);
      return;
    }
    const fits = verifier.check(reportText(room, report), proof);
    if (typeof fits === 'boolean') settle(from, told, budget, fits);
    else void fits.then((is) => settle(from, told, budget, is));
  };

  return {
    createBudget: () => createBudget(NEIGHBOUR_SHARE),
    take(from, reports, budget) {
      for (const told of reports) {
        const { id }: Report = told.report;
        if (id === self) continue;
        if (told.proof !== undefined) takeSigned(from, told, budget);
        else if (signers.has(id)) onDropped('unsigned-report');
        // A neighbour that cannot sign says itself how it is.
        else if (id === from || !table.isNeighbour(id)) put(from, told);
      }
    },
  };
}
