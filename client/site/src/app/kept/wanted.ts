/** What a model that is imported has to be of. */
import type { Task } from '@hearsay/shared/tasks/task.ts';
import { isTaskDigest } from '@hearsay/shared/tasks/tasks.ts';

/**
 * @param name of the task in a run's settings
 * @returns what `readModel` takes besides the files; null where a room made the task itself, and this device has not got it
 */
export async function wantedOf(name: string): Promise<[own?: Task, digest?: string] | null> {
  if (!isTaskDigest(name)) return [];
  const { taskAtHand } = await import('../shared-task/known-tasks.ts');
  const own = await taskAtHand(name);
  return own && [own, name];
}
