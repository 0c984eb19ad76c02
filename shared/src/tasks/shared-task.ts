/**
 * A task that somebody makes for a room: plain JSON that travels from peer to peer, and whose digest is in the link, so that whoever
 * has the link knows that the right one came. It says what the data are, and what is learned of them.
 */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import { canonicalJson, digestOf } from './digest.ts';
import { tidyName } from './names.ts';
import { type TaskInput, TaskSchema } from './read-task.ts';
import { type SharedTaskProblem, sharedTaskProblem, sharedTaskReason } from './shared-task-problem.ts';

/** Most bytes of its text, in UTF-8: it goes to a neighbour in one message, however much of it JSON has to escape. */
export const MAX_SHARED_TASK_BYTES = 24 * 1024;
/** The largest that a pivot may be; its square is far from the largest float. */
const MAX_PIVOT = 1e30;

/** A column that is learned from. `centre` and `scale` are roughly the creator's: what is used until peers agree on better. */
export type Column =
  | { readonly name: string; readonly kind: 'number'; readonly centre: number; readonly scale: number }
  | { readonly name: string; readonly kind: 'category' };

/** The column that is learned: one of the task's classes, or a number in the task's unit. */
export type Target =
  | { readonly name: string; readonly kind: 'classes' }
  | { readonly name: string; readonly kind: 'number'; readonly centre: number; readonly scale: number };

export interface TableData {
  readonly kind: 'table';
  readonly columns: readonly Column[];
  readonly target: Target;
}

export type SharedData =
  /** Squares of `side` pixels, or what a frozen network named `features` makes of such; null for the pixels themselves. */
  | { readonly kind: 'pictures'; readonly side: number; readonly features: string | null }
  /** 28 x 28 shares of ink. */
  | { readonly kind: 'drawings' }
  | TableData;

export interface SharedTask {
  readonly version: 1;
  readonly title: string;
  readonly data: SharedData;
  readonly task: TaskInput;
}

/** @param reason a sentence in English that says what to do; `problem` is the same as data */
export type SharedTaskRead =
  | { ok: true; shared: SharedTask }
  | { ok: false; reason: string; problem: SharedTaskProblem };

const name = v.pipe(v.string(), v.transform(tidyName));
const pivot = {
  centre: v.pipe(v.number(), v.minValue(-MAX_PIVOT), v.maxValue(MAX_PIVOT)),
  scale: v.pipe(v.number(), v.minValue(1 / MAX_PIVOT), v.maxValue(MAX_PIVOT)),
};
const numberColumn = v.object({ name, kind: v.literal('number'), ...pivot });
const columnSchema = v.variant('kind', [numberColumn, v.object({ name, kind: v.literal('category') })]);
const targetSchema = v.variant('kind', [numberColumn, v.object({ name, kind: v.literal('classes') })]);

const SharedTaskSchema = v.object({
  version: v.literal(1),
  title: name,
  data: v.variant('kind', [
    v.object({
      kind: v.literal('pictures'),
      side: v.pipe(v.number(), v.integer(), v.minValue(8), v.maxValue(512)),
      features: v.nullable(v.pipe(v.string(), v.regex(/^[\w.@/-]{1,100}$/))),
    }),
    v.object({ kind: v.literal('drawings') }),
    v.object({ kind: v.literal('table'), columns: v.array(columnSchema), target: targetSchema }),
  ]),
  task: TaskSchema,
});

/**
 * Reads one that comes from outside. What it gives is tidy, and read again it is the same. Never throws.
 * @param value what JSON has
 */
export function readSharedTask(value: unknown): SharedTaskRead {
  const parsed = v.safeParse(SharedTaskSchema, value, { abortEarly: true });
  if (!parsed.success) {
    const [issue] = parsed.issues;
    return refused({ code: 'no-shared-task', where: v.getDotPath(issue) ?? 'task', what: issue.message });
  }
  const { task, ...rest } = parsed.output;
  const classes = task.classes?.map(tidyName);
  const shared: SharedTask = { ...rest, task: classes === undefined ? task : { ...task, classes } };
  const problem = sharedTaskProblem(shared) ?? sizeProblem(shared);
  return problem === null ? { ok: true, shared } : refused(problem);
}

/** No task, in words too. */
export function refused(problem: SharedTaskProblem): Extract<SharedTaskRead, { ok: false }> {
  return { ok: false, problem, reason: sharedTaskReason(problem) };
}

function sizeProblem(shared: SharedTask): SharedTaskProblem | null {
  const bytes = utf8ToBytes(sharedTaskText(shared)).length;
  return bytes <= MAX_SHARED_TASK_BYTES ? null : { code: 'too-large', most: MAX_SHARED_TASK_BYTES, bytes };
}

/** The text that travels: canonical JSON, the same for the same task. */
export function sharedTaskText(shared: SharedTask): string {
  return canonicalJson(shared);
}

/** SHA-256 of its text, 64 hexadecimal digits: what `task=` in a link says. */
export function sharedTaskDigest(shared: SharedTask): string {
  return digestOf(sharedTaskText(shared));
}
