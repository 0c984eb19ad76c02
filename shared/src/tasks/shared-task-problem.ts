/** What a shared task cannot be, as codes with data, and the same in English sentences that say what to do. */
import { nameKey, tidyName } from './names.ts';
import type { SharedTask } from './shared-task.ts';
import { tableWidth } from './table-width.ts';
import { createTask, dimensionOf, type Task } from './task.ts';

const MAX_TITLE_LENGTH = 100;
/** Of the name of a class, in characters. */
const MAX_CLASS_NAME_LENGTH = 40;
/** Of the name of a column, which tables have longer. */
export const MAX_COLUMN_NAME_LENGTH = 80;
export const FEWEST_CLASSES = 2;
export const MOST_CLASSES = 32;
const MOST_COLUMNS = 100;
/** A model of it crosses every link again and again: 16 MB. */
const MOST_PARAMETERS = 4_000_000;
const DRAWING_SIDE = 28;

/** What has a name. */
export type Named = 'class' | 'column';

export type SharedTaskProblem =
  /** @param where the path to what is wrong @param what a sentence in English */
  | { code: 'no-shared-task'; where: string; what: string }
  | { code: 'no-title' }
  | { code: 'long-title'; most: number }
  | { code: 'class-count'; least: number; most: number; actual: number }
  | { code: 'column-count'; least: number; most: number; actual: number }
  | { code: 'no-name'; of: Named }
  | { code: 'long-name'; of: Named; name: string; most: number }
  /** Names that differ in capitals or spaces alone are the same. */
  | { code: 'same-name'; of: Named; name: string }
  | { code: 'too-large'; most: number; bytes: number };

/** What somebody names of a task. Columns are without the target. */
export interface Choice {
  readonly title: string;
  readonly classes?: readonly string[] | undefined;
  readonly columns?: readonly { readonly name: string }[] | undefined;
  readonly target?: { readonly name: string } | undefined;
}

/** Null where all parts of it fit each other. */
export function sharedTaskProblem(shared: SharedTask): SharedTaskProblem | null {
  const { title, data, task } = shared;
  const { columns, target } = data.kind === 'table' ? data : {};
  return choiceProblem({ title, classes: task.classes, columns, target }) ?? partsProblem(shared);
}

/** Null where a task of that choice can be made. */
export function choiceProblem({ title, classes, columns, target }: Choice): SharedTaskProblem | null {
  if (nameKey(title) === '') return { code: 'no-title' };
  if (lengthOfName(title) > MAX_TITLE_LENGTH) return { code: 'long-title', most: MAX_TITLE_LENGTH };
  if (columns) {
    const actual = columns.length;
    if (actual < 1 || actual > MOST_COLUMNS)
      return { code: 'column-count', least: 1, most: MOST_COLUMNS, actual };
    const names = [...columns, ...(target ? [target] : [])].map(({ name }) => name);
    const refused = namesProblem(names, 'column', MAX_COLUMN_NAME_LENGTH);
    if (refused !== null) return refused;
  }
  if (!classes) return null;
  const actual = classes.length;
  if (actual < FEWEST_CLASSES || actual > MOST_CLASSES)
    return { code: 'class-count', least: FEWEST_CLASSES, most: MOST_CLASSES, actual };
  return namesProblem(classes, 'class', MAX_CLASS_NAME_LENGTH);
}

function namesProblem(names: readonly string[], of: Named, most: number): SharedTaskProblem | null {
  const seen = new Set<string>();
  for (const name of names) {
    const key = nameKey(name);
    if (key === '') return { code: 'no-name', of };
    if (lengthOfName(name) > most) return { code: 'long-name', of, name, most };
    if (seen.has(key)) return { code: 'same-name', of, name };
    seen.add(key);
  }
  return null;
}

/** In characters as people count them, or nearly, of what is shown. */
function lengthOfName(name: string): number {
  return [...tidyName(name)].length;
}

/** Whether the network takes such data, and is none that a tab could not hold. */
function partsProblem({ data, task }: SharedTask): SharedTaskProblem | null {
  const bad = (where: string, what: string): SharedTaskProblem => ({ code: 'no-shared-task', where, what });
  if (task.network !== undefined) return bad('task.network', 'A shared task has layers instead.');
  let whole: Task;
  try {
    whole = createTask({ title: '', normalisation: null, batchSize: 32, ...task });
  } catch (error) {
    return bad('task', error instanceof Error ? error.message : String(error));
  }
  if (!(dimensionOf(whole) <= MOST_PARAMETERS))
    return bad('task.layers', `The network may have ${MOST_PARAMETERS} parameters at most.`);
  const { input, units } = task;
  const shapes = inputShapes({ data, task });
  if (!shapes.some((shape) => String(shape) === String(input)))
    return bad('task.input', `It must be ${shapes.map((shape) => `[${shape}]`).join(' or ')}.`);
  const numbers = data.kind === 'table' && data.target.kind === 'number';
  if (numbers !== (units !== undefined)) return bad('task', 'It must name what the data’s target is.');
  if (numbers && units?.length !== 1) return bad('task.units', 'There must be one.');
  return null;
}

function inputShapes({ data, task }: Pick<SharedTask, 'data' | 'task'>): readonly (readonly number[])[] {
  if (data.kind === 'table') return [[tableWidth(data.columns)]];
  if (data.kind === 'drawings') return [[DRAWING_SIDE ** 2], [DRAWING_SIDE, DRAWING_SIDE, 1]];
  return [data.features === null ? [data.side, data.side, 3] : [task.input[0]]];
}

/** A sentence in English that says what to do. */
export function sharedTaskReason(problem: SharedTaskProblem): string {
  switch (problem.code) {
    case 'no-shared-task':
      return `This is not a task that can be learned together. ${problem.where}: ${problem.what}`;
    case 'no-title':
      return 'Give the task a title.';
    case 'long-title':
      return `Shorten the title to ${problem.most} characters.`;
    case 'class-count':
      return `Have ${problem.least} to ${problem.most} classes; there are ${problem.actual}.`;
    case 'column-count':
      return `Choose ${problem.least} to ${problem.most} columns to learn from; there are ${problem.actual}.`;
    case 'no-name':
      return `Give every ${problem.of} a name.`;
    case 'long-name':
      return `Shorten the name of the ${problem.of} “${problem.name}” to ${problem.most} characters.`;
    case 'same-name':
      return `Give every ${problem.of} another name: “${problem.name}” is there twice.`;
    case 'too-large':
      return `Shorten names, or choose fewer columns: the task has ${problem.bytes} bytes, and may have ${problem.most}.`;
  }
}
