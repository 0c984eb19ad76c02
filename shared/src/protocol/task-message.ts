/**
 * What peers tell each other of a task that the room made itself: its description, which newcomers ask for, and the statistics
 * of its data. It goes where messages of the room go, see `mesh-message.ts`, and comes from outside.
 */
import * as v from 'valibot';
import { MAX_SHARED_TASK_BYTES } from '../tasks/shared-task.ts';

/** Asks a neighbour for the description of the task that both have the digest of. */
const TaskRequestSchema = v.object({ type: v.literal('task-request') });

/** The answer. @see `shared-task.ts` for what the text is; whoever gets it checks its hash against the link */
const TaskTextSchema = v.object({
  type: v.literal('task-text'),
  text: v.pipe(v.string(), v.maxBytes(MAX_SHARED_TASK_BYTES)),
});

/** See `statistics/`, which reads what is in it. */
const StatisticsSchema = v.object({ type: v.literal('statistics'), statistics: v.unknown() });

const TaskMessageSchema = v.variant('type', [TaskRequestSchema, TaskTextSchema, StatisticsSchema]);
export type TaskMessage = v.InferOutput<typeof TaskMessageSchema>;

/** What came from a neighbour, as JSON has it; null where it is no such message. Never throws. */
export function parseTaskMessage(value: unknown): TaskMessage | null {
  const parsed = v.safeParse(TaskMessageSchema, value, { abortEarly: true });
  return parsed.success ? parsed.output : null;
}
