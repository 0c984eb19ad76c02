/** The texts of tasks that this device has, by their digest: of those it made, and of those it got from others. They are kept. */

import type { RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import { digestOf } from '@hearsay/shared/tasks/digest.ts';
import { signal } from '@preact/signals';
import type { Problem } from 'hearsay';
import { type Finding, findTask } from 'hearsay/shared-task';
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
  const here = known.get(settings.task) ?? (await keptTaskText(settings.task));
  if (here !== null && digestOf(here) === settings.task) return here;
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
