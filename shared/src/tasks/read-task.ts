/** Reads a task that comes from outside: a page that embeds the library, a file, a link. */
import * as v from 'valibot';
import type { Layer } from './layers.ts';
import {
  createTask,
  type Json,
  LOSSES,
  type Normalisation,
  type Task,
  type TaskDescription,
} from './task.ts';

/** Most numbers in one example, and in one name. */
const MAX_INPUT = 16_000_000;
const MAX_NAME = 100;
const MAX_TITLE = 1000;
const MAX_OUTPUTS = 10_000;
const MAX_LAYERS = 200;
const MAX_TENSORS = 2000;
const MAX_AXES = 6;
const MAX_BATCH = 4096;

const whole = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));
const finite = v.pipe(v.number(), v.finite());
const positive = v.pipe(
  finite,
  v.check((value) => value > 0, 'must be larger than 0'),
);
const text = (most: number) => v.pipe(v.string(), v.maxLength(most));
const shape = v.pipe(v.array(whole(1, MAX_INPUT)), v.maxLength(MAX_AXES));
const names = v.pipe(v.array(text(MAX_NAME)), v.minLength(1), v.maxLength(MAX_OUTPUTS));
const perColumn = <T extends v.GenericSchema<number>>(number: T) => v.union([number, v.array(number)]);
const activation = v.picklist(['relu', 'linear', 'tanh', 'sigmoid']);
const units = whole(1, 100_000);

const LayerSchema: v.GenericSchema<unknown, Layer> = v.variant('kind', [
  v.object({ kind: v.literal('dense'), units, activation }),
  v.object({ kind: v.literal('convolution'), filters: units, kernel: whole(1, 100), activation }),
  v.object({ kind: v.literal('max-pooling'), size: whole(1, 100) }),
  v.object({ kind: v.literal('flatten') }),
]);
const TensorsSchema = v.pipe(v.array(v.object({ name: text(1000), shape })), v.maxLength(MAX_TENSORS));
const NetworkSchema = v.object({
  topology: v.custom<Json>((value) => typeof value === 'object' && value !== null, 'must be an object'),
  tensors: v.pipe(TensorsSchema, v.minLength(1)),
  frozen: v.nullable(
    v.object({ tensors: TensorsSchema, sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)) }),
  ),
});

/** What a task must be by itself; whether its parts fit each other, `createTask` looks at. */
export const TaskSchema = v.object({
  name: v.pipe(text(MAX_NAME), v.minLength(1)),
  title: v.optional(text(MAX_TITLE), ''),
  input: v.pipe(shape, v.minLength(1)),
  layers: v.optional(v.pipe(v.array(LayerSchema), v.maxLength(MAX_LAYERS))),
  network: v.optional(NetworkSchema),
  loss: v.picklist(LOSSES),
  classes: v.optional(names),
  units: v.optional(names),
  normalisation: v.optional(
    v.nullable(v.object({ mean: perColumn(finite), deviation: perColumn(positive) })),
    null,
  ),
  range: v.optional(v.nullable(v.tuple([finite, finite]))),
  batchSize: v.optional(whole(1, MAX_BATCH), 32),
});

/** A task as a caller may write it: see `TaskDescription`. */
export interface TaskInput extends Omit<TaskDescription, 'title' | 'normalisation' | 'batchSize'> {
  readonly title?: string;
  /** By default none. */
  readonly normalisation?: Normalisation | null;
  /** 32 by default. */
  readonly batchSize?: number;
}

/** Never throws. @returns the task, or a sentence about the first thing in it that cannot be used */
export function readTask(value: unknown): { ok: true; task: Task } | { ok: false; reason: string } {
  const parsed = v.safeParse(TaskSchema, value, { abortEarly: true });
  if (!parsed.success) {
    const [issue] = parsed.issues;
    return { ok: false, reason: `${v.getDotPath(issue) ?? 'task'}: ${issue.message}` };
  }
  try {
    return { ok: true, task: createTask(parsed.output) };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}
