/** The classes that a run's task tells apart. */
import type { RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import { taskNamed } from '@hearsay/shared/tasks/tasks.ts';

/** Their names, in the order of their labels. */
export const classesOf = ({ task }: Pick<RunSettings, 'task'>): readonly string[] =>
  taskNamed(task).classes ?? [];
