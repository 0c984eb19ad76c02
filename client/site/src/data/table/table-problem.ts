/** What is wrong with a file that should be a table, and why a column of it is not learned from, as codes with data. */

export const MOST_BYTES = 50 * 2 ** 20;
export const MOST_TABLE_COLUMNS = 1000;

export type TableProblem =
  | { code: 'empty-file' }
  | { code: 'too-large-file'; bytes: number; most: number }
  /** It is no text: a picture, a PDF. */
  | { code: 'binary-file' }
  /** A file of a spreadsheet, such as .xlsx or .ods. */
  | { code: 'spreadsheet' }
  /** A page, as when a login came instead of the file. */
  | { code: 'html' }
  | { code: 'one-column' }
  /** Names of columns, and nothing below them. */
  | { code: 'no-rows' }
  | { code: 'too-many-columns'; count: number; most: number }
  /** The file cannot be read: it was moved, or may not be. */
  | { code: 'unreadable' };

export type IgnoredReason =
  /** No cell has anything. */
  | { code: 'empty' }
  /** All cells that have something have the same. */
  | { code: 'constant' }
  /** Numbers that count the rows. */
  | { code: 'row-numbers' }
  | { code: 'dates' }
  /** Nearly every row has another text: names, remarks. @param count different texts */
  | { code: 'different-texts'; count: number }
  | { code: 'too-many-categories'; count: number; most: number };

/** Why a column cannot be what is learned. */
export type TargetProblem =
  | { code: 'no-such-column'; name: string }
  | { code: 'target-empty'; name: string }
  | { code: 'target-one-class'; name: string; only: string }
  | { code: 'target-too-many-classes'; name: string; count: number; most: number }
  | { code: 'target-no-number'; name: string };

/** Why a file cannot be used for a task that is there. */
export type FitProblem =
  | { code: 'target-missing'; name: string }
  /** None of the task's columns is there. @param names all of them */
  | { code: 'columns-missing'; names: readonly string[] }
  /** No row has a target that the task knows. @param names some that are there instead */
  | { code: 'no-row-fits'; name: string; names: readonly string[] };
