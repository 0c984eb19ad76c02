/** What a paper's reproduction is made of: studies that say which runs they need and what these show. */

import type { LineChart } from '@hearsay/shared/charts/chart.ts';
import type { ExperimentResult } from '@hearsay/shared/simulation/experiment.ts';
import type { Measurement } from '../experiments/measurement.ts';
import { simulationOf } from '../experiments/run-all.ts';
import type { Specification } from '../experiments/specification.ts';
import { boundsOf, type Interval } from './interval.ts';

/** One claim and what came of it: a row of the table, and of the JSON. */
export interface Row {
  readonly paper: string;
  readonly claim: string;
  /** What theory expects, or the bound that the claim sets; null where it is only measured. */
  readonly law: number | null;
  /** The mean over the seeds, where there are several. */
  readonly measured: number;
  /** Half the width of its 95 % interval over the seeds; absent where it is of one run, or is the same in all. */
  readonly halfWidth?: number;
  /** How many seeds it is of; absent where it is of one run. */
  readonly seeds?: number;
  /** How far from the law it may be, as a share of it; 0 where the law is a bound. */
  readonly tolerance: number;
  readonly relation: 'within' | 'at most' | 'at least' | 'measured';
  /** Whether the whole interval is on the right side of the bound, or as near the law as it may be. */
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

/** A figure that is the same for every seed or of one run alone, or its interval over the seeds. */
export type Figure = number | Interval;

/** Makes the rows of one paper. */
export function claimsOf(paper: string): {
  within(claim: string, law: number, measured: Figure, tolerance: number): Row;
  atMost(claim: string, bound: number, measured: Figure): Row;
  atLeast(claim: string, bound: number, measured: Figure): Row;
  /** What nobody claims, but one wants to know. */
  measured(claim: string, measured: Figure): Row;
} {
  return {
    within: (claim, law, figure, tolerance) => {
      const { least, most, ...seen } = seenIn(figure);
      const far = tolerance * Math.abs(law);
      const holds = least >= law - far && most <= law + far;
      return { paper, claim, law, ...seen, tolerance, relation: 'within', holds };
    },
    atMost: (claim, law, figure) => {
      const { least: _, most, ...seen } = seenIn(figure);
      return { paper, claim, law, ...seen, tolerance: 0, relation: 'at most', holds: most <= law };
    },
    measured: (claim, figure) => {
      const { least: _, most: __, ...seen } = seenIn(figure);
      return { paper, claim, law: null, ...seen, tolerance: 0, relation: 'measured', holds: true };
    },
    atLeast: (claim, law, figure) => {
      const { least, most: _, ...seen } = seenIn(figure);
      return { paper, claim, law, ...seen, tolerance: 0, relation: 'at least', holds: least >= law };
    },
  };
}

function seenIn(
  figure: Figure,
): Pick<Row, 'measured' | 'halfWidth' | 'seeds'> & { readonly least: number; readonly most: number } {
  if (typeof figure === 'number') return { measured: figure, least: figure, most: figure };
  const [least, most] = boundsOf(figure);
  const { mean, halfWidth, count } = figure;
  return { measured: mean, least, most, ...(halfWidth === null ? {} : { halfWidth, seeds: count }) };
}

/**
 * What a table says of a claim: that it holds, that it does not, or that the seeds do not tell, since the bound lies
 * inside the interval. The last two count as not holding.
 */
export function verdictOf({ relation, holds, measured, halfWidth = 0, law, tolerance }: Row): Verdict {
  if (relation === 'measured' || law === null) return '';
  if (holds) return 'yes';
  const far = tolerance * Math.abs(law);
  const bounds = relation === 'within' ? [law - far, law + far] : [law];
  return bounds.some((bound) => Math.abs(measured - bound) <= halfWidth) ? 'unclear' : 'no';
}

export type Verdict = 'yes' | 'no' | 'unclear' | '';
