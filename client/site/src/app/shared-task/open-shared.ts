/** Opens a room with a task that the room made itself: gets the task, finds what this device kept of its examples, and joins. */
import type { RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import { readTask } from '@hearsay/shared/tasks/read-task.ts';
import { readSharedTask, type SharedTask } from '@hearsay/shared/tasks/shared-task.ts';
import { lengthOf, type Task } from '@hearsay/shared/tasks/task.ts';
import type { Session } from 'hearsay';
import { createLazyKeeper, forgetCheckpoint, keptCheckpoint } from 'hearsay/kept';
import { createTaskText } from 'hearsay/shared-task';
import { errorOf } from 'hearsay/words';
import type { Beginning } from '../page.ts';
import { type Collection, createCollection } from './collection.ts';
import { feed } from './feed.ts';
import { taskText } from './known-tasks.ts';

/** What belongs to a session of such a room. */
export interface SharedRun {
  readonly session: Session;
  readonly shared: SharedTask;
  readonly collection: Collection;
}

const runs = new WeakMap<Session, SharedRun>();

/** Undefined for a session that was not opened here. */
export const sharedRunOf = (session: Session): SharedRun | undefined => runs.get(session);

/**
 * @param signal aborts the search for the task
 * @throws HearsayError `bad-task` where this version cannot read it; else see `findTask`
 */
export async function openShared(
  settings: RunSettings,
  beginning: Beginning,
  signal: AbortSignal,
): Promise<Session> {
  const kept = beginning === 'resume' ? await keptCheckpoint(settings) : null;
  if (beginning !== 'resume') void forgetCheckpoint(settings);
  const text = await taskText(settings, signal);
  const { shared, task } = read(text);
  const collection = createCollection(task.outputs, lengthOf(task.input));
  const { joinRoom } = await import('hearsay/join');
  const session = joinRoom(settings, {
    idle: true,
    task,
    digest: settings.task,
    source: collection.source(),
    aside(tell) {
      const answers = createTaskText(text, tell, () => performance.now());
      return { receive: answers.receive, setNeighbours: answers.setNeighbours, close() {} };
    },
    keeper: createLazyKeeper(settings),
    resume: kept ?? undefined,
    initialParameters: beginning instanceof Float32Array ? beginning : undefined,
  });
  feed(session, collection);
  runs.set(session, { session, shared, collection });
  return session;
}

function read(text: string): { shared: SharedTask; task: Task } {
  const found = readSharedTask(parsed(text));
  if (!found.ok) throw errorOf({ code: 'bad-task', reason: found.reason });
  const whole = readTask(found.shared.task);
  if (!whole.ok) throw errorOf({ code: 'bad-task', reason: whole.reason });
  return { shared: found.shared, task: whole.task };
}

/** Whoever made the link may have taken the hash of anything. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
