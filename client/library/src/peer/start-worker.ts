/** Starts the Worker of a tab where one bundler builds page and Worker together. `package/` has another way for the package. */
import type { Task } from '@hearsay/shared/tasks/task.ts';
import type { PeerThread } from './peer-worker.ts';
import { threadOf } from './worker-thread.ts';

/** A Worker that can build the network of the task. */
export function startWorker(task: Task): PeerThread {
  return threadOf(
    task.network === undefined
      ? new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
      : new Worker(new URL('./any-worker.ts', import.meta.url), { type: 'module' }),
  );
}
