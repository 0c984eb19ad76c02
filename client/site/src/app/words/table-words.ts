/** What the page says of tables and of tasks that a room shares: a file of its own for each language, loaded where they are shown. */
import type { SharedTaskProblem } from '@hearsay/shared/tasks/shared-task-problem.ts';
import type {
  FitProblem,
  IgnoredReason,
  TableProblem,
  TargetProblem,
} from '../../data/table/table-problem.ts';

type Coded = { readonly code: string };
type Of<P extends Coded, C extends string> = Extract<P, { code: C }>;

/** A text for each code, which is a function where there is data. */
export type WordsOf<P extends Coded> = {
  readonly [C in P['code']]: keyof Of<P, C> extends 'code' ? string : (problem: Of<P, C>) => string;
};

export interface TableWords {
  /** Why a file is no table, and what to do. */
  readonly files: WordsOf<TableProblem>;
  /** Why a column is not learned from, in half a sentence. */
  readonly ignored: WordsOf<IgnoredReason>;
  /** Why a column cannot be what is learned. */
  readonly targets: WordsOf<TargetProblem>;
  /** Why a table is not one for the room's task. */
  readonly fits: WordsOf<FitProblem>;
  /** What is wrong with a task that somebody makes. */
  readonly tasks: WordsOf<SharedTaskProblem>;
  readonly found: {
    rows(count: number): string;
    /** Columns of the task that are not in the table. */
    missing(names: readonly string[]): string;
    /** Columns of numbers in which something else is. */
    notNumbers(names: readonly string[]): string;
    /** Columns of the table that the task has not. */
    extra(names: readonly string[]): string;
    withoutTarget(count: number): string;
    /** Rows of classes that the task has not. */
    unknown(count: number, names: readonly string[]): string;
    gaps(count: number): string;
  };
}

/** A problem for people. */
export function said<P extends Coded>(words: WordsOf<P>, problem: P): string {
  const text = words[problem.code as P['code']] as string | ((problem: P) => string);
  return typeof text === 'string' ? text : text(problem);
}
