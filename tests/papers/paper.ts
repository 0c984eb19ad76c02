/** What a paper's reproduction is made of: studies that say which runs they need and what these show. */

import type { ExperimentResult } from '@hearsay/shared/simulation/experiment.ts';
import type { LineChart } from '../command-line/chart.ts';
import type { Specification } from '../experiments/specification.ts';

/** One claim and what came of it: a row of the table, and of the JSON. */
export interface Row {
  readonly paper: string;
  readonly claim: string;
  /** What theory expects, or the bound that the claim sets. */
  readonly law: number;
  readonly measured: number;
  /** How far from the law it may be, as a share of it; 0 where the law is a bound. */
  readonly tolerance: number;
  readonly relation: 'within' | 'at most' | 'at least';
  readonly holds: boolean;
}

/** `quick` makes every claim at small sizes; `full` at the paper's. */
export type Form = 'quick' | 'full';

export interface StudyReport {
  readonly rows: readonly Row[];
  readonly charts: readonly LineChart[];
}

export interface Study {
  readonly specifications: readonly Specification[];
  /** @param results in the order of the specifications */
  report(results: readonly ExperimentResult[]): StudyReport;
}

export interface Paper {
  readonly name: string;
  readonly title: string;
  studies(form: Form): readonly Study[];
  /** What is shown in real tabs, where the paper has such a claim. Takes minutes. */
  inTabs?(onProgress: (done: number) => void): Promise<Row[]>;
}

/** Makes the rows of one paper. */
export function claimsOf(paper: string): {
  within(claim: string, law: number, measured: number, tolerance: number): Row;
  atMost(claim: string, bound: number, measured: number): Row;
  atLeast(claim: string, bound: number, measured: number): Row;
} {
  return {
    within: (claim, law, measured, tolerance) => {
      const holds = Math.abs(measured - law) <= tolerance * Math.abs(law);
      return { paper, claim, law, measured, tolerance, relation: 'within', holds };
    },
    atMost: (claim, law, measured) => {
      return { paper, claim, law, measured, tolerance: 0, relation: 'at most', holds: measured <= law };
    },
    atLeast: (claim, law, measured) => {
      return { paper, claim, law, measured, tolerance: 0, relation: 'at least', holds: measured >= law };
    },
  };
}
