/** What a paper's reproduction is made of: studies that say which runs they need and what these show. */

import type { ExperimentResult } from '@hearsay/shared/simulation/experiment.ts';
import type { LineChart } from '../command-line/chart.ts';
import type { Measurement } from '../experiments/measurement.ts';
import { simulationOf } from '../experiments/run-all.ts';
import type { Specification } from '../experiments/specification.ts';

/** One claim and what came of it: a row of the table, and of the JSON. */
export interface Row {
  readonly paper: string;
  readonly claim: string;
  /** What theory expects, or the bound that the claim sets; null where it is only measured. */
  readonly law: number | null;
  readonly measured: number;
  /** How far from the law it may be, as a share of it; 0 where the law is a bound. */
  readonly tolerance: number;
  readonly relation: 'within' | 'at most' | 'at least' | 'measured';
  readonly holds: boolean;
  /** Why, where a claim does not hold. */
  readonly reason?: string;
}

/** `quick` makes every claim at small sizes; `full` at the paper's. */
export type Form = 'quick' | 'full';

export interface StudyReport {
  readonly rows: readonly Row[];
  readonly charts: readonly LineChart[];
  /** For people, in place of the rows, where these are many of a kind. */
  readonly table?: {
    readonly header: readonly string[];
    readonly rows: readonly (readonly (string | number)[])[];
  };
  /** What all of it says, in sentences, where rows do not say it themselves. */
  readonly conclusions?: readonly string[];
}

/** What a claim needs to be measured, and what the results say of it. `studyOf` and `simulationStudy` make one. */
export interface Study {
  readonly measurements: readonly Measurement[];
  /** @param results of the measurements, in their order */
  report(results: readonly unknown[]): StudyReport;
}

/** A study by simulations that a specification can describe. */
export interface SimulationStudy {
  readonly specifications: readonly Specification[];
  /** @param results in the order of the specifications */
  report(results: readonly ExperimentResult[]): StudyReport;
}

export function simulationStudy({ specifications, report }: SimulationStudy): Study {
  return {
    measurements: specifications.map(simulationOf),
    report: (results) => report(results as readonly ExperimentResult[]),
  };
}

/**
 * A study that measures for itself, in worker threads.
 * @param module URL of the file whose default export, made by `measurement`, takes an input and gives a result
 */
export function studyOf<Input, Result>(
  module: string,
  inputs: readonly Input[],
  report: (results: readonly Result[]) => StudyReport,
): Study {
  return {
    measurements: inputs.map((input) => ({ module, input })),
    report: (results) => report(results as readonly Result[]),
  };
}

/** What a paper's text did not settle, and how it was decided here. */
export interface OpenPoint {
  readonly question: string;
  readonly decision: string;
}

export interface Paper {
  readonly name: string;
  readonly title: string;
  /** In a sentence or two, for people: the method, and what the claims say. */
  readonly about: string;
  readonly open: readonly OpenPoint[];
  studies(form: Form): readonly Study[];
  /** What is shown in real tabs, where the paper has such a claim. Takes minutes. */
  inTabs?(onProgress: (done: number) => void): Promise<Row[]>;
}

/** Makes the rows of one paper. */
export function claimsOf(paper: string): {
  within(claim: string, law: number, measured: number, tolerance: number): Row;
  atMost(claim: string, bound: number, measured: number): Row;
  atLeast(claim: string, bound: number, measured: number): Row;
  /** What nobody claims, but one wants to know. */
  measured(claim: string, measured: number): Row;
} {
  return {
    within: (claim, law, measured, tolerance) => {
      const holds = Math.abs(measured - law) <= tolerance * Math.abs(law);
      return { paper, claim, law, measured, tolerance, relation: 'within', holds };
    },
    atMost: (claim, law, measured) => {
      return { paper, claim, law, measured, tolerance: 0, relation: 'at most', holds: measured <= law };
    },
    measured: (claim, measured) => {
      return { paper, claim, law: null, measured, tolerance: 0, relation: 'measured', holds: true };
    },
    atLeast: (claim, law, measured) => {
      return { paper, claim, law, measured, tolerance: 0, relation: 'at least', holds: measured >= law };
    },
  };
}
