/** Opens a new room with a task that was just made. */

import { learningOf } from '@hearsay/shared/settings/made-room.ts';
import { defaultSettings } from '@hearsay/shared/settings/run-settings.ts';
import { type SharedTask, sharedTaskDigest, sharedTaskText } from '@hearsay/shared/tasks/shared-task.ts';
import { randomBytes } from 'hearsay/basics';
import { fitTable } from '../../data/table/fit-table.ts';
import type { Table } from '../../data/table/read-table.ts';
import { newRoom } from '../new-room.ts';
import type { Page } from '../page.ts';
import { rowsAtHand } from '../shared-task/kept-rows.ts';
import { rememberTask } from '../shared-task/known-tasks.ts';

/** @param table whose rows are this device's first */
export function joinWith(page: Pick<Page, 'join'>, shared: SharedTask, table: Table | null): void {
  const task = sharedTaskDigest(shared);
  rememberTask(task, sharedTaskText(shared));
  if (table !== null) {
    const fitting = fitTable(table, shared);
    if (fitting.ok) rowsAtHand.set(task, fitting.fit);
  }
  page.join({
    ...defaultSettings,
    ...newRoom(randomBytes),
    ...{ task, partition: { kind: 'iid' }, auto: true },
    ...learningOf(shared.data),
  });
}
