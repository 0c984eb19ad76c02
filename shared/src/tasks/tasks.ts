/** All tasks, by name. */
import { mnistCnn, mnistMlp } from './mnist.ts';
import type { Task } from './task.ts';

const TASKS = [mnistMlp, mnistCnn];

/** The first is the one taken where none is named. */
export const TASK_NAMES: readonly string[] = TASKS.map(({ name }) => name);

/** Outputs of the task that has most of them. */
export const MOST_OUTPUTS = Math.max(...TASKS.map(({ outputs }) => outputs));

/** @throws RangeError for a name that is not in `TASK_NAMES` */
export function taskNamed(name: string): Task {
  const task = TASKS.find((candidate) => candidate.name === name);
  if (!task) throw new RangeError(`no task is called ${name}; there are ${TASK_NAMES.join(', ')}`);
  return task;
}

/** Whether what `task=` in a link says is the digest of a task that the room shares, see `sharedTaskDigest`, and not a name. */
export function isTaskDigest(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}
