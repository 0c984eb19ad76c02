/** Opens a new room with a task that was just made. */

import { defaultSettings } from '@hearsay/shared/settings/run-settings.ts';
import { type SharedTask, sharedTaskDigest, sharedTaskText } from '@hearsay/shared/tasks/shared-task.ts';
import { randomBytes } from 'hearsay/basics';
import { newRoom } from '../new-room.ts';
import type { Page } from '../page.ts';
import { rememberTask } from '../shared-task/known-tasks.ts';

export function joinWith(page: Page, shared: SharedTask): void {
  const task = sharedTaskDigest(shared);
  rememberTask(task, sharedTaskText(shared));
  page.join({
    ...defaultSettings,
    ...newRoom(randomBytes),
    ...{ task, partition: { kind: 'iid' }, auto: true },
    // Devices often have one class alone, and few examples of it: with more steps between two exchanges each would learn
    // its own by heart, and forget the others'.
    steps: 1,
  });
}
