/** The texts of tasks that this device has, by their digest: of those it made, and of those it got from others. They are kept. */

import type { RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import { digestOf } from '@hearsay/shared/tasks/digest.ts';
import { readTask } from '@hearsay/shared/tasks/read-task.ts';
import { readSharedTask, type SharedTask } from '@hearsay/shared/tasks/shared-task.ts';
import type { Task } from '@hearsay/shared/tasks/task.ts';
import { signal } from '@preact/signals';
import type { Problem } from 'hearsay';
import { type Finding, findTask } from 'hearsay/shared-task';
import { errorOf } from 'hearsay/words';
import { keepTaskText, keptTaskText } from '../../data/kept/kept-task.ts';

/** For where the browser keeps nothing. */
const known = new Map<string, string>();

/** How far the search for a task is; null while none is under way. */
export const finding = signal<{ readonly now: Finding; readonly problem: Problem | null } | null>(null);

export function rememberTask(digest: string, text: string): void {
  known.set(digest, text);
  // Where the browser keeps nothing others are asked after a reload.
  keepTaskText(digest, text).catch(() => {});
}

/**
 * The text of the task that the settings have the digest of, from this device or from the peers of the room.
 * @throws HearsayError see `findTask`
 */
export async function taskText(settings: RunSettings, aborted: AbortSignal): Promise<string> {
  const here = await textAtHand(settings.task);
  if (here !== null) return here;
  finding.value = { now: 'joining', problem: null };
  try {
    const text = await findTask({
      settings,
      signal: aborted,
      onFinding(now) {
        finding.value = { now, problem: finding.peek()?.problem ?? null };
      },
      onProblem(problem) {
        finding.value = { now: finding.peek()?.now ?? 'joining', problem };
      },
    });
    rememberTask(settings.task, text);
    return text;
  } finally {
    finding.value = null;
  }
}

async function textAtHand(digest: string): Promise<string | null> {
  const here = known.get(digest) ?? (await keptTaskText(digest));
  return here !== null && digestOf(here) === digest ? here : null;
}

/** The task that has this digest; null where this device has not got it, or cannot use it. */
export async function taskAtHand(digest: string): Promise<Task | null> {
  const text = await textAtHand(digest);
  try {
    return text === null ? null : readTaskText(text).task;
  } catch {
    return null;
  }
}

/** @throws HearsayError `bad-task` where this version cannot read it */
export function readTaskText(text: string): { shared: SharedTask; task: Task } {
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
